"""The form: a year's tables as the catalogue's layout prints them, with what is typed, live and past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.layouts import Layout, Line, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.live import Live, live_figures
from stats.drafting.typed import OTHER, layout_of, places
from stats.loading.normalise import SourceKey
from stats.models import Area


@dataclass(frozen=True, slots=True)
class GridCell:
    """One box to type in. The same id may stand in two tables: they are one cell, with one text.

    `label` is for those who do not see the table. `last_year` is what is public for the year before, `live`
    what is public now: this source's figure, else the one that the site prefers.
    """

    id: str
    key: CellKey
    row: str
    column: str
    label: str
    typed: str
    is_not_applicable: bool
    is_total: bool
    last_year: str
    live: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """`heading` is set in the first row below a heading of the table. `cells` may lack some: None."""

    code: str
    label: str
    heading: str
    is_total: bool
    division: str
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class GridTable:
    """`new_division` are the columns' cells of a division still without a name."""

    code: str
    title: str
    note: str
    optional: bool
    page: str
    columns: tuple[Line, ...]
    rows: tuple[GridRow, ...]
    new_division: tuple[CellKey, ...]

    @property
    def takes_divisions(self) -> bool:
        return bool(self.new_division)

    def division_ids(self, name: str) -> tuple[str, ...]:
        """The cell ids of one more division's row, one for each column."""
        return tuple(cell_id(replace(key, division=name)) for key in self.new_division)


