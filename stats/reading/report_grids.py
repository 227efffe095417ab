"""The marks of a rendering as tables: which amounts stand beside, below or between which labels.

Every way in which a table may have been printed is tried, and gives a grid or none: a row's amounts after its
label or before it, a column's amounts under its head, all labels first and then all amounts. Which grid is
believed is decided elsewhere (stats.reading.report_proof).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stats.catalogue.layouts import Line, Table
from stats.reading.report_marks import Mark

MOST_BETWEEN = 8  # texts between two rows of one table: a page's foot and the next page's head
MOST_HEADS = 40  # marks above a table among which its heads are looked for
Place = tuple[str, str]


class Heads(StrEnum):
    """What the heads of the other direction said about the order of the amounts."""

    SEEN = "seen"
    LOST = "lost"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Grid:
    """A table as read: the amount at each row and column, by their codes.

    `heads` tells whether the order of the amounts beside a label is known, `labels` whether each label stood
    by its own amounts, and `titled` whether the table's title stood above. `before` is the text above it.
    """

    table: Table
    cells: Mapping[Place, Mark]
    label_words: Mapping[Place, str]
    heads: Heads
    by_rows: bool
    beside: bool
    title: Mark | None
    begin: int
    end: int
    labels: Mapping[str, Mark] = field(default_factory=dict)
    unfit: Mapping[str, str] = field(default_factory=dict)  # lines whose amounts are too many or too few

    @property
    def near(self) -> float:
        """How near the labels are to the catalogue's, the least near of them."""
        return min((mark.near for mark in self.labels.values()), default=0.0)


@dataclass(slots=True)
class _Block:
    title: Mark | None
    begin: int
    end: int
    lines: dict[str, tuple[Mark, list[Mark]]]


def grids(marks: Sequence[Mark], *, table: Table) -> Iterator[Grid]:
    """Every grid that the marks may hold of that table."""
    for by_rows in (True, False):
        lines, others = (table.rows, table.columns) if by_rows else (table.columns, table.rows)
        if not by_rows and len(lines) < 2:
            continue
        for after in (True, False):
            for block in _blocks(marks, table=table, by_rows=by_rows, after=after):
                yield from _beside(marks, block, table=table, others=others, by_rows=by_rows)
    yield from _torn(marks, table=table)


def _part(*, by_rows: bool) -> str:
    return "row" if by_rows else "column"


def _blocks(marks: Sequence[Mark], *, table: Table, by_rows: bool, after: bool) -> list[_Block]:
    """Runs of the table's labels, each with the amounts right after it, or right before it."""
    scan = _Scan(table, by_rows=by_rows)
    for at, mark in enumerate(marks):
        if mark.is_amount:
            continue
        codes = mark.codes(table.code, _part(by_rows=by_rows))
        if codes and (amounts := _amounts(marks, at, after=after, width=scan.width)):
            scan.add(at, codes, mark, amounts)
        else:
            scan.pass_by(mark, is_label=bool(codes))
    # Where amounts come before their labels, none follow the last label.
    return [
        block
        for block in (*scan.done, *scan.open)
        if after or block.end + 1 == len(marks) or not marks[block.end + 1].is_amount
    ]


class _Scan:
    """Gathers blocks; knows the title and the heading under which a label stands."""

    def __init__(self, table: Table, *, by_rows: bool) -> None:
        self.table, self.by_rows = table, by_rows
        self.width = len(table.columns if by_rows else table.rows)
        self.groups = _groups(table) if by_rows else {}
        self.done: list[_Block] = []
        self.open: list[_Block] = []  # the one that grows, or none
        self.title: Mark | None = None
        self.group, self.between = "", 0

    def add(self, at: int, codes: frozenset[str], label: Mark, amounts: list[Mark]) -> None:
        taken = self.open[0].lines if self.open else {}
        code = _code(codes, group=self.group, groups=self.groups, taken=taken)
        if code in taken or self.between > MOST_BETWEEN:
            self.close()
            code = _code(codes, group=self.group, groups=self.groups, taken={})
        if not self.open:
            self.open = [_Block(self.title, at, at, {})]
        self.open[0].lines[code] = (label, amounts)
        self.open[0].end, self.between = at, 0

    def pass_by(self, mark: Mark, *, is_label: bool) -> None:
        if heading := mark.codes(self.table.code, "heading"):
            self.group = min(heading) if self.by_rows else ""
        is_title = self.table.code in mark.names("title")
        if is_title or (mark.names("title") and not is_label and not heading):
            self.title, self.group = mark if is_title else None, ""
            self.close()
        self.between += 1

    def close(self) -> None:
        self.done += self.open
        self.open = []


def _groups(table: Table) -> Mapping[str, str]:
    """Each row's part of the table: the code of the row that its heading stands above."""
    found: dict[str, str] = {}
    group = ""
    for row in table.rows:
        group = row.code if row.heading else group
        found[row.code] = group
    return found


def _code(
    codes: frozenset[str], *, group: str, groups: Mapping[str, str], taken: Mapping[str, object]
) -> str:
    """Which of the lines with that label is meant: the one under the heading last seen, else the next."""
    order = [code for code in groups if code in codes] or sorted(codes)
    under = [code for code in order if groups.get(code, "") == group] if group else []
    if under:
        return under[0]
    return next((code for code in order if code not in taken), order[0])


