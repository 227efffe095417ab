"""Which grid is believed: by its title and labels, the heads, the dashes that must be there, and the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stats.calculations.reconciliation import Finding, Outcome
from stats.catalogue.layouts import Layout, Table
from stats.catalogue.measures import CellKey
from stats.reading.report.fits import PROVEN, Place, findings, keys
from stats.reading.report.grids import Grid
from stats.reading.report.heads import Heads, groups_of
from stats.reading.report.marks import Mark

LEAST_NEAR = 0.7
SURE_NEAR = 0.85
MOST_FAILING = 2


@dataclass(frozen=True, eq=False)
class Proof:
    """A grid with what speaks for it and against it. `how` names the rendering."""

    grid: Grid
    how: str
    layout: Layout

    @cached_property
    def places(self) -> Mapping[CellKey, Place]:
        return keys(self.grid.table, self.grid.cells)

    @cached_property
    def findings(self) -> tuple[Finding[CellKey], ...]:
        return findings(self.grid.table, self.grid.cells)

    @cached_property
    def failing(self) -> tuple[Finding[CellKey], ...]:
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.DIFFERS)

    @cached_property
    def agreeing(self) -> int:
        return sum(finding.outcome is Outcome.AGREES for finding in self.findings)

    @cached_property
    def proven(self) -> bool:
        """Whether sums confirm the cells: two that agree, and none that fails."""
        return self.agreeing >= 2 and not self.failing

    @cached_property
    def odd_dashes(self) -> int:
        """Dashes where a number can be, and numbers above 0 where the layout has a dash."""
        normal, impossible = self._texts
        return normal.count("-") + sum(text[0] in "123456789" for text in impossible)

    @cached_property
    def _texts(self) -> tuple[list[str], list[str]]:
        """What is printed where a number can be, and where the layout has a dash."""
        table = self.grid.table
        rows = {row.code: row for row in table.rows}
        columns = {column.code: column for column in table.columns}
        texts: tuple[list[str], list[str]] = ([], [])
        for (row, column), mark in self.grid.cells.items():
            texts[table.is_not_applicable(rows[row], columns[column])].append(mark.text)
        return texts

    @property
    def has_moved_dashes(self) -> bool:
        """Whether a dash stands where a number can be, and a number where the layout has a dash."""
        normal, impossible = self._texts
        return "-" in normal and any(text != "-" for text in impossible)

    @cached_property
    def anchor(self) -> Mark | None:
        """The title or heading nearest to the grid, of whichever table."""
        lines = ("row", "column")
        return next(
            (
                mark
                for mark in self.grid.lead
                if mark.names("title")
                or (mark.names("heading") and not any(self.grid.table.code in mark.names(p) for p in lines))
            ),
            None,
        )

    @cached_property
    def titled(self) -> bool:
        anchor, code = self.anchor, self.grid.table.code
        return anchor is not None and (code in anchor.names("title") or code in anchor.names("heading"))

    @cached_property
    def own_label(self) -> bool:
        """Whether a label is that of no other table; or, where no title stands near, of none as wide."""
        grid, table = self.grid, self.grid.table
        width = len(table.columns) if grid.by_rows else len(table.rows)
        part = "row" if grid.by_rows else "column"
        codes = {row for row, _ in grid.cells} if grid.by_rows else {column for _, column in grid.cells}
        if not grid.by_rows:  # heads of columns are alike; the rows that they part are not
            return any(_is_alone(row, table, self.layout) for row in {row for row, _ in grid.cells})
        return any(
            all(
                other is table
                or other.code not in grid.labels[code].names(part)
                or (self.anchor is None and width == 1 != len(other.columns))
                for other in self.layout.tables
            )
            for code in codes
            if code in grid.labels
        )

    @cached_property
    def missing(self) -> frozenset[str]:
        """Rows of which no label was seen."""
        seen = {row for row, _ in self.grid.cells} | set(self.grid.unfit if self.grid.by_rows else ())
        return frozenset(row.code for row in self.grid.table.rows) - seen

    @property
    def is_reordered(self) -> bool:
        """Whether the heads stand in another order than the catalogue's."""
        lines = self.grid.table.columns if self.grid.by_rows else self.grid.table.rows
        expected = [line.code for line in lines]
        own = [code for code in self.grid.order if code in expected]
        return self.grid.heads is Heads.SEEN and own != expected

    @property
    def full(self) -> float:
        return len(self.grid.cells) / (len(self.grid.table.rows) * len(self.grid.table.columns))

    @cached_property
    def strength(self) -> float:
        """How much speaks for the grid; only to put those of one table in an order."""
        grid = self.grid
        return (
            3 * self.titled
            + 4 * self.full
            + 2 * self.proven
            + (grid.heads is Heads.SEEN)
            + grid.beside
            + grid.same_rows
            + 2 * grid.near
            - len(self.failing)
            - 2 * self.odd_dashes
        )

    @cached_property
    def fits(self) -> bool:
        """Whether labels alone fix the reading, or the sums do."""
        grid, table = self.grid, self.grid.table
        if (grid.near < LEAST_NEAR and len(table.columns) == 1) or len(self.failing) > MOST_FAILING:
            return False
        if len(table.columns) == 1:
            return self.titled or len(table.rows) == 1 or len(grid.cells) > 1
        columns = {column for _, column in grid.cells}
        if not grid.by_rows and (len(columns) < 2 or len(grid.labels) < len(table.columns) - 1):
            return False  # "Total" alone is a row's label as well
        if not table.optional and not _whole_parts(table, missing=self.missing):
            # A label that cannot be read costs its own row alone.
            alone = len(self.missing) == 1 and self.titled and not grid.below
            if not alone or not self.agreeing or self.failing:
                return False
            if grid.heads is not Heads.SEEN or self._adds_up_without_missing:
                return False
        is_known = grid.heads is Heads.SEEN or (self.proven and self._sums_along and self.full == 1)
        if not is_known:
            return False
        if not grid.beside and not self.proven:
            return False
        if self.has_moved_dashes:
            return False
        return not self.odd_dashes or (self.titled and grid.heads is Heads.SEEN and not self.failing)

    @property
    def _adds_up_without_missing(self) -> bool:
        """Whether the totals are the sums of the rows seen: then none is missing; it is another table."""
        table = self.grid.table
        rows = tuple(
            replace(row, sum_of=tuple(code for code in row.sum_of if code not in self.missing))
            for row in table.rows
            if row.code not in self.missing
        )
        kept = replace(table, rows=rows, not_applicable=frozenset())
        return any(row.sum_of for row in rows) and not any(
            finding.outcome is not Outcome.AGREES for finding in findings(kept, self.grid.cells)
        )

    @property
    def _sums_along(self) -> bool:
        """Whether a sum tells the amounts beside a label apart: a total among the lines of that direction."""
        lines = self.grid.table.columns if self.grid.by_rows else self.grid.table.rows
        return any(line.sum_of for line in lines)


