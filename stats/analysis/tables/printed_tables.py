"""A report's tables as printed: the figures in the places that the catalogue's layout gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.notes import Notes
from stats.analysis.tables.reconciliation import Check, by_source, check_table
from stats.catalogue.layouts import Layout, Line, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """`held` is None where no figure is held; `exists` is False where the table has no cell.

    `differs` marks a printed total that its parts do not make and no source explains.
    """

    held: PublishedFigure | None
    exists: bool
    is_not_applicable: bool
    is_total: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class PrintedRow:
    label: str
    heading: str
    is_total: bool
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table with its checks. `sources` are those of the figures shown, with the pages named."""

    code: str
    title: str
    columns: tuple[Line, ...]
    rows: tuple[PrintedRow, ...]
    checks: tuple[Check, ...]
    sources: tuple[tuple[SourceRef, tuple[str, ...]], ...]


def printed_tables(
    layout: Layout | None,
    *,
    figures: Collection[PublishedFigure],
    area_slug: str,
    year: ReportingYear,
    notes: Notes,
) -> tuple[PrintedTable, ...]:
    """The layout's tables that hold any figure, filled with the preferred figure of each cell. `figures` are
    the area's, of that year and of the year before."""
    printed = by_source(figures, year=year)
    preferred = {
        held.cell_in(year): held
        for held in figures
        if held.preferred and 0 <= year.start - held.year.start <= 1
    }
    shown = []
    for table in layout.tables if layout else ():
        filled = table.for_divisions(_divisions(preferred))
        if not _holds_any(filled, preferred):
            continue
        checks = tuple(
            check
            for of_source in printed
            for check in check_table(table, printed=of_source, area_slug=area_slug, year=year, notes=notes)
        )
        shown.append(_fill(filled, held=preferred, checks=checks, year=year))
    return tuple(shown)


def figures_outside_tables(
    layout: Layout | None, *, figures: Iterable[PublishedFigure], year: ReportingYear
) -> tuple[PublishedFigure, ...]:
    """Preferred figures of that year which no table of the layout has a place for."""
    placed: set[CellKey] = set()
    mine = [held for held in figures if held.year == year and held.preferred]
    for table in layout.tables if layout else ():
        divisions = tuple(dict.fromkeys(held.cell.division for held in mine if held.cell.division))
        placed.update(table.for_divisions(divisions).cells())
    return tuple(held for held in mine if held.cell not in placed)


def _divisions(cells: Iterable[CellKey]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.division for cell in cells if cell.division and not cell.years_back))


def _holds_any(table: Table, held: Mapping[CellKey, PublishedFigure]) -> bool:
    """Whether the table has figures of its own: an area total alone does not make a division table."""
    cells = [cell for cell in table.cells() if cell in held and not cell.years_back]
    if table.division_rows:
        return any(cell.division for cell in cells)
    return bool(cells)


def _fill(
    table: Table,
    *,
    held: Mapping[CellKey, PublishedFigure],
    checks: tuple[Check, ...],
    year: ReportingYear,
) -> PrintedTable:
    unexplained = (check for check in checks if check.differs and not check.is_explained)
    differing = {(check.finding.rule.total, check.source.id) for check in unexplained}
    pages: dict[SourceRef, dict[str, None]] = defaultdict(dict)
    rows = []
    for row in table.rows:
        cells = []
        for column in table.columns:
            key = table.by_place[row.code, column.code]
            figure = held.get(key) if key is not None else None
            if figure is not None:
                pages[figure.source] |= {figure.page: None} if figure.page else {}
            cells.append(
                PrintedCell(
                    held=figure,
                    exists=key is not None,
                    is_not_applicable=table.is_not_applicable(row, column),
                    is_total=bool(row.sum_of or column.sum_of),
                    differs=figure is not None and (key, figure.source.id) in differing,
                )
            )
        rows.append(PrintedRow(row.label, row.heading, bool(row.sum_of), tuple(cells)))
    return PrintedTable(
        code=table.code,
        title=table.title_for(year),
        columns=table.columns,
        rows=tuple(rows),
        checks=checks,
        sources=tuple((source, tuple(named)) for source, named in pages.items()),
    )
