"""The marks of a rendering as tables: which amounts stand beside, below or between which labels.

Every way in which a table may have been printed is tried, and gives a grid or none: a row's amounts after its
label or before it, a column's amounts under its head, all labels first and then all amounts; title and heads
above the amounts or below. Which grid is believed is decided elsewhere (stats.reading.report.proof).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stats.catalogue.layouts import Table
from stats.catalogue.years import ReportingYear
from stats.reading.report.fits import Place, fitted, proven, with_letters_read, without_lost_marks
from stats.reading.report.heads import Heads, Lead, Names, heads_of, lines_named
from stats.reading.report.labels import Labels, is_corrected, words_of
from stats.reading.report.marks import Mark, Marked
from stats.reading.report.subject import years_in

MOST_BETWEEN = 10  # texts between two rows of one table: a page's foot and the next page's head
_CATEGORY_AND_DASH = re.compile(r"\W*cat\w*\.? ?\w+ [-–—]", re.IGNORECASE)
MOST_HEADS = 40  # marks beside a table among which its title and heads are looked for


@dataclass(frozen=True)
class Grid:
    """A table as read: the amount at each row and column, by their codes.

    `words` are the words that each was read from. `labels` are the marks beside which the amounts stood, by
    row or column, `unfit` those beside which there were too many or too few. `heads` tells whether the order
    of the amounts beside a label is known, `beside` whether each label stood by its own amounts. `lead` are
    the marks above the table back to the amounts before it, or below it up to those after, the nearest first.
    """

    table: Table
    cells: Mapping[Place, Mark]
    words: Mapping[Place, str]
    labels: Mapping[str, Mark]
    heads: Heads
    order: Sequence[str]
    by_rows: bool
    lead: Sequence[Mark]
    below: bool
    after: bool = True  # the amounts stand after their labels, not before
    beside: bool = True
    unfit: Mapping[str, str] = field(default_factory=dict)
    by_sums: frozenset[Place] = frozenset()  # only sums tell that the amounts are these cells'
    mended: frozenset[Place] = frozenset()  # read otherwise than printed, since all sums agree so
    same_rows: float = 0.0  # the share of labels that stood in one row with their amounts

    @property
    def near(self) -> float:
        """How near the labels are to the catalogue's, the least near of them."""
        return min((mark.near for mark in self.labels.values()), default=0.0)


_Lines = dict[str, tuple[Mark, list[Mark]]]
"""Each line's label and amounts, by the code of the row or column."""


@dataclass(slots=True)
class _Block:
    """Labels with their amounts, and where in the marks they begin and end."""

    begin: int
    end: int
    lines: _Lines = field(default_factory=dict)


def grids(found: Marked, *, table: Table, year: ReportingYear, labels: Labels) -> Iterator[Grid]:
    """Every grid that the marks may hold of that table, with titles and heads above the amounts and below."""
    marks = found.marks
    if not any(tag.table == table.code for mark in marks for tag in mark.tags):
        return
    for by_rows in (True, False):
        if not by_rows and len(table.columns) < 2:
            continue
        for after in (True, False):
            for block in _blocks(marks, table=table, year=year, by_rows=by_rows, after=after):
                _drop_misread(block, marks, table=table)
                if block.lines:
                    yield from _above_and_below(
                        block, found, table=table, year=year, labels=labels, by_rows=by_rows, after=after
                    )
    for below in (False, True):
        yield from _torn(marks, table=table, year=year, below=below)


def _above_and_below(
    block: _Block,
    found: Marked,
    *,
    table: Table,
    year: ReportingYear,
    labels: Labels,
    by_rows: bool,
    after: bool,
) -> Iterator[Grid]:
    """The grid of a block with what stands above it, and with what stands below."""
    grid: Grid | None = None
    last: Sequence[str] = ()
    for below in (False, True):
        lead = _lead(found.marks, block.begin, block.end, below=below)
        # Row labels printed before all columns stand above them, wherever the heads are.
        heads_lead = lead if by_rows else _lead(found.marks, block.begin, block.end, below=False)
        names = Names(table, year=year, by_rows=not by_rows)
        order, heads = heads_of(heads_lead, rows=found.rows, names=names, labels=labels)
        if order == last and len(order) > 1:
            grid = replace(grid, heads=heads, lead=lead.nearest, below=below) if grid else None
        else:
            grid = _beside(
                block,
                lead,
                table=table,
                year=year,
                by_rows=by_rows,
                order=order,
                heads=heads,
                below=below,
                after=after,
            )
        last = order
        if grid:
            yield grid


