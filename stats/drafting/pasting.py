"""A block copied from a report, a web page or a spreadsheet, laid over a table from a cell.

Spreadsheets and web tables give tabs. A PDF gives the row's label and its numbers with spaces between,
headings on lines of their own, or one number on a line. Nothing is read here: what each text means, and
whether it can be understood, is the check's work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stats.loading.fields import tidied

# What a PDF's line must be made of to count as numbers: figures, dashes and markers, with the letters that
# optical character recognition puts for 0 and 1 left in, so that the cell can say what is wrong with them.
_CELL = re.compile(r"[-–—]|\[?(?:[cxz]|low)\]?|[-–—+=]?[0-9lIoO][0-9lIoO.,]*%?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
NAME = -1
_MOST_LINES = 400
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """The text that goes into the cell at that row and column of the table, counted from 0.

    Column NAME is the row's own label, for a division that has none yet.
    """

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a pasted block goes. `left_out` are lines that hold no number for this table; `beyond` are
    texts for which the table has no cell."""

    cells: tuple[Placed, ...]
    left_out: tuple[str, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PastedLine:
    label: str
    texts: tuple[str, ...]


@dataclass(slots=True)
class _Laying:
    labels: tuple[str, ...]
    width: int
    row: int
    column: int
    cells: list[Placed] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)

    def lay(self, line: _PastedLine) -> None:
        row = self._row_of(_plain(line.label))
        # A whole row with its label begins at the table's first column, wherever the focus was.
        first = 0 if line.label and len(line.texts) >= self.width else self.column
        for place, text in enumerate(line.texts, first):
            if not text:
                continue
            if row >= len(self.labels) or place >= self.width:
                self.beyond.append(text)
            else:
                self.cells.append(Placed(row, place, text))
        if line.label and row < len(self.labels) and not self.labels[row]:
            self.cells.append(Placed(row, NAME, line.label))
        self.row = row + 1

    def _row_of(self, label: str) -> int:
        """The next row of that label, counted from the focused one; the next row where no label tells."""
        later = (n for n in range(self.row, len(self.labels)) if label == self.labels[n])
        return next(later, self.row) if label else self.row


def place(text: str, *, labels: Sequence[str], width: int, title: str, row: int, column: int) -> Placement:
    """The cells that the text fills from the cell at that row and column of a table `width` columns wide.

    `labels` are those of the table's rows; an empty one waits for a division's name.

    With tabs each part of a line is a cell, an empty part leaving its cell as it is. Without, a line's
    numbers are its last texts, parted by spaces, and what stands before them is its label.
    """
    plain = tuple(map(_plain, labels))
    known = sorted({label for label in plain if label}, key=len, reverse=True)
    laying = _Laying(plain, width, row, column)
    left_out = []
    for line in text.splitlines()[:_MOST_LINES]:
        if not line.strip():
            continue
        pasted = _tabbed(line, known=known) if "\t" in line else _spaced(line, known=known)
        if pasted is None or _plain(line) == _plain(title) or not _fits(pasted, laying, known=known):
            left_out.append(tidied(line)[:_SHOWN])
        else:
            laying.lay(pasted)
    return Placement(tuple(laying.cells), tuple(left_out), tuple(laying.beyond))


def _tabbed(line: str, *, known: Sequence[str]) -> _PastedLine | None:
    parts = [part.strip() for part in line.split("\t")]
    label = ""
    if _plain(parts[0]) in known or _WORD.search(parts[0]):
        label, *parts = parts
    if not any(_CELL.fullmatch(part) for part in parts):
        return None  # a row of headings, or a label alone
    return _PastedLine(label, tuple(parts))


def _spaced(line: str, *, known: Sequence[str]) -> _PastedLine | None:
    words = tidied(line).split(" ")
    # Labels hold numbers of their own: "Level 1 770 100 - 870".
    label = next((known_label for known_label in known if _plain(line).startswith(known_label + " ")), "")
    first = len(label.split(" ")) if label else 0
    if not label:
        first = 1 + max((n for n, word in enumerate(words) if not _CELL.fullmatch(word)), default=-1)
        if len(words) == 1:  # whatever stands alone on its line was meant for a cell
            first = 0 if not _WORD.search(words[0]) else 1
    texts = tuple(words[first:])
    return _PastedLine(" ".join(words[:first]), texts) if texts else None


def _fits(line: _PastedLine, laying: _Laying, *, known: Sequence[str]) -> bool:
    """Whether a line under an unknown label is a row of this table and not a title that ends in a year."""
    return not line.label or _plain(line.label) in known or len(line.texts) == laying.width


def _plain(text: str) -> str:
    return tidied(text).removesuffix(":").casefold()
