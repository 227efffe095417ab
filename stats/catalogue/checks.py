"""What the catalogue's files say against each other, and what they leave out that a page needs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.contents import Catalogue
from stats.catalogue.indicators import Indicator, Kind, Role
from stats.catalogue.layouts import DIVISION_ROWS, Layout, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.populations import AGE_BANDS
from stats.catalogue.series import SeriesColumn
from stats.catalogue.texts import PluralText, field_problem
from stats.catalogue.topics import TopicWords
from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear, Span

LONGEST_KIND = 24  # of the column Source.kind; a test holds the two equal
AREA_PAGE = "area"
PAGES = ("home", AREA_PAGE, NATION_SLUG)


def contradictions(found: Catalogue) -> Iterator[str]:
    """Every problem, each with the entry that has it."""
    for layouts in (found.layouts, found.national_layouts):
        yield from _layout_problems(found, layouts)
    for indicator in found.indicators.values():
        yield from (f"indicator {indicator.slug!r}: {p}" for p in _indicator_problems(found, indicator))
    for role in Role:
        if sum(indicator.role is role for indicator in found.indicators.values()) != 1:
            yield f"indicators.toml: one indicator has the role {role.value!r}, and no more than one"
    for one in found.breaks:
        for slug in set(one.indicators) - set(found.indicators):
            yield f"break {one.code!r} names an unknown indicator {slug!r}"
    for group in found.national_tables:
        yield from (f"series {group.code!r}: {problem}" for problem in _series_problems(found, group.columns))
    yield from _topic_problems(found)
    yield from _population_problems(found)
    yield from _source_problems(found)
    yield from _page_problems(found)


def _topic_problems(found: Catalogue) -> Iterator[str]:
    for table in found.topic_tables:
        where = f"topic table {table.code!r}"
        yield from (f"{where}: {problem}" for problem in _series_problems(found, table.columns))
        topic = found.topics.get(table.topic)
        if topic is None:
            yield f"{where}: names an unknown topic {table.topic!r}"
        elif topic.page is None:
            yield f"topics.toml, topic {topic.slug!r}: it has a table, so the key 'page' is needed"
    for topic in found.topics.values():
        if topic.page is not None:
            where = f"topics.toml, topic {topic.slug!r}, page"
            yield from (f"{where}, {problem}" for problem in _words_problems(found, topic.page))


def _words_problems(found: Catalogue, words: TopicWords) -> Iterator[str]:
    for key, slug in (("count", words.count), ("ratio", words.ratio)):
        if slug and slug not in found.indicators:
            yield f"{key}: there is no indicator {slug!r}"
    if bool(words.ratio) != (words.sentence_with_ratio is not None):
        yield "sentence_with_ratio: it is needed where there is a ratio, and only there"
    needs = ("year", "figure")
    yield from _text_problems("sentence", words.sentence, needs=needs)
    yield from _text_problems("sentence_with_ratio", words.sentence_with_ratio, needs=(*needs, "ratio"))
    for counted in words.counted:
        yield from _text_problems("counted", counted.text, needs=("number",))
    for start in range(FIRST_START, LAST_START + 1):
        if sum(ReportingYear(start) in counted.years for counted in words.counted) != 1:
            yield f"counted: {ReportingYear(start)} has none, or more than one"
            return


def _text_problems(
    key: str, text: PluralText | None, *, needs: Sequence[str] = (), may: Sequence[str] = ()
) -> Iterator[str]:
    for form in () if text is None else text.forms:
        if problem := field_problem(form, needs=needs, may=may):
            yield f"{key}: {problem}"


def _source_problems(found: Catalogue) -> Iterator[str]:
    kinds = found.source_kinds.values()
    if sum(kind.own_report for kind in kinds) != 1:
        yield "sources.toml: one kind is the area's own_report, and no more than one"
    for kind in kinds:
        where = f"sources.toml, source_kind {kind.code!r}"
        if len(kind.code) > LONGEST_KIND:
            yield f"{where}: the code is longer than {LONGEST_KIND} characters"
        if not kind.title.startswith(kind.tag):
            yield f"{where}: the title does not begin with the tag {kind.tag!r}"
    for place in found.place_kinds.values():
        if place.metropolitan and not place.district:
            yield f"places.toml, place_kind {place.code!r}: what is metropolitan is a district as well"


def _page_problems(found: Catalogue) -> Iterator[str]:
    if set(found.pages) != set(PAGES):
        yield f"pages.toml: expected the pages {', '.join(PAGES)}"
    for page in found.pages.values():
        where = f"pages.toml, page {page.code!r}"
        unknown = set(page.indicators) - set(found.indicators)
        yield from (f"{where}: there is no indicator {slug!r}" for slug in sorted(unknown))
        roles = [found.indicators[slug].role for slug in page.indicators if slug not in unknown]
        for role in set(Role).difference(roles):
            yield f"{where}: the indicator with the role {role.value!r} is needed"
        if None in roles and page.code != AREA_PAGE:
            yield f"{where}: only indicators with a role can be shown here"
        for figure in page.figures:
            if problem := field_problem(figure.label, may=("date", "people")):
                yield f"{where}, figures: {problem}"
        cells = (one.cell for one in page.cells)
        yield from (f"{where}, cells: {problem}" for problem in _unknown_measures(found, cells))


def _population_problems(found: Catalogue) -> Iterator[str]:
    for earlier, later in itertools.pairwise(found.bases):
        if not _follows_on(earlier.years, later=later.years):
            yield f"the population base from {later.years.first} does not follow on from the one before"
    for base in found.bases:
        if base.age_band not in (None, *AGE_BANDS):
            yield f"population base names an unknown age band {base.age_band!r}"
    for restated in found.restatements:
        if restated.measure not in found.measures:
            yield f"restatement for {restated.year} names an unknown measure {restated.measure!r}"


def _follows_on(earlier: Span, *, later: Span) -> bool:
    return earlier.last is not None and later.first == ReportingYear(earlier.last.start + 1)


def _layout_problems(found: Catalogue, layouts: Sequence[Layout]) -> Iterator[str]:
    for earlier, later in itertools.pairwise(layouts):
        if not _follows_on(earlier.years, later=later.years):
            yield f"layout {later.code!r} does not follow on from {earlier.code!r}"
    for layout in layouts:
        for table in layout.tables:
            where = f"layout {layout.code!r}, table {table.code!r}"
            try:
                table.title_for(ReportingYear(FIRST_START))
            except (LookupError, ValueError):
                yield f"{where}: the title has an unknown field: {table.title!r}"
            yield from (f"{where}: {problem}" for problem in _line_problems(table))
            yield from (f"{where}: {problem}" for problem in _cell_problems(found, layout, table))


def _indicator_problems(found: Catalogue, indicator: Indicator) -> Iterator[str]:
    for cell in indicator.cells:
        measure = found.measures.get(cell.measure)
        if measure is None:
            yield f"unknown measure {cell.measure!r}"
        elif measure.years.first is None or measure.problem_with(cell, year=measure.years.first):
            yield f"names a cell that cannot exist: {cell}"
    if (indicator.kind in (Kind.RATIO, Kind.SHARE)) != bool(indicator.denominator):
        yield "a ratio or share has a denominator, others have none"
    if indicator.role and len(indicator.numerator) != 1:
        yield "role: an indicator with a role has one numerator"
    if indicator.role is Role.RATE and indicator.printed is None:
        yield "role: the rate is a cell that reports print"
    if indicator.topic not in found.topics:
        yield f"topic: there is no topic {indicator.topic!r} in topics.toml"
    may = ("when", "area", "number", "people", "what")
    yield from _text_problems("sentence", indicator.sentence, needs=("number",), may=may)
    with_count = indicator.sentence_with_count
    yield from _text_problems("sentence_with_count", with_count, needs=("number", "count", "one_in"), may=may)


def _series_problems(found: Catalogue, columns: Sequence[SeriesColumn]) -> Iterator[str]:
    codes = {one.code for one in found.breaks}
    for column in columns:
        yield from _unknown_measures(found, (column.cell, *column.parts))
        for code in set(column.breaks) - codes:
            yield f"names an unknown break {code!r}"


def _unknown_measures(found: Catalogue, cells: Iterable[CellKey]) -> Iterator[str]:
    for cell in cells:
        if cell.measure not in found.measures:
            yield f"names an unknown measure {cell.measure!r}"


def _line_problems(table: Table) -> Iterator[str]:
    rows, columns = ({line.code for line in lines} for lines in (table.rows, table.columns))
    for lines, codes in ((table.rows, rows), (table.columns, columns)):
        if len(codes) != len(lines):
            yield "a line's code is written twice"
        for line in lines:
            for part in set(line.sum_of) - codes - ({DIVISION_ROWS} if table.division_rows else set()):
                yield f"{line.code!r} sums an unknown line {part!r}"
    for row, column in table.not_applicable:
        if row not in rows or column not in columns:
            yield f"not_applicable names an unknown cell {row!r}, {column!r}"


def _cell_problems(found: Catalogue, layout: Layout, table: Table) -> Iterator[str]:
    for cell in table.cells():
        measure = found.measures.get(cell.measure)
        if measure is None:
            yield f"unknown measure {cell.measure!r}"
            continue
        for edge in (layout.years.first, layout.years.last):
            if edge is not None and edge in measure.years and (p := measure.problem_with(cell, year=edge)):
                yield p