def _drop_misread(block: _Block, marks: Sequence[Mark], *, table: Table) -> None:
    """Leave out lines of a list whose label had letters put right, where another label is right as it is."""
    for code, (label, _) in [*block.lines.items()] if len(table.columns) == 1 else ():
        if is_corrected(label.text) and any(
            mark.near == 1 and code in mark.codes(table.code, "row") for mark in marks
        ):
            del block.lines[code]


def _blocks(
    marks: Sequence[Mark], *, table: Table, year: ReportingYear, by_rows: bool, after: bool
) -> list[_Block]:
    """Runs of the table's labels, each with the amounts right after it, or right before it."""
    names = Names(table, year=year, by_rows=by_rows)
    width = len(table.columns if by_rows else table.rows)
    done: list[_Block] = []
    block: _Block | None = None
    between = 0
    for at, mark in enumerate(marks):
        if not mark.tags:
            between += not mark.is_amount
            continue
        code = names.code(mark, taken=block.lines if block else {})
        # A sentence may speak of what a list counts: "Notification orders, of which a court made 3".
        is_label = code and (width > 1 or _is_all_of_its_row(mark))
        amounts = _amounts(marks, at, after=after, width=width) if is_label else []
        if not amounts:
            between += 1
            group = names.group
            if names.heading(mark, at):
                block = _before_heading(block, done, names=names, had_heading=bool(group))
            elif not code and (mark.names("title") or (not by_rows and mark.codes(table.code, "row"))):
                block = None  # another table's title, or labels of rows, which stand before all columns
                names.title()
            continue
        if block and _printed(amounts) == width > 1 and not names.goes_on(code, block.lines):
            # A list stood above, with the same labels: "Category 2 … 359", and then "Category 1 RSO 23 106".
            block = block if _has_whole(block, width) else None
        if block is None or code in block.lines or between > MOST_BETWEEN:
            code = names.code(mark, taken={}) or code
            block = _Block(at if after else at - len(amounts), at)
            done.append(block)
        block.lines[code] = (mark, amounts)
        block.end, between = at + len(amounts) if after else at, 0
    # Where amounts come before their labels, none follow the last label, and no label that can be nothing
    # else stands before the first.
    other = "column" if by_rows else "row"

    def is_plain(mark: Mark | None) -> bool:
        if mark is None or not mark.codes(table.code, names.part):
            return mark is None or not mark.is_amount
        return bool(mark.codes(table.code, other))

    return [
        block
        for block in done
        if after or (is_plain(_at(marks, block.end + 1)) and is_plain(_at(marks, block.begin - 1)))
    ]


def _before_heading(
    block: _Block | None, done: list[_Block], *, names: Names, had_heading: bool
) -> _Block | None:
    """The block that goes on below a heading: not "Total" at the end of the heads with a page's number, nor
    rows of the same part; and those that no heading stood above are of no part that is known."""
    if block is None or not (_is_one_number(block) or names.has_begun(block.lines)):
        return block
    if not had_heading:
        done.remove(block)
    return None


def _is_one_number(block: _Block) -> bool:
    """Whether a block has one line, with one number that stands in another row than its label."""
    ((label, amounts),) = block.lines.values() if len(block.lines) == 1 else ((None, ()),)
    return label is not None and len(amounts) == 1 and amounts[0].row != label.row


def _has_whole(block: _Block, width: int) -> bool:
    return any(_printed(amounts) == width for _, amounts in block.lines.values())


def _printed(amounts: Sequence[Mark]) -> int:
    return sum(bool(amount.text) for amount in amounts)


