"""A table of areas as it was found in a sheet: its heads, its rows, and what each column probably is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stats.catalogue.years import ReportingYear
from stats.documents.problems import Problem, Where
from stats.documents.sheets import column_letters
from stats.reading.area_tables.years import YearsSaid

AREA_SIGN = " » "  # between a table's title and a column's heads, from the top down
LEFT_OUT = ""
YEAR_COLUMN = "year"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column probably is: `choices` are cell ids, or LEFT_OUT or YEAR_COLUMN, most likely first.

    Where it is not `certain` somebody has to say which, and `why` is the reason.
    """

    choices: tuple[str, ...]
    certain: bool
    why: str = ""

    @property
    def first(self) -> str:
        return self.choices[0] if self.choices else LEFT_OUT


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """`index` counts from 0 in the rows, `of_sheet` in the sheet where that is another. `heads` are its head
    cells from the top down, without the marks of notes; `key` is by what it is known again in next year's
    file."""

    index: int
    heads: tuple[str, ...]
    key: str
    proposal: Proposal
    doubted: str = ""
    of_sheet: int | None = None

    @property
    def letter(self) -> str:
        return column_letters((self.index if self.of_sheet is None else self.of_sheet) + 1)

    @property
    def head(self) -> str:
        return AREA_SIGN.join(self.heads)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """`number` as a spreadsheet counts; `slug` is empty where the row is no known area."""

    number: int
    label: str
    slug: str
    cells: tuple[str, ...]

    def cell(self, column: AreaColumn) -> str:
        return self.cells[column.index] if column.index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class TotalRow(AreaRow):
    """A printed total of areas. `parts` are the slugs that it should be the sum of; `nation` is true for
    England and Wales."""

    parts: tuple[str, ...] = ()
    nation: bool = False


@dataclass(frozen=True, slots=True)
class UnknownRow(AreaRow):
    """A row with numbers whose name is no known area. `candidates` are slugs that it may be."""

    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaTable:
    """`years` are those of the title, else of another text over the table or of its sheet's name. `broken`
    says by the name of a cell why its value cannot be had, as of a formula without one. `places` are the
    names of the cells of a long table that was widened, by the row's number and the column's index."""

    where: Where
    title: str
    years: YearsSaid
    columns: tuple[AreaColumn, ...]
    rows: tuple[AreaRow, ...]
    totals: tuple[TotalRow, ...] = ()
    unknown: tuple[UnknownRow, ...] = ()
    broken: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def first_rows(self, column: AreaColumn, *, most: int = 3) -> tuple[tuple[str, str], ...]:
        """The first areas and what stands under the column for them."""
        return tuple((row.label, row.cell(column)) for row in self.rows[:most])

    def name_of(self, column: AreaColumn) -> str:
        """`sheet Table 1, column C`"""
        return f"{f'sheet {self.where.sheet}, ' if self.where.sheet else ''}column {column.letter}"

    def cell_name(self, row: AreaRow, column: AreaColumn) -> str:
        return self.places.get((row.number, column.index), f"{column.letter}{row.number}")

    def place(self, row: AreaRow, column: AreaColumn) -> str:
        """`sheet Table 1, cell C5`"""
        cell = f"cell {self.cell_name(row, column)}"
        return f"sheet {self.where.sheet}, {cell}" if self.where.sheet else cell


@dataclass(frozen=True, slots=True)
class AreaTables:
    """What a file holds. `left_alone` says of each sheet without a table of areas that it was not read;
    `remarks` are other sentences on what was met, and `lines` the texts of all sheets, for what they say of
    signs. With a problem nothing can be taken from it."""

    name: str
    tables: tuple[AreaTable, ...] = ()
    left_alone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    year: ReportingYear | None = None
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[tuple[AreaTable, UnknownRow], ...]:
        """Rows that are no known area, each name once."""
        found: dict[str, tuple[AreaTable, UnknownRow]] = {}
        for table in self.tables:
            for row in table.unknown:
                found.setdefault(row.label, (table, row))
        return tuple(found.values())
