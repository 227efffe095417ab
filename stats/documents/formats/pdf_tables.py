"""Tables whose cells are ruled: the lines on the page say what is a cell."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from pdfplumber.page import Page

from stats.documents.formats.pdf_lines import Line, Word, lines_of

_Box = tuple[float, float, float, float]  # left, top, right, bottom
# A map or a chart is drawn with thousands of lines, and looking for cells among them takes minutes.
_MOST_EDGES = 3_000
_ALIKE = 2  # points by which the ends of ruled lines miss each other


@dataclass(frozen=True, slots=True)
class Ruled:
    box: _Box
    rows: tuple[tuple[str, ...], ...]

    def holds(self, word: Word) -> bool:
        left, top, right, bottom = self.box
        return left <= (word.x0 + word.x1) / 2 < right and top <= word.middle < bottom

    def is_below(self, line: Line) -> bool:
        """True where the line ends above the table and over it, not in another column of the page."""
        left, top, right, _ = self.box
        beside = line.words[-1].x1 <= left or line.words[0].x0 >= right
        return line.top < top and not beside


def ruled_tables(page: Page, words: Collection[Word]) -> list[Ruled]:
    """The tables with two rows and two columns or more; a box around a text is none."""
    if len(page.edges) > _MOST_EDGES:
        return []
    tables = []
    for found in page.find_tables():
        boxes: list[_Box] = found.cells
        columns = _between([(left, right) for left, _, right, _ in boxes])
        rows = _between([(top, bottom) for _, top, _, bottom in boxes])
        if len(columns) < 2 or len(rows) < 2:
            continue
        texts = _texts(boxes, words)
        if sum(any(text) for text in texts.values()) < 2:
            continue
        lines = tuple(_row(row, columns, boxes, texts) for row in rows)
        tables.append(Ruled(found.bbox, lines))
    return sorted(tables, key=lambda table: table.box[1])


def _between(spans: Collection[tuple[float, float]]) -> list[float]:
    """The middle of each row or column, from where the cells begin and end."""
    ends: list[float] = []
    for end in sorted({end for span in spans for end in span}):
        if not ends or end - ends[-1] > _ALIKE:
            ends.append(end)
    return [(start + end) / 2 for start, end in pairwise(ends)]


def _texts(boxes: Collection[_Box], words: Collection[Word]) -> dict[_Box, tuple[str, ...]]:
    """What stands in each cell, its lines joined.

    Numbers that stand apart on one line are more cells than were ruled: they are never joined.
    """
    levels = sorted(words, key=lambda word: word.middle)
    middles = [word.middle for word in levels]
    texts: dict[_Box, tuple[str, ...]] = {}
    for box in boxes:
        left, top, right, bottom = box
        near = levels[bisect(middles, top) : bisect(middles, bottom)]
        lines = lines_of([word for word in near if left <= (word.x0 + word.x1) / 2 < right])
        if len(lines) == 1 and lines[0].numbers > 1:
            texts[box] = lines[0].cells
        else:
            texts[box] = (" ".join(cell for line in lines for cell in line.cells),)
    return texts


def _row(
    middle: float, columns: list[float], boxes: Collection[_Box], texts: dict[_Box, tuple[str, ...]]
) -> tuple[str, ...]:
    """A merged cell stands in each of its places; one over the whole table is a line by itself."""
    beside = [box for box in boxes if box[1] <= middle < box[3]]
    cells = [next((box for box in beside if box[0] <= x < box[2]), None) for x in columns]
    if len(set(cells)) == 1:
        cells = cells[:1]
    return tuple(text for box in cells for text in (("",) if box is None else texts[box]))
