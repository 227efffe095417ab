"""Heads that are wrapped over several lines, each made one cell by its place above its column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stats.documents.formats.pdf_lines import Line, Span

_AMOUNT = re.compile(r"[-–—]|[0-9][0-9,.]*%?")
_MOST_LINES = 6  # of heads, and of a heading between them and the first amounts


def with_heads_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that are pieces of the same heads as one.

    Heads are a line with a cell for each amount of the row below it, and the lines next to it whose cells
    stand each over or under one of those: "Charged" and "2014-15" below it are the head "Charged 2014-15".
    """
    made: list[Line] = []
    at = 0
    while at < len(lines):
        end, spans = _heads(lines, at)
        if end > at + 1:
            made.append(Line([word for line in lines[at:end] for word in line.words], spans=spans))
        else:
            made.append(lines[at])
        at = max(end, at + 1)
    return made


def _heads(lines: Sequence[Line], begin: int) -> tuple[int, Sequence[Span]]:
    """Where the heads that begin with a line end, and their cells; `begin` where they are none."""
    rows = range(begin + 1, min(begin + _MOST_LINES, len(lines)))
    first = next((n for n in rows if _amounts(lines[n]) > 1), None)
    if first is None:
        return begin, ()
    width = _amounts(lines[first])
    fullest = next((n for n in range(begin, first) if len(lines[n].spans) == width), None)
    if fullest is None or _amounts(lines[fullest]):
        return begin, ()
    spans = list(lines[fullest].spans)
    label = lines[first].spans[0]
    # A title or a heading of rows begins where their labels do.
    ends = [n for n in range(begin, first) if lines[n].words[0].x0 < (label.x0 + label.x1) / 2]
    for at in reversed(range(begin, fullest)):
        if at in ends or lines[at + 1].is_apart_from(lines[at]) or not _join(spans, lines[at], is_above=True):
            return begin, ()
    end = fullest + 1
    while end < first and end not in ends and not lines[end].is_apart_from(lines[end - 1]):
        if not _join(spans, lines[end]):
            break
        end += 1
    return end, spans


def _join(spans: list[Span], line: Line, *, is_above: bool = False) -> bool:
    """Put each cell of the line to the one that it stands over or under; False, and nothing is put, where
    one has no such place, or two, or two cells have the same."""
    places = [[n for n, span in enumerate(spans) if span.overlaps(cell)] for cell in line.spans]
    only = [found[0] for found in places if len(found) == 1]
    if len(set(only)) < len(places) or len(places) == len(spans) == 1:
        return False
    for n, cell in zip(only, line.spans, strict=True):
        spans[n] = cell.above(spans[n]) if is_above else spans[n].above(cell)
    return True


def _amounts(line: Line) -> int:
    """How many amounts stand beside a label; 0 where anything else stands there."""
    label, *cells = line.cells
    is_row = any(map(str.isalpha, label)) and all(_AMOUNT.fullmatch(cell) for cell in cells)
    return len(cells) if is_row else 0
