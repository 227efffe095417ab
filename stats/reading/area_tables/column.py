"""A column of a table of areas that is read: what is decided for all its cells at once, and each as taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from stats.analysis.tables.printed_amounts import read_cell
from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.reading.area_tables.amounts import (
    SIGNS,
    ColumnStyle,
    Taken,
    column_style,
    sign_of,
    taken,
)
from stats.reading.area_tables.table import AreaColumn, AreaRow, AreaTable


@dataclass(frozen=True, slots=True)
class TakenColumn:
    """A column that is read, with what is decided for all its cells at once. `signs` counts those met."""

    table: AreaTable
    column: AreaColumn
    id: str
    measure: Measure
    style: ColumnStyle
    decimal_comma: bool
    signs: Counter[str]

    @classmethod
    def of(
        cls, table: AreaTable, column: AreaColumn, id_: str, rows: Sequence[AreaRow], *, decimal_comma: bool
    ) -> TakenColumn:
        measure = catalogue().measures[cell_key(id_).measure]
        style = column_style([row.cell(column) for row in rows], is_count=measure.is_count)
        return cls(table, column, id_, measure, style, decimal_comma, Counter())

    def is_filled(self, row: AreaRow) -> bool:
        return (
            bool(row.cell(self.column).strip()) or self.table.cell_name(row, self.column) in self.table.broken
        )

    def take(self, row: AreaRow, year: ReportingYear, *, signs: Mapping[str, str]) -> Taken:
        if broken := self.table.broken.get(self.table.cell_name(row, self.column)):
            return Taken("", broken)
        cell = row.cell(self.column)
        self.signs.update(filter(None, [sign_of(cell)]))
        return taken(
            cell,
            measure=self.measure,
            style=self.style,
            signs=signs,
            not_applicable=self.id in _not_applicable(year),
            decimal_comma=self.decimal_comma,
        )


def styles_and_signs(columns: Sequence[TakenColumn], signs: Mapping[str, str]) -> Iterator[str]:
    """What was decided of numbers and signs, each with the columns that it was decided for."""
    told: dict[str, list[str]] = defaultdict(list)
    for read in columns:
        name = read.table.name_of(read.column)
        if read.style.told:
            told[read.style.told].append(name)
        for sign, times in read.signs.items():
            meaning = signs.get(sign, SIGNS.get(sign, ""))
            words = f"is taken as {meaning}" if meaning else "is left empty, but where reports print a dash"
            told[f"“{sign}” {words}"].append(f"{name} ({times})")
    yield from (f"{words}: {', '.join(names)}." for words, names in told.items())


@lru_cache(maxsize=64)
def _not_applicable(year: ReportingYear) -> frozenset[str]:
    """Cells in which reports of the year print a dash because they cannot exist."""
    layout = catalogue().layout_for(year)
    return frozenset(
        cell_id(cell)
        for table in (layout.tables if layout else ())
        for row in table.rows
        for column in table.columns
        if table.is_not_applicable(row, column) and (cell := table.cell(row, column)) is not None
    )


def value_of(text: str, measure: Measure) -> Decimal | None:
    """The exact number of a text that was taken; None for a marker, a bound or nothing."""
    if not text:
        return None
    read = read_cell(text, measure=measure)
    return None if read.qualifier else read.value
