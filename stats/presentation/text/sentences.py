"""Sentences that can be copied as they stand, made from stored figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.series import is_comparable
from stats.analysis.values import Value, WhyNot
from stats.catalogue.texts import PluralText
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers, words


def plural(text: PluralText, number: Decimal) -> str:
    """The form of the catalogue's text that fits the number."""
    return ngettext(text.one, text.other, int(number))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same words for the page, where the figure stands out, and for the clipboard."""

    html: SafeString
    text: str


def registered_offenders(
    name: str,
    *,
    year: ReportingYear,
    count: Value,
    rate: Value,
    previous_count: Value | None = None,
    previous_rate: Value | None = None,
) -> Sentence:
    """How many registered sexual offenders there were, per how many people, and a year earlier.

    Every number in it is a stored figure or is worked out from stored figures by queries.
    """
    is_known = is_comparable(count) or is_comparable(rate)
    sentences = (
        _now(name, year=year, count=count, rate=rate),
        _before(previous_count, previous_rate) if is_known else "",
    )
    text = " ".join(sentence for sentence in sentences if sentence)
    figure = escape(_offenders(count)) if is_comparable(count) else ""
    html = escape(text).replace(figure, f"<strong>{figure}</strong>", 1) if figure else escape(text)
    return Sentence(SafeString(html), text)


def _now(name: str, *, year: ReportingYear, count: Value, rate: Value) -> str:
    said = {
        "date": numbers.snapshot_date(year),
        "area": name,
        "people": words.people(year),
        "rate": "" if rate.amount is None else rate_text(rate),
        "one_in": "" if rate.one_in is None else numbers.number(rate.one_in),
        "offenders": _offenders(count),
    }
    if not is_comparable(count):
        missing = _missing(count.why_not) % said
        if not is_comparable(rate):
            return missing
        per = _(
            "On %(date)s there were %(rate)s registered sexual offenders for every 100,000 %(people)s in "
            "%(area)s."
        )
        if count.why_not in (None, WhyNot.NOT_HELD):
            return _("%(rate)s How many people that is, is not held.") % {"rate": per % said}
        return _("%(rate)s %(missing)s") % {"rate": per % said, "missing": missing}
    parts = [
        ngettext(
            "On %(date)s, %(offenders)s was managed in %(area)s",
            "On %(date)s, %(offenders)s were managed in %(area)s",
            int(count.amount or 0),
        )
    ]
    if is_comparable(rate):
        parts.append(_(": %(rate)s for every 100,000 %(people)s"))
        if rate.one_in is not None:
            parts.append(_(", or one in %(one_in)s"))
    return "".join((*parts, ".")) % said


def _missing(why_not: WhyNot | None) -> str:
    """Why there is no number: a marker was published in its place, or nothing is held at all."""
    start = _("The number of registered sexual offenders in %(area)s on %(date)s ")
    reasons = {
        WhyNot.SUPPRESSED: _("was withheld for confidentiality: [c] is published in its place."),
        WhyNot.NOT_AVAILABLE: _("is marked as not available: [x] is published in its place."),
        WhyNot.NOT_APPLICABLE: _("is marked as not applicable: [z] is published in its place."),
        WhyNot.LOW: _("rounds to zero but is not zero: [low] is published in its place."),
        WhyNot.LOWER_BOUND: _("is not known exactly: a part of it was withheld for confidentiality."),
    }
    if why_not not in reasons:
        return _("No number of registered sexual offenders is held for %(area)s on %(date)s.")
    return start + reasons[why_not]


def _before(count: Value | None, rate: Value | None) -> str:
    known = []
    if count_text := _known_text(count):
        known.append(count_text)
    if per_people := _known_text(rate):
        known.append(_("%(rate)s per 100,000") % {"rate": per_people})
    return _("A year earlier it was %(known)s.") % {"known": _(", or ").join(known)} if known else ""


def _known_text(value: Value | None) -> str:
    return rate_text(value) if value is not None and is_comparable(value) else ""


def rate_text(rate: Value) -> str:
    """As printed where it is printed; else to a whole number, as the reports print."""
    if rate.amount is None:
        return ""
    return numbers.as_published(rate.amount) if rate.is_printed else numbers.number(rate.amount)


def _offenders(count: Value) -> str:
    amount = count.amount or Decimal(0)
    return ngettext(
        "%(number)s registered sexual offender", "%(number)s registered sexual offenders", int(amount)
    ) % {"number": numbers.number(amount)}