def _amounts(marks: Sequence[Mark], at: int, *, after: bool, width: int) -> list[Mark]:
    """The amounts next to a label; where there are enough on its own row, those alone."""
    step = 1 if after else -1
    found: list[Mark] = []
    # "2 Violent offenders 8 4280": a label with amounts behind it in its row has none before it.
    other_side = at - step
    if (
        0 <= other_side < len(marks)
        and marks[other_side].is_amount
        and marks[other_side].row == marks[at].row
    ):
        this_side = at + step
        if not after or not (0 <= this_side < len(marks) and marks[this_side].row == marks[at].row):
            return []
    while 0 <= (at_next := at + step * (len(found) + 1)) < len(marks) and marks[at_next].is_amount:
        found.append(marks[at_next])
    # What stands in the row of the next label, or of the one before, is that label's own.
    beyond = at + step * (len(found) + 1)
    if 0 <= beyond < len(marks) and marks[beyond].row != marks[at].row:
        found = [mark for mark in found if mark.row != marks[beyond].row]
    same_row = [mark for mark in found if mark.row == marks[at].row]
    if same_row and len(same_row) >= width:
        found = same_row
    return found if after else found[::-1]


def _beside(
    marks: Sequence[Mark],
    block: _Block,
    *,
    table: Table,
    others: Sequence[Line],
    by_rows: bool,
) -> Iterator[Grid]:
    order, heads = _order(marks, block, table=table, others=others, by_rows=by_rows)
    cells: dict[Place, Mark] = {}
    words: dict[Place, str] = {}
    unfit: dict[str, str] = {}
    for code, (label, amounts) in block.lines.items():
        fitted = _fitted(amounts, width=len(others))
        if fitted is None:
            unfit[code] = _said(label, amounts)
            continue
        for other, amount in zip(order, fitted, strict=True):
            place = (code, other) if by_rows else (other, code)
            cells[place] = amount
            words[place] = _said(label, amounts)
    if cells:
        yield Grid(
            table,
            cells,
            words,
            heads,
            by_rows,
            True,
            block.title,
            block.begin,
            block.end,
            {code: label for code, (label, _) in block.lines.items()},
            unfit,
        )


def _fitted(amounts: Sequence[Mark], *, width: int) -> list[Mark] | None:
    if len(amounts) == width:
        return list(amounts)
    # "Category 1 - 23 106": the dash belongs to the label
    if len(amounts) == width + 1 and amounts[0].text == "-" and width > 1:
        return list(amounts[1:])
    return None


def _said(label: Mark, amounts: Sequence[Mark]) -> str:
    if all(amount.row == label.row for amount in amounts):
        return label.words
    return f"{label.words}: {' '.join(amount.text for amount in amounts)}"


def _order(
    marks: Sequence[Mark], block: _Block, *, table: Table, others: Sequence[Line], by_rows: bool
) -> tuple[list[str], Heads]:
    """The order of the amounts beside each label, from the heads that stand above the block."""
    expected = [line.code for line in others]
    if len(others) == 1:
        return expected, Heads.SEEN
    start = block.begin
    while start and not (marks[start - 1].is_amount or table.code in marks[start - 1].names("title")):
        if block.begin - start == MOST_HEADS:
            break
        start -= 1
    seen = list(_lines_named(marks[start : block.begin], table=table, by_rows=not by_rows))
    if not seen:
        return expected, Heads.LOST
    if len(seen) == len(expected):
        return seen, Heads.SEEN
    one_lost = len(seen) == len(expected) - 1 and seen == [code for code in expected if code in seen]
    return expected, Heads.SEEN if one_lost else Heads.UNCLEAR


def _lines_named(marks: Sequence[Mark], *, table: Table, by_rows: bool) -> dict[str, Mark]:
    """The rows or columns that the marks name, in that order, each where it is first named."""
    groups = _groups(table) if by_rows else {}
    found: dict[str, Mark] = {}
    group = ""
    for mark in marks:
        if by_rows and (heading := mark.codes(table.code, "heading")):
            group = min(heading)
        elif codes := mark.codes(table.code, _part(by_rows=by_rows)):
            found.setdefault(_code(codes, group=group, groups=groups, taken=found), mark)
    return found


def _torn(marks: Sequence[Mark], *, table: Table) -> Iterator[Grid]:
    """All the row labels, then all the amounts: row by row, or column by column."""
    columns = [column.code for column in table.columns]
    end = 0
    for begin, mark in enumerate(marks):
        if begin < end or not mark.codes(table.code, "row"):
            continue
        end = _end(marks, begin, is_amount=False)
        amounts = marks[end : (end := _end(marks, end, is_amount=True))]
        labels = _lines_named(marks[begin : end - len(amounts)], table=table, by_rows=True)
        if len(labels) < 2 or len(amounts) != len(labels) * len(columns):
            continue
        title = _title_above(marks, begin, table=table)
        rows = list(labels)
        for by_rows in (True, False) if len(columns) > 1 else (True,):
            places = (
                [(row, column) for row in rows for column in columns]
                if by_rows
                else [(row, column) for column in columns for row in rows]
            )
            cells = dict(zip(places, amounts, strict=True))
            words = {place: f"{labels[place[0]].words}: {mark.text}" for place, mark in cells.items()}
            heads = Heads.SEEN if len(columns) == 1 else Heads.LOST
            yield Grid(table, cells, words, heads, by_rows, False, title, begin, end, labels)


def _end(marks: Sequence[Mark], at: int, *, is_amount: bool) -> int:
    """Where the run of amounts, or of texts, that begins there ends."""
    while at < len(marks) and marks[at].is_amount is is_amount:
        at += 1
    return at


def _title_above(marks: Sequence[Mark], at: int, *, table: Table) -> Mark | None:
    for before in range(at - 1, max(-1, at - 20), -1):
        if table.code in marks[before].names("title"):
            return marks[before]
        if marks[before].is_amount:
            break
    return None
