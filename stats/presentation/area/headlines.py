"""One sentence for each headline figure, to be copied as it stands.

Each says the number, of when and where, what it is per, and how it stands to England and Wales and among the
areas; every number in it is a stored figure or is worked out from stored figures by queries. What is copied
names the source of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.analysis.values import Value, WhyNot
from stats.catalogue.indicators import Role
from stats.catalogue.years import ReportingYear
from stats.presentation.text import attribution, comparisons, numbers, words
from stats.presentation.text.attribution import Credit, Part, ToldNumber, credit_line
from stats.presentation.text.findings import possessive, value_text, when_text
from stats.presentation.text.sentences import is_told, plural, rate_differs


@dataclass(frozen=True, slots=True)
class HeadlineSentence:
    """`copied` adds the doubts, the sources (`sources` in words) and the address of the page; `credits` are
    the same as a line. All three are empty where there is no number."""

    text: str
    doubts: tuple[str, ...] = ()
    copied: str = ""
    sources: str = ""
    credits: tuple[Credit, ...] = ()


def headline_sentences(
    name: str, *, year: ReportingYear, headlines: Iterable[Headline], address: str
) -> list[HeadlineSentence]:
    """That of each headline, as it is read and as it is copied."""
    return [told_sentence(name, year=year, headline=one, address=address) for one in headlines]


def told_sentence(name: str, *, year: ReportingYear, headline: Headline, address: str) -> HeadlineSentence:
    """The sentence of one headline with its doubts and its copy."""
    text = headline_sentence(name, year=year, headline=headline)
    told = _told(headline)
    doubts = words.doubts_of(*(one.value for one in told))
    if headline.value.amount is None:
        return HeadlineSentence(text, doubts)
    sources = copied_sources(told, headline=headline)
    copied = " ".join(filter(None, (text, *doubts, sources, address)))
    return HeadlineSentence(text, doubts, copied, sources, credit_line(told))


def headline_sentence(name: str, *, year: ReportingYear, headline: Headline) -> str:
    """The figure of that area and year in a few sentences; where there is none, why in one.

    `Offenders managed at Levels 2 and 3, Dorset, 2019-20: no figure.`
    """
    indicator, value = headline.indicator, headline.value
    said = {
        "area": name,
        "when": when_text(indicator, year),
        "number": value_text(indicator, value),
        "people": words.people(year),
        "what": indicator.title,
        "why": words.why_no_figure(value.why_not or WhyNot.NOT_HELD),
    }
    if not is_told(value):
        if value.amount is None:
            return _("%(what)s, %(area)s, %(when)s: %(why)s.") % said
        return _("%(what)s, %(area)s, %(when)s: %(number)s (%(why)s).") % said
    if value.printed_differs:
        figure = _("%(what)s, %(area)s, %(when)s: %(number)s.") % said
        return " ".join(filter(None, (figure, rate_differs(value, year=year))))
    if indicator.sentence_with_count and attribution.says_one_in(value):
        count = value.exact_numerator or Decimal(0)
        said |= {"count": numbers.number(count), "one_in": numbers.number(value.one_in or 0)}
        figure = plural(indicator.sentence_with_count, count) % (said | {"area": words.in_sentence(name)})
    elif indicator.sentence and value.amount is not None:
        figure = plural(indicator.sentence, value.amount) % (said | {"area": words.in_sentence(name)})
    else:
        figure = _("%(what)s, %(area)s, %(when)s: %(number)s.") % said
    return " ".join(filter(None, (figure, _earlier(headline), *standing(name, headline=headline))))


def standing(name: str, *, headline: Headline) -> tuple[str, ...]:
    """How the area's rate stands to England and Wales and among the areas, in full sentences."""
    verdict, national = headline.verdict, headline.national
    if verdict is None:
        return ()
    among = comparisons.among_areas(verdict, areas=headline.areas)
    said = {
        "whose": possessive(name),
        "against": comparisons.against_benchmark(headline.indicator, verdict=verdict, national=national),
        "among": among,
    }
    text = ""
    if said["against"] and among:
        text = _("%(whose)s rate is %(against)s, and %(among)s.") % said
    elif said["against"]:
        text = _("%(whose)s rate is %(against)s.") % said
    elif among:
        text = _("%(whose)s rate is %(among)s.") % said
    caveat = comparisons.not_a_sample(headline.areas) if among else ""
    why_not = comparisons.why_not_among_areas(verdict, areas=headline.areas)
    return tuple(filter(None, (text, caveat, why_not)))


def previous_told(headline: Headline) -> Value | None:
    """The year before, where it is held and counted the same way."""
    previous = headline.previous
    if previous is None or headline.breaks:
        return None
    return previous if is_comparable(previous) and is_comparable(headline.value) else None


def compared_with(headline: Headline) -> Value | None:
    """The figure of England and Wales that the rate is set beside in words; None where it is not, or where
    it is that of the areas together."""
    verdict, national = headline.verdict, headline.national
    is_compared = verdict is not None and verdict.why_not_compared is None and not national.is_pooled
    return national.value if is_compared else None


def copied_sources(told: Iterable[ToldNumber], *, headline: Headline) -> str:
    """The sources of a sentence on that headline, with what its comparison rests on."""
    verdict = headline.verdict
    compares = verdict is not None and (verdict.why_not_compared is None or verdict.place is not None)
    text = attribution.in_words(tuple(told), compares=compares)
    if compares and verdict is not None and verdict.why_not_compared is None and headline.national.is_pooled:
        pooled = _("The rate of the areas taken together is worked out by MAPPA in numbers.")
        return f"{text} {pooled}"
    return text


def _told(headline: Headline) -> tuple[ToldNumber, ...]:
    """The numbers of its sentence."""
    part = Part.RATE if headline.indicator.role is Role.RATE else Part.FIGURE
    return attribution.told_numbers(
        (part, headline.value), (Part.BEFORE, previous_told(headline)), (Part.NATION, compared_with(headline))
    )


def _earlier(headline: Headline) -> str:
    previous = previous_told(headline)
    if previous is None:
        return ""
    return _("A year earlier it was %(number)s.") % {"number": value_text(headline.indicator, previous)}
