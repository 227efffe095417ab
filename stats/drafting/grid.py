"""The form: a year's tables as the catalogue's layout prints them, with what is typed, public and past."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from stats.analysis.figures import PublishedFigure
from stats.catalogue.cells import cell_id, cell_key, cell_words
from stats.catalogue.layouts import Layout, Line, Table
from stats.catalogue.measures import TOTAL, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import OTHER, DraftContent, layout_of, table_codes
from stats.loading.existing import source_key
from stats.loading.normalise import SourceKey
from stats.models import Area
from stats.queries.figures import fetch_figures


@dataclass(frozen=True, slots=True)
class GridCell:
    """One box to type in. The same id may stand in two tables: they are one cell, with one text.

    `label` is for those who do not see the table. `last_year` is what is public for the year before, `live`
    what is public now: this source's figure, else the one that the site prefers.
    """

    id: str
    label: str
    typed: str
    is_total: bool
    last_year: str
    live: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """`heading` is set in the first row below a heading of the table. `cells` may lack some: None. The label
    of a division's row is empty until the division has a name."""

    label: str
    heading: str
    is_total: bool
    division: str
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class GridTable:
    code: str
    title: str
    note: str
    optional: bool
    page: str
    columns: tuple[Line, ...]
    rows: tuple[GridRow, ...]
    takes_divisions: bool = False

    def cells(self) -> Iterator[GridCell]:
        return (cell for row in self.rows for cell in row.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class _Texts:
    typed: Mapping[str, str]
    live: Mapping[CellKey, str]
    last_year: Mapping[CellKey, str]

    def grid_cell(self, key: CellKey, *, label: str, is_total: bool) -> GridCell:
        return GridCell(
            id=cell_id(key),
            label=label,
            typed=self.typed.get(cell_id(key), ""),
            is_total=is_total,
            last_year=self.last_year.get(key, ""),
            live=self.live.get(key, ""),
        )


def unnamed(number: int) -> str:
    """What stands for a division's name until it is typed. It has no letters, so the check asks for them."""
    return "?" * (number + 1)


def is_unnamed(division: str) -> bool:
    return bool(division) and not division.strip("?")


def public_figures(area: Area, *, years: Collection[int]) -> tuple[PublishedFigure, ...]:
    """The area's figures of those start years, in the order in which they were loaded; one query."""
    return fetch_figures(Q(report__area=area, report__start_year__in=years), order_by=("pk",))


def grid(
    area: Area, year: ReportingYear, *, content: DraftContent, new_divisions: Iterable[str] = ()
) -> tuple[GridTable, ...]:
    """The tables of the area's report of that year, filled with what is typed; two queries.

    Division rows stand for every division known of the area, every one typed, and `new_divisions`. Cells that
    are typed and have no place in the layout stand in a table of their own, the last.
    """
    layout = layout_of(area, year)
    figures = public_figures(area, years=(year.start, year.start - 1, year.start - 2))
    texts = _Texts(
        content.cells,
        _live_texts(figures, year=year, source=content.source),
        _last_year_texts(figures, year=year),
    )
    # In the order last printed, then those known of earlier years, then those typed that are new.
    names = [
        *(figure.cell.division for figure in figures if figure.year == year),
        *area.divisions.order_by("pk").values_list("name", flat=True),
        *(key.division for key in map(cell_key, content.cells)),
        *new_divisions,
    ]
    divisions: dict[str, str] = {}
    for name in filter(None, names):
        divisions.setdefault(name.casefold(), name)
    tables = tuple(table.for_divisions([*divisions.values()]) for table in layout.tables) if layout else ()
    shown = [
        _grid_table(table, year=year, texts=texts, page=content.pages.get(table.code, "")) for table in tables
    ]
    codes = table_codes(tables)
    if left := [key for key in map(cell_key, content.cells) if key not in codes]:
        shown.append(_table_of_others(left, texts=texts, page=content.pages.get(OTHER, "")))
    return tuple(shown)


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


def short_cell_words(key: CellKey) -> str:
    """A cell's place in words, for people who enter figures."""
    measure = catalogue().measures.get(key.measure)
    return cell_words(key, title=measure.short_title if measure else key.measure)


def _live_texts(
    figures: Iterable[PublishedFigure], *, year: ReportingYear, source: SourceKey
) -> dict[CellKey, str]:
    of_report = [figure for figure in figures if 0 <= year.start - figure.year.start <= 1]
    preferred = {figure.cell_in(year): figure.as_printed for figure in of_report if figure.preferred}
    return preferred | {
        figure.cell_in(year): figure.as_printed for figure in of_report if source_key(figure.source) == source
    }


def _last_year_texts(figures: Iterable[PublishedFigure], *, year: ReportingYear) -> dict[CellKey, str]:
    before = year.start - 1
    return {
        replace(figure.cell, years_back=before - figure.year.start): figure.as_printed
        for figure in figures
        if figure.preferred and 0 <= before - figure.year.start <= 1
    }


def _grid_table(table: Table, *, year: ReportingYear, texts: _Texts, page: str) -> GridTable:
    heading = ""
    rows = []
    for row in table.rows:
        heading = row.heading or heading
        division = row.division or ""
        name = f"New division {len(division)}" if is_unnamed(division) else row.label
        cells = tuple(
            _grid_cell(table, row, column, (heading, name, column.label), texts=texts)
            for column in table.columns
        )
        label = "" if is_unnamed(division) else row.label
        rows.append(GridRow(label, row.heading, bool(row.sum_of), division, cells))
    return GridTable(
        code=table.code,
        title=table.title_for(year),
        note=table.note,
        optional=table.optional,
        page=page,
        columns=table.columns,
        rows=tuple(rows),
        takes_divisions=table.division_rows,
    )


def _grid_cell(
    table: Table, row: Line, column: Line, names: Iterable[str], *, texts: _Texts
) -> GridCell | None:
    key = table.cell(row, column)
    if key is None:
        return None
    label = ", ".join(filter(None, names))
    # A division table's total has no parts until there are divisions.
    is_total = bool(row.sum_of or column.sum_of or (table.division_rows and not row.division))
    return texts.grid_cell(key, label=label, is_total=is_total)


def _table_of_others(keys: Sequence[CellKey], *, texts: _Texts, page: str) -> GridTable:
    rows = []
    for key in keys:
        words = short_cell_words(key)
        cell = texts.grid_cell(key, label=words, is_total=TOTAL in (key.category, key.level))
        rows.append(GridRow(words, "", is_total=False, division=key.division, cells=(cell,)))
    column = Line(code="n", label="Number", short_label="Number")
    return GridTable(OTHER, "Other figures of the source", "", True, page, (column,), tuple(rows))
