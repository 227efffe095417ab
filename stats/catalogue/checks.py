"""What the catalogue's files say against each other, and what they leave out that a page needs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.contents import Catalogue
from stats.catalogue.headings import unknown_words
from stats.catalogue.indicators import Role
from stats.catalogue.years import ReportingYear, Span

AREA_PAGE = "area"
PAGES = ("home", AREA_PAGE, NATION_SLUG)


def contradictions(found: Catalogue) -> Iterator[str]:
    """Every problem between entries, each with those that have it. What names no entry is passed over."""
    for code in (*found.measures, *found.indicators, *found.topics):
        if not re.fullmatch(r"[-a-z0-9_]+", code):
            yield f"{code!r} stands in an address: a code has small letters, digits, - and _ alone"
    for layouts in (found.layouts, found.national_layouts):
        yield from _gaps("layouts.toml: layout", {layout.code: layout.years for layout in layouts})
    yield from _gaps("populations.toml: base", {str(base.years.first): base.years for base in found.bases})
    yield from _impossible_cells(found)
    for role in Role:
        if sum(indicator.role is role for indicator in found.indicators.values()) != 1:
            yield f"indicators.toml: one indicator has the role {role.value!r}, and no more than one"
    if sum(kind.own_report for kind in found.source_kinds.values()) != 1:
        yield "sources.toml: one kind is the area's own_report, and no more than one"
    for slug in dict.fromkeys(table.topic for table in found.topic_tables):
        if slug in found.topics and found.topics[slug].page is None:
            yield f"topics.toml, topic {slug!r}: it has a table, so the key 'page' is needed"
    yield from _page_problems(found)
    yield from _words_of_two(found)
    yield from unknown_words(found.head_words, found.head_rules)


def _gaps(kind: str, years: Mapping[str, Span]) -> Iterator[str]:
    """Entries whose years do not follow on from those of the entry before."""
    for (earlier, before), (later, after) in itertools.pairwise(years.items()):
        if before.last is None or after.first != ReportingYear(before.last.start + 1):
            yield f"{kind} {later!r} does not follow on from {earlier!r}"


def _impossible_cells(found: Catalogue) -> Iterator[str]:
    for layout in (*found.layouts, *found.national_layouts):
        edges = (year for year in (layout.years.first, layout.years.last) if year is not None)
        for year, table in itertools.product(edges, layout.tables):
            for cell in table.cells():
                measure = found.measures.get(cell.measure)
                if measure and year in measure.years and (said := measure.problem_with(cell, year=year)):
                    yield f"layouts.toml, layout {layout.code!r}, table {table.code!r}: {said}"
    for indicator in found.indicators.values():
        for cell in indicator.cells:
            measure = found.measures.get(cell.measure)
            if measure and not (
                (first := measure.years.first) and measure.problem_with(cell, year=first) is None
            ):
                yield f"indicators.toml, indicator {indicator.slug!r}: names a cell that cannot exist: {cell}"


def _words_of_two(found: Catalogue) -> Iterator[str]:
    """Words that would ask for two things at once."""
    asked = [(one.slug, phrase) for one in found.indicators.values() for phrase in one.asked]
    asked += [(one.code, phrase) for one in found.related_subjects.values() for phrase in one.phrases]
    asked += [(words.use, phrase) for words in found.question_words for phrase in words.phrases]
    owners: dict[str, str] = {}
    for owner, phrase in asked:
        if phrase in owners:
            yield f"{phrase!r} is asked of {owners[phrase]!r} and of {owner!r}"
        owners[phrase] = owner


def _page_problems(found: Catalogue) -> Iterator[str]:
    if set(found.pages) != set(PAGES):
        yield f"pages.toml: expected the pages {', '.join(PAGES)}"
    for page in found.pages.values():
        where = f"pages.toml, page {page.code!r}"
        roles = [found.indicators[slug].role for slug in page.indicators if slug in found.indicators]
        for role in set(Role).difference(roles):
            yield f"{where}: the indicator with the role {role.value!r} is needed"
        if None in roles and page.code != AREA_PAGE:
            yield f"{where}: only indicators with a role can be shown here"