@dataclass(frozen=True, slots=True)
class Grid:
    """`layout_title` and `seen` are empty and false for a year of which the catalogue has no layout."""

    area_slug: str
    area_name: str
    year: ReportingYear
    layout_title: str
    seen: bool
    tables: tuple[GridTable, ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    typed: Mapping[str, str]
    live: Mapping[CellKey, str]
    last_year: Mapping[CellKey, str]


def grid(
    area: Area,
    year: ReportingYear,
    *,
    source: SourceKey,
    cells: Mapping[str, str],
    pages: Mapping[str, str] | None = None,
) -> Grid:
    """The tables of the area's report of that year, filled with `cells` as typed; two queries.

    Division rows stand for every division known of the area and every one typed. Cells that are typed and
    have no place in the layout stand in a table of their own, the last.
    """
    layout = layout_of(area, year)
    live = live_figures(area, years=(year.start, year.start - 1, year.start - 2))
    texts = _Texts(cells, _live(live, year=year, source=source), _last_year(live, year=year))
    names = _division_names(area, cells=cells, live=live, year=year)
    tables = tuple(table.for_divisions(names) for table in layout.tables) if layout else ()
    shown = [
        _table(table, year=year, texts=texts, page=(pages or {}).get(table.code, "")) for table in tables
    ]
    placed = places(tables)
    if left := [key for key in map(cell_key, cells) if key not in placed]:
        shown.append(_other(left, texts=texts, page=(pages or {}).get(OTHER, "")))
    return Grid(
        area.slug,
        area.name,
        year,
        layout.title if layout else "",
        bool(layout and layout.seen),
        tuple(shown),
    )


def printed_dashes(layout: Layout | None) -> dict[str, str]:
    """The dashes that every report of the layout prints where a cell cannot exist."""
    return {
        cell_id(key): "-"
        for table in (layout.tables if layout else ())
        if not table.optional
        for row in table.rows
        for column in table.columns
        if table.is_not_applicable(row, column) and (key := table.cell(row, column)) is not None
    }


def _live(live: Iterable[Live], *, year: ReportingYear, source: SourceKey) -> dict[CellKey, str]:
    of_report = [one for one in live if 0 <= year.start - one.start_year <= 1]
    found = {one.cell_in(year): one.text for one in of_report if one.preferred}
    return found | {one.cell_in(year): one.text for one in of_report if one.source == source}


def _last_year(live: Iterable[Live], *, year: ReportingYear) -> dict[CellKey, str]:
    before = year.start - 1
    return {
        replace(one.cell, years_back=before - one.start_year): one.text
        for one in live
        if one.preferred and 0 <= before - one.start_year <= 1
    }


def _division_names(
    area: Area, *, cells: Mapping[str, str], live: Iterable[Live], year: ReportingYear
) -> Sequence[str]:
    """In the order last printed, then those known of earlier years, then those typed that are new."""
    printed = [one.cell.division for one in live if one.cell.division and one.start_year == year.start]
    known = area.divisions.order_by("pk").values_list("name", flat=True)
    typed = [key.division for key in map(cell_key, cells)]
    by_folded = {name.casefold(): name for name in reversed([*printed, *known, *typed]) if name}
    order = dict.fromkeys(name.casefold() for name in [*printed, *known, *typed] if name)
    return [by_folded[name] for name in order]


def _table(table: Table, *, year: ReportingYear, texts: _Texts, page: str) -> GridTable:
    heading = ""
    rows = []
    for row in table.rows:
        heading = row.heading or heading
        rows.append(
            GridRow(
                code=row.code,
                label=row.label,
                heading=row.heading,
                is_total=bool(row.sum_of),
                division=row.division or "",
                cells=tuple(
                    _cell(table, row, column, heading=heading, texts=texts) for column in table.columns
                ),
            )
        )
    nameless = Line(code="", label="", short_label="", division="")
    new = (table.cell(nameless, column) for column in table.columns) if table.division_rows else ()
    return GridTable(
        code=table.code,
        title=table.title_for(year),
        note=table.note,
        optional=table.optional,
        page=page,
        columns=table.columns,
        rows=tuple(rows),
        new_division=tuple(key for key in new if key is not None),
    )


def _cell(table: Table, row: Line, column: Line, *, heading: str, texts: _Texts) -> GridCell | None:
    key = table.cell(row, column)
    if key is None:
        return None
    return _filled(
        key,
        row=row.label,
        column=column.label,
        label=", ".join(part for part in (heading, row.label, column.label) if part),
        is_not_applicable=table.is_not_applicable(row, column),
        # A division table's total has no parts until there are divisions.
        is_total=bool(row.sum_of or column.sum_of or (table.division_rows and not row.division)),
        texts=texts,
    )


def _filled(
    key: CellKey, *, row: str, column: str, label: str, is_not_applicable: bool, is_total: bool, texts: _Texts
) -> GridCell:
    return GridCell(
        id=cell_id(key),
        key=key,
        row=row,
        column=column,
        label=label,
        typed=texts.typed.get(cell_id(key), ""),
        is_not_applicable=is_not_applicable,
        is_total=is_total,
        last_year=texts.last_year.get(key, ""),
        live=texts.live.get(key, ""),
    )


def _other(keys: Sequence[CellKey], *, texts: _Texts, page: str) -> GridTable:
    rows = []
    for key in keys:
        name = cell_words(key)
        cell = _filled(
            key,
            row=name,
            column="Number",
            label=name,
            is_not_applicable=False,
            is_total="total" in (key.category, key.level),
            texts=texts,
        )
        rows.append(GridRow(cell_id(key), name, "", is_total=False, division=key.division, cells=(cell,)))
    column = Line(code="n", label="Number", short_label="Number")
    return GridTable(OTHER, "Other figures of the source", "", True, page, (column,), tuple(rows), ())


def cell_words(key: CellKey) -> str:
    """A cell's place in words, for people who enter figures."""
    measure = catalogue().measures.get(key.measure)
    parts = [measure.short_title if measure else key.measure]
    if key.category:
        parts.append("all categories" if key.category == "total" else f"Category {key.category}")
    if key.level:
        parts.append("all levels" if key.level == "total" else f"Level {key.level}")
    if key.division:
        parts.append(key.division)
    if key.years_back:
        parts.append("the year before")
    return ", ".join(parts)
