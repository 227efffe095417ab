"""The sentence that opens a page: how many registered sexual offenders there are, and how that stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.comparison.benchmark import NationalFigure, Verdict
from stats.analysis.series import is_comparable
from stats.analysis.values import Value, WhyNot
from stats.catalogue.reader import catalogue
from stats.catalogue.texts import PluralText
from stats.catalogue.years import ReportingYear
from stats.presentation.text import comparisons, numbers, words
from stats.presentation.text.attribution import Credit, ToldNumber, credit_line, says_one_in


def plural(text: PluralText, number: Decimal) -> str:
    """The form of the catalogue's text that fits the number."""
    return ngettext(text.one, text.other, int(number))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same words for the page, where what matters stands out, and for the clipboard.

    On the page `after` stands under the line that says whose the number is.
    """

    html: SafeString
    text: str
    after: SafeString | str = ""


@dataclass(frozen=True)
class Opening:
    """A page's first sentence. `told` are its numbers; `sources` are sentences on whose they are, which are
    copied with it."""

    sentence: Sentence
    told: Sequence[ToldNumber]
    sources: Iterable[str]

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The line under the sentence: whose number it is, and what was worked out here."""
        return credit_line(self.told)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is doubted of the sentence's numbers."""
        return words.doubts_of(*(one.value for one in self.told))

    @property
    def source(self) -> str:
        """What is copied after the sentence: the doubts and the sources. Empty without a number."""
        return " ".join(filter(None, (*self.doubts, *self.sources))) if self.told else ""


def registered_offenders(
    name: str,
    *,
    year: ReportingYear,
    count: Value,
    rate: Value,
    previous_count: Value | None = None,
    previous_rate: Value | None = None,
    standing: str = "",
    stressed: str = "",
) -> Sentence:
    """How many registered sexual offenders there were and per how many people; after that how it stands to
    others (a sentence of its own, see `standing`; `stressed` are words of it that stand out), and what it was
    a year earlier.

    Every number in it is a stored figure or is worked out from stored figures by queries.
    """
    now, after = _now(name, year=year, count=count, rate=rate), ""
    if is_told(count) or is_told(rate):
        after = " ".join(filter(None, (standing, _before(previous_count, previous_rate))))
    offenders = "" if count.amount is None else _offenders(count)
    text = " ".join(filter(None, (now, after)))
    return Sentence(_emphasised(now, stressed=offenders), text, _emphasised(after, stressed=stressed))


def standing(verdict: Verdict | None, *, national: NationalFigure, areas: int) -> str:
    """How a rate stands, in one or two sentences: against England and Wales, and among the areas."""
    if verdict is None:
        return ""
    against = comparisons.against_benchmark(catalogue().rate, verdict=verdict, national=national)
    said = {"against": against, "among": comparisons.among_areas(verdict, areas=areas)}
    if against and said["among"]:
        return _("That is %(against)s, and %(among)s.") % said
    parts = []
    if against:
        parts.append(_("That is %(against)s.") % said)
    if said["among"]:
        parts.append(_("That is %(among)s.") % said)
    parts.append(comparisons.why_not_among_areas(verdict, areas=areas))
    return " ".join(filter(None, parts))


def is_told(value: Value) -> bool:
    """Whether a sentence may give the number as that of its year: bounds and rounded ones with their word."""
    return is_comparable(value) or (
        value.amount is not None and value.why_not in (WhyNot.BOUND, WhyNot.ROUNDED)
    )


def _emphasised(text: str, *, stressed: str) -> SafeString:
    html, words = escape(text), escape(stressed)
    return SafeString(html.replace(words, f"<strong>{words}</strong>", 1) if stressed else html)


