"""One sentence for each headline figure, to be copied as it stands.

Each says the number, of when and where, what it is per, and how it stands to England and Wales; every
number in it is a stored figure or is worked out from stored figures by queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.values import Value, WhyNot
from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import possessive, value_text, when_text
from stats.presentation.text.sentences import plural


@dataclass(frozen=True, slots=True)
class HeadlineSentence:
    """`text` without, `copied` with the source and the address of the page."""

    title: str
    text: str
    copied: str


def headline_sentences(
    name: str, *, year: ReportingYear, headlines: Iterable[Headline], address: str
) -> tuple[HeadlineSentence, ...]:
    found = []
    for headline in headlines:
        text = headline_sentence(name, year=year, headline=headline)
        sources = " ".join(words.source_sentence(source) for source in headline.value.sources)
        copied = " ".join(part for part in (text, sources, address) if part)
        found.append(HeadlineSentence(headline.indicator.title, text, copied))
    return tuple(found)


def headline_sentence(name: str, *, year: ReportingYear, headline: Headline) -> str:
    """The figure of that area and year in one to three sentences."""
    indicator, value = headline.indicator, headline.value
    if value.amount is None or value.why_not is not None:
        return missing_sentence(indicator, name=name, year=year, value=value)
    parts = [
        _figure(indicator, name=name, year=year, value=value),
        _earlier(headline),
        _beside(name, headline),
    ]
    return " ".join(part for part in parts if part)


def missing_sentence(indicator: Indicator, *, name: str, year: ReportingYear, value: Value) -> str:
    """`Of Dorset, for 2019-20, no figure is held: offenders managed at Levels 2 and 3 during the year.`"""
    said = {
        "area": name,
        "when": when_text(indicator, year),
        "what": indicator.title,
        "number": value_text(indicator, value),
        "why": words.why_not(value.why_not or WhyNot.NOT_HELD),
    }
    if value.why_not is WhyNot.LOWER_BOUND and value.amount is not None:
        return _("%(what)s, %(area)s, %(when)s: at least %(number)s (%(why)s).") % said
    return _("%(what)s, %(area)s, %(when)s: %(why)s.") % said


def _figure(indicator: Indicator, *, name: str, year: ReportingYear, value: Value) -> str:
    amount = value.amount or Decimal(0)
    said = {
        "area": name,
        "when": when_text(indicator, year),
        "number": value_text(indicator, value),
        "people": words.people(year),
        "what": indicator.title,
    }
    if indicator.sentence_with_count and value.numerator is not None and value.one_in is not None:
        said["count"] = numbers.number(value.numerator)
        said["one_in"] = numbers.number(value.one_in)
        return plural(indicator.sentence_with_count, value.numerator) % said
    if indicator.sentence:
        return plural(indicator.sentence, amount) % said
    return _("%(what)s, %(area)s, %(when)s: %(number)s.") % said


def _earlier(headline: Headline) -> str:
    """The year before, where it is held and counted the same way."""
    previous = headline.previous
    if previous is None or previous.amount is None or previous.why_not is not None or headline.breaks:
        return ""
    return _("A year earlier it was %(number)s.") % {"number": value_text(headline.indicator, previous)}


def _beside(name: str, headline: Headline) -> str:
    """The word beside England and Wales, with the number that it rests on."""
    verdict, national = headline.verdict, headline.national
    if verdict is None or verdict.reason is not None or national.amount is None:
        return ""
    said = {
        "whose": possessive(name),
        "word": words.comparison(verdict.comparison, national=national),
        "national": words.national_text(headline.indicator, national),
    }
    if not verdict.adjusted:
        return _("%(whose)s rate is %(word)s (%(national)s), allowing for chance alone.") % said
    return _("%(whose)s rate is %(word)s (%(national)s), allowing for how much areas differ anyway.") % said
