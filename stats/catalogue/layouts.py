"""Layouts: for each span of years the tables a report prints, as rows and columns of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stats.catalogue.measures import CellKey
from stats.catalogue.texts import MeasureCode
from stats.catalogue.years import FIRST_START, ReportingYear, Span

DIVISION_ROWS = "divisions"


@dataclass(frozen=True, slots=True)
class LabelWord:
    """A word that labels are compared by, and other ways to print it: `sopo`, for "SOPO's" too. Capitals,
    accents of punctuation and a plural's s make no difference. Without `word`, `also` says nothing."""

    also: tuple[str, ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its label as printed and the part of the cell's place that it fixes.

    `head` is what stands over a column of that label, and `short_label` on a phone. `sum_of` names the lines
    that this one is the printed total of. `also` and `heading_also` are what reports
    print in place of `label` and `heading`; see LabelWord for what need not be listed.
    """

    code: str
    label: str
    head: str = ""
    short_label: str = ""
    measure: MeasureCode | None = None
    category: str | None = None
    level: str | None = None
    division: str | None = None
    years_back: int = 0
    sum_of: tuple[str, ...] = ()
    heading: str = ""
    also: tuple[str, ...] = ()
    heading_also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "short_label", self.short_label or self.label)


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total and the cells that it should be the sum of."""

    total: CellKey
    parts: tuple[CellKey, ...]
    name: str


@dataclass(frozen=True)  # without slots: what it works out once it keeps
class Table:
    """One printed table. The cell at a row and a column merges what both of them fix."""

    code: str
    title: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    measure: MeasureCode | None = None
    not_applicable: frozenset[tuple[str, str]] = frozenset()
    # Printed by some areas only: shown where any of its figures is held.
    optional: bool = False
    division_rows: bool = False
    note: str = ""
    # Other titles that reports print above it.
    also: tuple[str, ...] = ()

    def cell(self, row: Line, column: Line) -> CellKey | None:
        """The figure that stands where row and column meet; None where the table has no cell."""
        measure = column.measure or row.measure or self.measure
        if measure is None:
            return None
        return CellKey(
            measure=measure,
            category=_first(column.category, row.category),
            level=_first(column.level, row.level),
            division=_first(column.division, row.division),
            years_back=column.years_back or row.years_back,
        )

    def is_not_applicable(self, row: Line, column: Line) -> bool:
        """True where the report prints a dash because the cell cannot exist."""
        return (row.code, column.code) in self.not_applicable

    def cells(self) -> Iterator[CellKey]:
        return (cell for cell in self.by_place.values() if cell is not None)

    def cells_that_cannot_exist(self) -> Iterator[CellKey]:
        """Where reports print a dash, or nothing."""
        for row in self.rows:
            for column in self.columns:
                if self.is_not_applicable(row, column) and (cell := self.cell(row, column)) is not None:
                    yield cell

    def problems(self) -> Iterator[str]:
        try:
            self.title_for(ReportingYear(FIRST_START))
        except (LookupError, ValueError):
            yield f"the title has an unknown field: {self.title!r}"
        rows, columns = ({line.code for line in lines} for lines in (self.rows, self.columns))
        for lines, codes in ((self.rows, rows), (self.columns, columns)):
            if len(codes) != len(lines):
                yield "a line's code is written twice"
            for line in lines:
                for part in set(line.sum_of) - codes - ({DIVISION_ROWS} if self.division_rows else set()):
                    yield f"{line.code!r} sums an unknown line {part!r}"
        for row, column in self.not_applicable:
            if row not in rows or column not in columns:
                yield f"not_applicable names an unknown cell {row!r}, {column!r}"

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], CellKey | None]:
        """The figure at each row's code and column's."""
        return {
            (row.code, column.code): self.cell(row, column) for row in self.rows for column in self.columns
        }

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Every sum that the table prints, down the columns and along the rows."""
        return (*self._totals(down=True), *self._totals(down=False))

    def _totals(self, *, down: bool) -> Iterator[Total]:
        lines, others = (self.rows, self.columns) if down else (self.columns, self.rows)

        def at(line: Line, other: Line) -> CellKey | None:
            return self.cell(line, other) if down else self.cell(other, line)

        by_code = {line.code: line for line in lines}
        for line in lines:
            if not line.sum_of:
                continue
            for other in others:
                total = at(line, other)
                # A division table has no rows to add until for_divisions has given it some.
                parts = tuple(
                    cell
                    for code in line.sum_of
                    if code in by_code and (cell := at(by_code[code], other)) is not None
                )
                if total is not None and parts:
                    yield Total(
                        total, parts, f"{line.label}, {other.label}" if len(others) > 1 else line.label
                    )

    def title_for(self, year: ReportingYear) -> str:
        return self.title.format(year=year.label, end=year.end, start=year.start)

    def for_divisions(self, names: Sequence[str]) -> Table:
        """A division table with a row for each division; other tables are returned unchanged."""
        if not self.division_rows:
            return self
        codes = {name: f"division-{number}" for number, name in enumerate(names, 1)}
        divisions = tuple(Line(code=codes[n], label=n, division=n) for n in names)
        rows = tuple(
            replace(row, sum_of=tuple(codes.values())) if row.sum_of == (DIVISION_ROWS,) else row
            for row in self.rows
        )
        return replace(self, rows=(*divisions, *rows))


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a report in the order printed. `seen` is false where no report is held and
    the tables only arrange figures that other publications give."""

    code: str
    title: str
    years: Span
    seen: bool
    tables: tuple[Table, ...]


def _first(*values: str | None) -> str:
    return next((value for value in values if value is not None), "")