def _now(name: str, *, year: ReportingYear, count: Value, rate: Value) -> str:
    said = {
        "date": numbers.snapshot_date(year),
        "area": words.in_sentence(name),
        "people": words.people(year),
        "rate": rate_text(rate),
        "one_in": "" if rate.one_in is None else numbers.number(rate.one_in),
        "offenders": _offenders(count),
    }
    if count.why_not is WhyNot.NOT_OF_ITS_YEAR and count.amount is not None:
        text = _(
            "For %(date)s, %(offenders)s are published for %(area)s. That number is probably not of this "
            "year, so it is compared with nothing."
        )
        return text % said
    if not is_told(count):
        missing = _missing(count.why_not) % said
        if not is_told(rate):
            return missing
        per = _(
            "On %(date)s there were %(rate)s registered sexual offenders for every 100,000 %(people)s in "
            "%(area)s."
        )
        if count.why_not in (None, WhyNot.NOT_HELD):
            return _("%(rate)s The number of people is not published.") % {"rate": per % said}
        return _("%(rate)s %(missing)s") % {"rate": per % said, "missing": missing}
    start = ngettext(
        "On %(date)s, %(offenders)s was managed in %(area)s",
        "On %(date)s, %(offenders)s were managed in %(area)s",
        int(count.amount or 0),
    )
    if rate.printed_differs and is_told(rate):
        return _("%(count)s. %(rate)s") % {"count": start % said, "rate": rate_differs(rate, year=year)}
    parts = [start]
    if is_told(rate):
        parts.append(_(": %(rate)s for every 100,000 %(people)s"))
        if says_one_in(rate):
            parts.append(_(", or one in %(one_in)s"))
    return "".join((*parts, ".")) % said


def rate_differs(rate: Value, *, year: ReportingYear) -> str:
    """Both rates, where the printed one is not what count and population make."""
    if rate.computed is None or rate.population is None:
        return ""
    return _(
        "The published rate is %(printed)s for every 100,000 %(people)s, but the count and the "
        "%(estimate)s make %(computed)s. The two do not fit, so the rate is not compared."
    ) % {
        "printed": rate_text(rate),
        "people": words.people(year),
        "estimate": words.estimate(rate.population),
        "computed": numbers.number(rate.computed, places=1),
    }


def _missing(why_not: WhyNot | None) -> str:
    """Why there is no number: a marker was published in its place, or nothing is held at all."""
    start = _("The number of registered sexual offenders in %(area)s on %(date)s ")
    reasons = {
        WhyNot.SUPPRESSED: _("was withheld for confidentiality: [c] is published in its place."),
        WhyNot.NOT_AVAILABLE: _("is marked as not available: [x] is published in its place."),
        WhyNot.NOT_APPLICABLE: _("is marked as not applicable: [z] is published in its place."),
        WhyNot.LOW: _("rounds to zero but is not zero: [low] is published in its place."),
        WhyNot.LOWER_BOUND: _("is not known exactly: a part of it was withheld for confidentiality."),
        WhyNot.BOUND: _("is not known: only a limit to it is published."),
        WhyNot.ROUNDED: _("is not known exactly: only a rounded number is published."),
        WhyNot.INDETERMINATE: _("cannot be worked out from what is published."),
        WhyNot.NOT_OF_ITS_YEAR: _("is not known: the number published is probably not of this year."),
    }
    if why_not not in reasons:
        return _("There is no figure for registered sexual offenders in %(area)s on %(date)s.")
    return start + reasons[why_not]


def _before(count: Value | None, rate: Value | None) -> str:
    said = {"count": _known_text(count), "rate": _known_text(rate)}
    number = 0 if count is None else int(count.amount or 0)
    if said["count"] and said["rate"]:
        text = ngettext(
            "A year earlier there was %(count)s, or %(rate)s per 100,000.",
            "A year earlier there were %(count)s, or %(rate)s per 100,000.",
            number,
        )
    elif said["count"]:
        text = ngettext("A year earlier there was %(count)s.", "A year earlier there were %(count)s.", number)
    else:
        text = _("A year earlier the rate was %(rate)s.") if said["rate"] else ""
    return text % said


def _known_text(value: Value | None) -> str:
    return rate_text(value) if value is not None and is_comparable(value) else ""


def rate_text(rate: Value) -> str:
    """As printed where it is printed; else to a whole number, as the reports print."""
    if rate.amount is None:
        return ""
    text = numbers.as_published(rate.amount) if rate.is_printed else numbers.number(rate.amount)
    return numbers.qualified(rate.qualifier, text)


def _offenders(count: Value) -> str:
    amount = count.amount or Decimal(0)
    return ngettext(
        "%(number)s registered sexual offender", "%(number)s registered sexual offenders", int(amount)
    ) % {"number": numbers.qualified(count.qualifier, numbers.number(amount))}