def _amounts(marks: Sequence[Mark], at: int, *, after: bool, width: int) -> list[Mark]:
    """The amounts next to a label; where there are enough on its own row, those alone."""
    step = 1 if after else -1
    row = marks[at].row
    # "2 Violent offenders 8 4280": a label with amounts behind it in its row has none before it, and
    # "8 weeks" has none behind it.
    ahead, behind = _at(marks, at + step), _at(marks, at - step)
    has_behind = behind is not None and behind.is_amount and behind.row == row
    if has_behind and (not after or ahead is None or ahead.row != row):
        return []
    found: list[Mark] = []
    while (mark := _at(marks, at + step * (len(found) + 1))) is not None and mark.is_amount:
        found.append(mark)
    # What stands in the row of the next label, or of the one before, is that label's own.
    if mark is not None and mark.row != row:
        found = [amount for amount in found if amount.row != mark.row]
    same_row = [amount for amount in found if amount.row == row]
    if len(same_row) > 1 or len(same_row) == width:
        found = same_row
    return found if after else found[::-1]


def _at(marks: Sequence[Mark], place: int) -> Mark | None:
    return marks[place] if 0 <= place < len(marks) else None


def _lead(marks: Sequence[Mark], begin: int, end: int, *, below: bool) -> Lead:
    """The texts above a table, or below it."""
    step = 1 if below else -1
    place = end + 1 if below else begin - 1
    found: list[Mark] = []
    while (mark := _at(marks, place)) is not None and len(found) < MOST_HEADS:
        if mark.is_amount and not (found and _is_page_number(found[-1], _at(marks, place + step))):
            break
        if below and (not mark.tags or (found and mark.page != found[0].page)):
            break  # what stands below a table is near it
        if not mark.is_amount:
            found.append(mark)
        place += step
    if below:
        last = found[-1].row + 1 if found else 0
        return Lead(found, found, range(marks[min(end, len(marks) - 1)].row + 1, mark.row if mark else last))
    return Lead(found[::-1], found, range(mark.row + 1 if mark else 0, marks[begin].row))


def _is_page_number(before: Mark, after: Mark | None) -> bool:
    """Whether a number alone stands where one page ends and the next begins."""
    return after is not None and not after.is_amount and not after.tags and before.page != after.page


def _beside(
    block: _Block,
    lead: Lead,
    *,
    table: Table,
    year: ReportingYear,
    by_rows: bool,
    order: Sequence[str],
    heads: Heads,
    below: bool,
    after: bool,
) -> Grid | None:
    lines = block.lines if by_rows else _with_lost_head(block.lines, table=table)
    vectors = {
        code: amounts[1:] if len(amounts) == len(order) + 1 and _ends_a_label(label, amounts[0]) else amounts
        for code, (label, amounts) in lines.items()
    }
    if len(order) == 1:
        most = max(map(len, vectors.values()))
        first, _ = next(iter(lines.values()))  # heads may stand in one text with the first label
        above = (*lead.marks, first)
        vectors = {code: _of_year(amounts, above, year=year, most=most) for code, amounts in vectors.items()}
    cells, by_sums = fitted(vectors, order=order, by_rows=by_rows, table=table)
    whole = len(cells) == len(table.rows) * len(table.columns)
    cells, lettered = with_letters_read(table, cells) if whole else (cells, frozenset())
    cells, mended = without_lost_marks(table, cells) if whole else (cells, frozenset())
    labels = {code: label for code, (label, _) in lines.items()}
    read = {place[0] if by_rows else place[1] for place in cells}
    same_rows = sum(all(amount.row == label.row for amount in amounts) for label, amounts in lines.values())
    if not cells:
        return None
    return Grid(
        table,
        cells,
        {place: _said(labels[place[0] if by_rows else place[1]], mark) for place, mark in cells.items()},
        labels,
        heads,
        order,
        by_rows,
        lead.nearest,
        below,
        after,
        unfit={code: label.words for code, label in labels.items() if code not in read},
        by_sums=by_sums,
        mended=mended | lettered,
        same_rows=same_rows / len(labels),
    )


