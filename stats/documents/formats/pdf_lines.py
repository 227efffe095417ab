"""Words with their places, put into lines, and lines into cells and columns."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

# In shares of the letters' size: a gap between cells, where a space between words is about 0.25 and seldom
# past 0.7 in justified text, and one between blocks, where the next line of a text begins within 0.5.
_BETWEEN_CELLS = 0.8
_BETWEEN_BLOCKS = 0.8
_WITHIN_A_NUMBER = 0.1
_GUTTER = 8  # points, the least room between two columns of text
_FEWEST_LINES = 4


@dataclass(frozen=True, slots=True)
class Word:
    """Places in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    upright: bool = True

    @classmethod
    def of(cls, word: Mapping[str, Any]) -> Self:
        x0, x1, top, bottom, size = (float(word[name]) for name in ("x0", "x1", "top", "bottom", "size"))
        return cls(str(word["text"]), x0, x1, top, bottom, size, bool(word["upright"]))

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a line, and where it begins and ends."""

    text: str
    x0: float
    x1: float

    def overlaps(self, other: Span) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1

    def above(self, other: Span) -> Span:
        """Both as one cell of two lines."""
        return Span(f"{self.text} {other.text}", min(self.x0, other.x0), max(self.x1, other.x1))


class Line:
    """Words side by side, from left to right. `spans` are its cells where they are known."""

    def __init__(self, words: Collection[Word], *, spans: Sequence[Span] = ()) -> None:
        self.words = sorted(words, key=lambda word: word.x0)
        self.spans = tuple(spans or _parted(self.words))
        self.top = min(word.top for word in words)
        self.bottom = max(word.bottom for word in words)
        self.size = max(word.size for word in words)

    @property
    def cells(self) -> tuple[str, ...]:
        """Parted at wide gaps."""
        return tuple(span.text for span in self.spans)

    @property
    def numbers(self) -> int:
        """How many of its cells hold a digit."""
        return sum(any(map(str.isdigit, cell)) for cell in self.cells)

    def is_apart_from(self, before: Line) -> bool:
        return self.top < before.top or self.top - before.bottom > _BETWEEN_BLOCKS * min(
            self.size, before.size
        )


def _parted(words: Sequence[Word]) -> list[Span]:
    spans = [Span(words[0].text, words[0].x0, words[0].x1)]
    for before, word in pairwise(words):
        gap, size = word.x0 - before.x1, max(before.size, word.size)
        if gap > _BETWEEN_CELLS * size:
            spans.append(Span(word.text, word.x0, word.x1))
            continue
        # A number whose digits the document holds in another order has no space within.
        is_number = before.text[-1].isdigit() and word.text[0].isdigit()
        space = "" if gap < _WITHIN_A_NUMBER * size and is_number else " "
        spans[-1] = Span(f"{spans[-1].text}{space}{word.text}", spans[-1].x0, max(spans[-1].x1, word.x1))
    return spans


def lines_of(words: Collection[Word]) -> list[Line]:
    """From top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        # A word stands on the line whose first word it overlaps by half or more.
        first = lines[-1][0] if lines else None
        if first is not None and word.middle - first.middle < 0.5 * min(first.size, word.size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(line) for line in lines]


def in_columns(words: Collection[Word]) -> list[Line]:
    """The lines in the order in which they are read: down one column of text, then down the next.

    A table is not read by its columns: both sides of a gutter must be text, not numbers.
    """
    if not words:
        return []
    gutter = _gutter(words)
    across = _across(words, gutter)
    lines: list[Line] = []
    begin = float("-inf")
    for line in [*lines_of(across), None]:
        end = line.top if line else float("inf")
        lines += _band([word for word in words if word not in across and begin <= word.middle < end], gutter)
        if line:
            lines.append(line)
            begin = line.top
    return lines


def _band(words: Collection[Word], gutter: float) -> Iterator[Line]:
    """The lines of a part of the page that no word crosses."""
    left: list[Line] = []
    right: list[Line] = []
    for block in _blocks(words):
        on_left = lines_of([word for word in block if word.x1 <= gutter])
        on_right = lines_of([word for word in block if word.x0 >= gutter])
        # A short block goes on with the columns above it.
        fewest = 0 if left else _FEWEST_LINES
        if _are_text(on_left, fewest=fewest) and _are_text(on_right, fewest=fewest):
            left += on_left
            right += on_right
            continue
        yield from (*left, *right, *lines_of(block))
        left, right = [], []
    yield from (*left, *right)


def _blocks(words: Collection[Word]) -> Iterator[list[Word]]:
    """Parted where nothing stands over the whole width."""
    block: list[Word] = []
    bottom = 0.0
    for word in sorted(words, key=lambda word: word.top):
        if block and word.top - bottom > _BETWEEN_BLOCKS * word.size:
            yield block
            block = []
        block.append(word)
        bottom = max(bottom, word.bottom)
    if block:
        yield block


def _gutter(words: Collection[Word]) -> float:
    """The place in the middle of the text that the fewest words cross."""
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    places = [left + (right - left) * share / 100 for share in range(30, 71)]
    middle = (left + right) / 2
    return min(places, key=lambda x: (sum(_crosses(word, x) for word in words), abs(x - middle)))


def _crosses(word: Word, gutter: float) -> bool:
    return word.x0 < gutter + _GUTTER / 2 and word.x1 > gutter - _GUTTER / 2


def _across(words: Collection[Word], gutter: float) -> set[Word]:
    """The words that cross the gutter, and those on the same line as one that does."""
    crossing = [word for word in words if _crosses(word, gutter)]
    levels = sorted(word.middle for word in crossing)
    found = set(crossing)
    for word in words:
        nearest = levels[max(0, bisect(levels, word.middle) - 1) : bisect(levels, word.middle) + 1]
        if any(abs(level - word.middle) < 0.5 * word.size for level in nearest):
            found.add(word)
    return found


def _are_text(lines: Collection[Line], *, fewest: int) -> bool:
    texts = [line for line in lines if line.words[0].text[0].isalpha() and len(line.words) > 2]
    return len(lines) >= fewest and len(texts) >= 0.6 * len(lines)


def in_stream(words: Iterable[Word]) -> Iterator[tuple[str, ...]]:
    """Words in the order in which the document holds them: one cell a line, a gap where it goes elsewhere."""
    cell = ""
    before: Word | None = None
    for word in words:
        if before is not None and _goes_on(before, word):
            cell += f" {word.text}"
        else:
            if cell:
                yield (cell,)
            if before is not None and not -0.5 < (word.top - before.bottom) / word.size < _BETWEEN_BLOCKS:
                yield ()
            cell = word.text
        before = word
    if cell:
        yield (cell,)


def _goes_on(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    beside = -0.5 * size < word.x0 - before.x1 < _BETWEEN_CELLS * size
    return beside and abs(word.middle - before.middle) < 0.5 * size