def _is_alone(code: str, table: Table, layout: Layout) -> bool:
    line = next(row for row in table.rows if row.code == code)
    return not any(
        other is not table and any(row.label == line.label for row in other.rows) for other in layout.tables
    )


def _whole_parts(table: Table, *, missing: frozenset[str]) -> bool:
    """Whether no row is missing but those of a whole part of the table."""
    groups = groups_of(table)
    return all(
        (group := groups[code]) and all(other in missing for other in groups if groups[other] == group)
        for code in missing
    )


def believed(proofs: Sequence[Proof]) -> list[Proof]:
    """Of all grids of a layout's tables, those that fit, the strongest first, no amount in two of them.

    First those whose title or whose labels tell which table they are; then, where a table is left over and
    so is one grid for it alone, that one.
    """
    taken: set[tuple[str, int]] = set()
    found: list[Proof] = []

    def amounts(proof: Proof) -> set[tuple[str, int]]:
        return {(proof.how, id(mark)) for mark in proof.grid.cells.values()}

    fitting = sorted((proof for proof in proofs if proof.fits), key=lambda proof: -proof.strength)
    if any(proof.is_reordered for proof in fitting if proof.titled or proof.own_label):
        # No sum tells two columns of numbers apart: where heads are lost the usual order must be usual here.
        fitting = [proof for proof in fitting if proof.grid.heads is Heads.SEEN]
    for proof in fitting:
        if (proof.titled or proof.own_label) and not amounts(proof) & taken:
            taken |= amounts(proof)
            found.append(proof)
    read = {proof.grid.table.code for proof in found}
    left = [
        proof
        for proof in fitting
        if proof.grid.table.code not in read
        and proof.anchor is None
        and not proof.grid.below
        and proof.full == 1
        and proof.agreeing >= PROVEN
        and len(proof.failing) <= (proof.grid.heads is Heads.SEEN)
        and not proof.odd_dashes
        and not amounts(proof) & taken
    ]
    tables = {proof.grid.table.code for proof in left}
    texts = {tuple(mark.text for _, mark in sorted(proof.grid.cells.items())) for proof in left}
    return [*found, *left] if len(tables) == 1 and len(texts) == 1 else found