def _with_lost_head(lines: _Lines, *, table: Table) -> _Lines:
    """The columns, with one of which no head was seen: its amounts stand behind those of the column before,
    where all sums agree so."""
    codes = [column.code for column in table.columns]
    lost = [code for code in codes if code not in lines]
    before = codes[codes.index(lost[0]) - 1] if len(lost) == 1 else ""
    width = len(table.rows)
    if before not in lines or len(lines[before][1]) != 2 * width:
        return lines
    label, amounts = lines[before]
    parted = {**lines, before: (label, amounts[:width]), lost[0]: (label, amounts[width:])}
    cells = {
        (row.code, code): amount
        for code, (_, column) in parted.items()
        for row, amount in zip(table.rows, column, strict=False)
    }
    return parted if proven(table, cells) else lines


def _ends_a_label(label: Mark, amount: Mark) -> bool:
    """Whether the first of the amounts in a row is none: the dash of `Category 1 - 23 106`, or the letter of
    `Category 3 Oth O 5 59`."""
    return amount.row == label.row and bool(
        amount.text == "O" or (amount.text == "-" and _CATEGORY_AND_DASH.match(label.words))
    )


def _is_all_of_its_row(label: Mark) -> bool:
    """Whether the rows that a label stands in say nothing else: a sentence may speak of the same thing."""
    return words_of(label.words) == words_of(label.text)


def _of_year(amounts: list[Mark], lead: Sequence[Mark], *, year: ReportingYear, most: int) -> list[Mark]:
    """Of a list's numbers under heads that are years, the one of the report's year; none where one of the
    years' numbers is not printed. `most` numbers stand beside a label of the list."""
    heads = [named for mark in lead for named in years_in(mark.text)][-most:]
    if most > 1 and len(set(heads)) == most and year in heads:
        return [amounts[heads.index(year)]] if len(amounts) == most else []
    if len(amounts) == 1 and any(_are_heads(mark, year=year) for mark in lead):
        return []
    return amounts


def _are_heads(mark: Mark, *, year: ReportingYear) -> bool:
    named = set(years_in(mark.text))
    return len(named) > 1 and year in named


def _said(label: Mark, amount: Mark) -> str:
    return label.words if amount.row == label.row else f"{label.words}: {amount.words}"


def _torn(marks: Sequence[Mark], *, table: Table, year: ReportingYear, below: bool) -> Iterator[Grid]:
    """All the row labels, then all the amounts: row by row, or column by column."""
    columns = [column.code for column in table.columns]
    end = 0
    for begin, mark in enumerate(marks):
        if begin < end or not mark.codes(table.code, "row"):
            continue
        end = _end(marks, begin, is_amount=False)
        texts = marks[begin:end]
        amounts = list(marks[end : (end := _end(marks, end, is_amount=True))])
        labels = lines_named(texts, names=Names(table, year=year, by_rows=True))
        if len(columns) == 1 and len(labels) < len(texts):
            continue  # a label that is not known has a number as well
        beside = {label.row for label in labels.values()} & {amount.row for amount in amounts}
        if len(labels) < 2 or beside or len(amounts) != len(labels) * len(columns):
            continue
        lead = _lead(marks, begin, end - 1, below=below)
        for by_rows in (True, False) if len(columns) > 1 else (True,):
            places = (
                [(row, column) for row in labels for column in columns]
                if by_rows
                else [(row, column) for column in columns for row in labels]
            )
            cells = dict(zip(places, amounts, strict=True))
            words = {place: _said(labels[place[0]], mark) for place, mark in cells.items()}
            heads = Heads.SEEN if len(columns) == 1 else Heads.LOST
            yield Grid(
                table, cells, words, labels, heads, columns, by_rows, lead.nearest, below, beside=False
            )


def _end(marks: Sequence[Mark], at: int, *, is_amount: bool) -> int:
    """Where the run of amounts, or of texts, that begins there ends."""
    while at < len(marks) and marks[at].is_amount is is_amount:
        at += 1
    return at
