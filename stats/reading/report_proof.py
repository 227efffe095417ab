"""Which grid is believed: by its title and labels, the heads, the dashes that must be there, and the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from stats.analysis.printed_amounts import UnreadableError, read_cell
from stats.calculations.amounts import Amount
from stats.calculations.reconciliation import Finding, Outcome, SumRule, reconcile
from stats.catalogue.layouts import Layout
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.reading.report_grids import Grid, Heads
from stats.reading.report_marks import Mark
from stats.reading.report_words import number_alone


@dataclass(frozen=True)
class Proof:
    """A grid with what speaks for it and against it. `identified` is whether no other table can be meant."""

    grid: Grid
    how: str
    identified: bool

    @cached_property
    def cells(self) -> Mapping[CellKey, Mark]:
        rows = {row.code: row for row in self.grid.table.rows}
        columns = {column.code: column for column in self.grid.table.columns}
        found = {}
        for (row, column), mark in self.grid.cells.items():
            if (key := self.grid.table.cell(rows[row], columns[column])) is not None:
                found[key] = mark
        return found

    @cached_property
    def words(self) -> Mapping[CellKey, str]:
        rows = {row.code: row for row in self.grid.table.rows}
        columns = {column.code: column for column in self.grid.table.columns}
        return {
            key: said
            for (row, column), said in self.grid.label_words.items()
            if (key := self.grid.table.cell(rows[row], columns[column])) is not None
        }

    @cached_property
    def amounts(self) -> Mapping[CellKey, Amount | None]:
        return {key: amount_of(mark.text, key=key) for key, mark in self.cells.items()}

    @cached_property
    def findings(self) -> tuple[Finding[CellKey], ...]:
        return tuple(
            finding
            for finding in reconcile(self.amounts, rules_of(self.grid))
            if finding.rule.total in self.amounts
        )

    @property
    def agreeing(self) -> int:
        return sum(finding.outcome is Outcome.AGREES for finding in self.findings)

    @cached_property
    def failing(self) -> tuple[Finding[CellKey], ...]:
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.DIFFERS)

    @cached_property
    def odd_dashes(self) -> int:
        """Dashes where a number can be, and numbers above 0 where the layout has a dash."""
        table = self.grid.table
        rows = {row.code: row for row in table.rows}
        columns = {column.code: column for column in table.columns}
        return sum(
            mark.text not in ("-", "0")
            if table.is_not_applicable(rows[row], columns[column])
            else mark.text == "-"
            for (row, column), mark in self.grid.cells.items()
        )

    @property
    def full(self) -> float:
        return len(self.grid.cells) / (len(self.grid.table.rows) * len(self.grid.table.columns))

    @cached_property
    def near(self) -> float:
        return self.grid.near

    @property
    def strength(self) -> float:
        """How much speaks for the grid; only to put those of one table in an order."""
        grid = self.grid
        return (
            3 * (grid.title is not None)
            + 4 * self.full
            + 2 * (self.agreeing > 0 and not self.failing)
            + (grid.heads is Heads.SEEN)
            + grid.beside
            + self.near
            - len(self.failing)
            - 2 * self.odd_dashes
        )

    @property
    def holds(self) -> bool:
        """Whether labels alone fix the reading, or the sums do."""
        grid = self.grid
        if self.full < 0.5 or self.near < 0.7:
            return False
        proven = self.agreeing >= 2 and not self.failing
        if len(grid.table.columns) > 1:
            if grid.heads is not Heads.SEEN and not (proven and _sums_along(grid)):
                return False
            if not grid.beside and not proven:
                return False
            if len(self.failing) > 1 and (grid.heads is not Heads.SEEN or not grid.beside):
                return False
        if self.odd_dashes > 1 and not proven:
            return False
        return len(self.failing) <= 2


def rules_of(grid: Grid) -> tuple[SumRule[CellKey], ...]:
    return tuple(SumRule(total.total, total.parts, total.name) for total in grid.table.totals)


def _sums_along(grid: Grid) -> bool:
    """Whether a sum tells the amounts beside a label apart: a total among the lines of that direction."""
    return any(line.sum_of for line in (grid.table.columns if grid.by_rows else grid.table.rows))


def amount_of(text: str, *, key: CellKey) -> Amount | None:
    try:
        return read_cell(number_alone(text)[0], measure=catalogue().measures.get(key.measure)).amount
    except UnreadableError:
        return None


def identified(grid: Grid, *, layout: Layout) -> bool:
    """Whether the title tells which table it is, or a label and a width that no other table has."""
    if grid.title is not None:
        return True
    codes = {row for row, _ in grid.cells}
    labels = {grid.labels[code] for code in codes if code in grid.labels}
    width = len(grid.table.columns)
    return any(
        all(
            table is grid.table or table.code not in mark.names("row") or len(table.columns) != width
            for table in layout.tables
        )
        for mark in labels
    )


def believed(proofs: Sequence[Proof]) -> list[Proof]:
    """Of all grids of a layout's tables, those that hold, the strongest first, no amount in two of them."""
    taken: set[tuple[str, int]] = set()
    found: list[Proof] = []
    for proof in sorted(proofs, key=lambda proof: -proof.strength):
        ids = {(proof.how, id(mark)) for mark in proof.grid.cells.values()}
        if proof.identified and proof.holds and not ids & taken:
            taken |= ids
            found.append(proof)
    return found
