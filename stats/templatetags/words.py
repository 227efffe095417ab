"""Words that keep together on a page, and what the catalogue says of sources and topics."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from stats.catalogue.pages import Topic
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Coverage, SourceKind
from stats.presentation.components.cells import YearLink
from stats.presentation.components.kinds import kind_tag
from stats.presentation.text import words

register = template.Library()

register.filter("whole_years", words.whole_years)
register.simple_tag(kind_tag)


@register.filter
def source_kind(code: str) -> SourceKind:
    return catalogue().source_kinds[code]


@register.filter
def coverages(years: Iterable[YearLink]) -> list[Coverage]:
    """What is held of an area's reports of these years, the best first: for the key to their signs."""
    held = {year.coverage for year in years}
    return [one for one in catalogue().coverages.values() if one in held]


@register.simple_tag
def topics_with_pages() -> list[Topic]:
    """Those of the main menu first."""
    topics = [topic for topic in catalogue().topics.values() if topic.page is not None]
    return sorted(topics, key=lambda topic: not (topic.page and topic.page.in_main_menu))
