"""Two tables that stand beside each other, put one after the other: their rows lie on the same lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from stats.documents.pages import PageRow, Rendering
from stats.reading.report.labels import Labels, words_of
from stats.reading.report.words import cleaned, parts

MOST_HEADS = 4  # rows above the two: their titles, and their heads
LEAST_ROWS = 2
_NEXT_LABEL = re.compile(r"(?<=[0-9\-–—]) +(?=[^\W\d_])")

Cells = tuple[str, ...]
Halves = tuple[Cells, Cells]


def apart(rendering: Rendering, *, labels: Labels) -> Rendering:
    """The rendering with the left of two such tables before the right."""
    rows = _in_pairs(rendering.rows, labels=labels)
    made: list[PageRow] = []
    at = 0
    while at < len(rows):
        end, halves = _beside_each_other(rows, at, labels=labels)
        if len(halves) < LEAST_ROWS:
            made.append(rows[at])
            at += 1
            continue
        heads: list[Halves] = []
        above = len(made)
        while above and len(heads) < MOST_HEADS:
            both = _heads(made[above - 1].cells, labels=labels)
            if both:
                heads.insert(0, both)
                del made[above - 1 :]
            elif any(made[above - 1].cells):
                break
            above -= 1
        page = rows[at].page
        left, right = zip(*heads, *halves, strict=True)
        made += [PageRow(page, cells) for cells in (*left, (), *filter(None, right), ())]
        at = end
    return Rendering(rendering.how, tuple(made))


def _beside_each_other(rows: Sequence[PageRow], begin: int, *, labels: Labels) -> tuple[int, list[Halves]]:
    """The two halves of each row from there on, the right one empty where the left table is longer; and where
    they end."""
    found: list[Halves] = []
    end = begin
    for at in range(begin, len(rows)):
        cells = rows[at].cells
        if not any(cells):
            continue
        both = _halves(cells, labels=labels)
        if both is None and found and _is_row(cells, labels=labels):
            both = cells, ()
        if both is None or rows[at].page != rows[begin].page:
            break
        found.append(both)
        end = at + 1
    return end, found


def _halves(cells: Cells, *, labels: Labels) -> Halves | None:
    return next(
        (
            (left, right)
            for left, right in _cuts(cells, where=_NEXT_LABEL)
            if _is_row(right, labels=labels) and (not any(left) or _is_row(left, labels=labels))
        ),
        None,
    )


def _heads(cells: Cells, *, labels: Labels) -> Halves | None:
    """The halves of a row of heads, which are alike, or of a row of two titles."""

    def are_heads(left: Cells, right: Cells) -> bool:
        both = [cleaned(" ".join(half)) for half in (left, right)]
        if both[0] == both[1] != "":
            return True
        named = [labels.named(words_of(text)) for text in both]
        return all(one.near == 1 and any(tag.part == "title" for tag in one.tags) for one in named)

    return next((cut for cut in _cuts(cells, where=re.compile(" +")) if are_heads(*cut)), None)


def _cuts(cells: Cells, *, where: re.Pattern[str]) -> Iterator[Halves]:
    """The ways to part a row: between two of its cells, or its one text."""
    if len(cells) == 1:
        text = cells[0]
        yield from (((text[: gap.start()],), (text[gap.end() :],)) for gap in where.finditer(text))
    yield from ((cells[:at], cells[at:]) for at in range(1, len(cells)))


def _is_row(cells: Cells, *, labels: Labels) -> bool:
    """Whether the cells are the label of a row and two amounts or more."""
    told = [part for cell in cells for part in parts(cleaned(cell))]
    if len(told) < 3 or told[0].is_amount or not all(part.is_amount for part in told[1:]):
        return False
    return any(tag.part == "row" for tag in labels.named(words_of(told[0].text)).tags)


def _in_pairs(rows: Sequence[PageRow], *, labels: Labels) -> list[PageRow]:
    """The rows; where two tables beside each other were printed cell by cell, each pair of their rows as one,
    and so their heads, which stand twice, and their titles."""
    made: list[PageRow] = []
    at = 0
    while at < len(rows):
        width = next((n for n in range(3, 8) if _stand_twice(rows, at, n, labels=labels)), 0)
        if not width:
            made.append(rows[at])
            at += 1
            continue
        titles = tuple(cell for row in made[-2:] for cell in row.cells)
        if _heads(titles, labels=labels):
            made[-2:] = [PageRow(rows[at].page, titles)]
        lines = [tuple(row.cells[0] for row in rows[at : at + 2 * width])]
        at += 2 * width
        units: list[Cells] = []
        while len(unit := _unit(rows, at, width)) == width + 1:
            units.append(unit)
            at += width + 1
        lines += [
            (*left, *right) for left, right in itertools.zip_longest(units[::2], units[1::2], fillvalue=())
        ]
        made += [PageRow(rows[at - 1].page, cells) for cells in lines]
    return made


def _stand_twice(rows: Sequence[PageRow], at: int, width: int, *, labels: Labels) -> bool:
    texts = [row.cells for row in rows[at : at + 2 * width]]
    return (
        len(texts) == 2 * width
        and texts[:width] == texts[width:]
        and all(len(cells) == 1 and labels.named(words_of(cells[0])).tags for cells in texts[:width])
    )


def _unit(rows: Sequence[PageRow], at: int, width: int) -> Cells:
    """A label and its amounts, one a row."""
    cells = tuple(row.cells[0] for row in rows[at : at + width + 1] if len(row.cells) == 1)
    told = [parts(cleaned(cell)) for cell in cells]
    is_unit = told and told[0] and not told[0][0].is_amount
    return cells if is_unit and all(len(p) == 1 and p[0].is_amount for p in told[1:]) else ()
