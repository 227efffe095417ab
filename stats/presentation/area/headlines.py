"""One sentence for each headline figure, to be copied as it stands.

Each says the number, of when and where, what it is per, and how it stands to England and Wales; every
number in it is a stored figure or is worked out from stored figures by queries.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.values import WhyNot
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import sentence_source
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import possessive, value_text, when_text
from stats.presentation.text.sentences import plural


def headline_sentences(
    name: str, *, year: ReportingYear, headlines: Iterable[Headline], address: str
) -> list[tuple[str, str]]:
    """Each as it is read, and as it is copied: with the source and the address of the page."""
    found = []
    for headline in headlines:
        text = headline_sentence(name, year=year, headline=headline)
        sources = sentence_source([headline.value])
        found.append((text, " ".join(part for part in (text, sources, address) if part)))
    return found


def headline_sentence(name: str, *, year: ReportingYear, headline: Headline) -> str:
    """The figure of that area and year in one to three sentences; where there is none, why in one.

    `Offenders managed at Levels 2 and 3, Dorset, 2019-20: not held.`
    """
    indicator, value = headline.indicator, headline.value
    said = {
        "area": name,
        "when": when_text(indicator, year),
        "number": value_text(indicator, value),
        "people": words.people(year),
        "what": indicator.title,
        "why": words.why_not(value.why_not or WhyNot.NOT_HELD),
    }
    if value.why_not is not None and value.amount is not None:
        return _("%(what)s, %(area)s, %(when)s: %(number)s (%(why)s).") % said
    if value.amount is None or value.why_not is not None:
        return _("%(what)s, %(area)s, %(when)s: %(why)s.") % said
    if indicator.sentence_with_count and value.numerator is not None and value.one_in is not None:
        said["count"] = numbers.number(value.numerator)
        said["one_in"] = numbers.number(value.one_in)
        figure = plural(indicator.sentence_with_count, value.numerator) % said
    elif indicator.sentence:
        figure = plural(indicator.sentence, value.amount) % said
    else:
        figure = _("%(what)s, %(area)s, %(when)s: %(number)s.") % said
    return " ".join(part for part in (figure, _earlier(headline), _beside(name, headline)) if part)


def _earlier(headline: Headline) -> str:
    """The year before, where it is held and counted the same way."""
    previous = headline.previous
    if previous is None or previous.amount is None or previous.why_not is not None or headline.breaks:
        return ""
    return _("A year earlier it was %(number)s.") % {"number": value_text(headline.indicator, previous)}


def _beside(name: str, headline: Headline) -> str:
    """The word beside England and Wales, with the number that it rests on."""
    verdict, national = headline.verdict, headline.national
    if verdict is None or verdict.why_not_compared is not None or national.amount is None:
        return ""
    said = {
        "whose": possessive(name),
        "word": words.comparison(verdict.comparison, national=national),
        "national": words.national_text(headline.indicator, national),
    }
    return _("%(whose)s rate is %(word)s (%(national)s).") % said
