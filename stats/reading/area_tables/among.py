"""Columns judged beside one another: two of one cell, and totals that their parts do not make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Total
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.reading.area_tables.amounts import number_in
from stats.reading.area_tables.table import AreaColumn, AreaTable
from stats.reading.area_tables.years import years_said

ENOUGH = 4  # areas by which a printed total can be judged


def judged_together(tables: Sequence[AreaTable], *, year: ReportingYear | None) -> tuple[AreaTable, ...]:
    """The tables, with what was certain of a column taken back where its neighbours speak against it."""
    doubts: dict[tuple[int, int], str] = {}
    taken: dict[tuple[str, ReportingYear | None], list[tuple[int, AreaColumn]]] = defaultdict(list)
    for number, table in enumerate(tables):
        for column in table.columns:
            if column.proposal.certain and "." in column.proposal.first:
                taken[column.proposal.first, year_of(table, column, year=year)].append((number, column))
    for places in taken.values():
        slugs = [{row.slug for row in tables[number].rows} for number, _ in places]
        for at, (number, column) in enumerate(places):
            others = [
                f"{_named(tables[n])}column {other.letter}"
                for m, (n, other) in enumerate(places)
                if m != at and slugs[m] & slugs[at]
            ]
            if others:
                doubts[number, column.index] = f"{', '.join(others)} would be the same"
    for number, table in enumerate(tables):
        columns = [column for column in table.columns if (number, column.index) not in doubts]
        doubts |= {(number, index): why for index, why in _wrong_totals(table, columns, year=year)}
    return tuple(
        replace(
            table, columns=tuple(_doubted(column, doubts.get((n, column.index))) for column in table.columns)
        )
        for n, table in enumerate(tables)
    )


def year_of(table: AreaTable, column: AreaColumn, *, year: ReportingYear | None) -> ReportingYear | None:
    """The reporting year of a column's numbers: its own head's, else the title's, else the one given. None
    where it is not known or more than one is named."""
    own = years_said(" ".join(column.heads))
    said = own if own.any else table.years
    if not said.any:
        return year
    return said.years[0] if len(said.years) == 1 and not said.alone and not said.outside else None


def _wrong_totals(
    table: AreaTable, columns: Iterable[AreaColumn], *, year: ReportingYear | None
) -> Iterator[tuple[int, str]]:
    """Columns of totals that mostly are not what their parts make: perhaps their heads were read wrongly."""
    by_year: dict[ReportingYear | None, dict[str, AreaColumn]] = defaultdict(dict)
    for column in columns:
        if column.proposal.certain:
            by_year[year_of(table, column, year=year)][column.proposal.first] = column
    for of_year, cells in by_year.items():
        for total in _totals(of_year, cells):
            column = cells[cell_id(total.total)]
            parts = [cells[cell_id(part)] for part in total.parts if cell_id(part) in cells]
            right = wrong = 0
            for row in table.rows:
                numbers = [number_in(row.cell(part)) for part in parts]
                printed = number_in(row.cell(column))
                if printed is not None and None not in numbers:
                    if sum(number or 0 for number in numbers) == printed:
                        right += 1
                    else:
                        wrong += 1
            if right + wrong >= ENOUGH and wrong > right:
                for index in (column.index, *(part.index for part in parts)):
                    yield (
                        index,
                        f"the total in column {column.letter} is not what its parts make in {wrong} areas",
                    )


def _totals(year: ReportingYear | None, cells: Collection[str]) -> Iterator[Total]:
    """The totals of the year's layout with every part among the cells but those that cannot exist."""
    layout = catalogue().layout_for(year) if year else None
    for table in layout.tables if layout else catalogue().tables.values():
        dashes = {
            cell_id(cell)
            for row in table.rows
            for column in table.columns
            if table.is_not_applicable(row, column) and (cell := table.cell(row, column))
        }
        for total in table.totals:
            parts = {cell_id(part) for part in total.parts}
            if cell_id(total.total) in cells and parts <= {*cells, *dashes} and len(parts & {*cells}) > 1:
                yield total


def _doubted(column: AreaColumn, why: str | None) -> AreaColumn:
    return replace(column, proposal=replace(column.proposal, certain=False, why=why)) if why else column


def _named(table: AreaTable) -> str:
    return f"sheet {table.where.sheet}, " if table.where.sheet else ""
