"""Which of a report's figures a rendering still says, where blank cells leave nothing between the others."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tests.reading.made.printed import Cell, Report, Table

Grid = list[list[str]]
Rule = tuple[tuple[int, int], Sequence[tuple[int, int]]]  # the place of a total, and those of its parts
KEEPS_BLANKS = ("ruled", "pdf")


def unsaid(report: Report, way: str) -> frozenset[str]:
    """The figures beside a blank cell that may as well stand in another place of their line: the sums of the
    table, all its other lines given, leave more than one way to place them."""
    if way in KEEPS_BLANKS:
        return frozenset()
    return frozenset(
        key for _, table in report.tables() if table.own for key in _unsaid(table, down=way == "torn")
    )


def _unsaid(table: Table, *, down: bool) -> Iterator[str]:
    cells = [list(row.cells) for row in table.rows if row.cells]
    if len({len(row) for row in cells}) != 1:
        return  # another list a line
    rules = list(_rules(table))
    for line in _lines(cells, down=down):
        printed = [(at, cell) for at in line if (cell := cells[at[0]][at[1]]).text]
        if len(printed) == len(line):
            continue
        ways = list(_ways(cells, line, [cell for _, cell in printed], rules=rules))
        for at, cell in printed:
            if cell.key and any(way[at[0]][at[1]] != cell.text for way in ways):
                yield cell.key


def _lines(cells: Sequence[Sequence[Cell]], *, down: bool) -> list[list[tuple[int, int]]]:
    places = [[(row, column) for column in range(len(cells[row]))] for row in range(len(cells))]
    return [list(line) for line in zip(*places, strict=True)] if down else places


def _ways(
    cells: Sequence[Sequence[Cell]],
    line: Sequence[tuple[int, int]],
    printed: Sequence[Cell],
    *,
    rules: Sequence[Rule],
) -> Iterator[Grid]:
    for places in itertools.combinations(line, len(printed)):
        texts = [[cell.text for cell in row] for row in cells]
        for row, column in line:
            texts[row][column] = ""
        for (row, column), cell in zip(places, printed, strict=True):
            texts[row][column] = cell.text
        if all(_may_hold(texts, rule) for rule in rules):
            yield texts


def _rules(table: Table) -> Iterator[Rule]:
    rows = [row for row in table.rows if row.cells]
    if table.heads and table.heads[-1] == "Total":
        last = len(table.heads) - 1
        yield from (((at, last), [(at, other) for other in range(last)]) for at in range(len(rows)))
    at, first = 0, 0
    for row in table.rows:
        if not row.cells:
            first = at
            continue
        if row.label == "Total":
            for column in range(len(row.cells)):
                yield (at, column), [(other, column) for other in range(first, at)]
        at += 1


def _may_hold(texts: Grid, rule: Rule) -> bool:
    (row, column), parts = rule
    total, given = texts[row][column], [texts[r][c] for r, c in parts]
    made = sum(int(text) for text in given if text.isdecimal())
    if not total:
        return True
    printed = int(total) if total.isdecimal() else 0
    return made == printed if all(given) else made <= printed
