"""A block copied from a report, a web page or a spreadsheet, laid over a table from a cell.

Spreadsheets and web tables give tabs. A PDF gives the row's label and its numbers with spaces between,
headings on lines of their own, or one number on a line. Nothing is read here: what each text means, and
whether it can be understood, is the check's work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stats.analysis.printed_amounts import QUALIFIERS_AFTER, QUALIFIERS_BEFORE, tidied

# What a PDF's line must be made of to count as numbers: figures, dashes and markers, with the letters that
# optical character recognition puts for 0 and 1 left in, so that the cell can say what is wrong with them.
_CELL = re.compile(r"[-–—]|\[?(?:[cxz]|low)\]?|[-–—+=]?[0-9lIoO][0-9lIoO.,]*%?", re.IGNORECASE)
# A number with the word that qualifies it, which is one cell: `more than 640`, `640 or more`.
_WITH_WORD = "|".join(
    (
        rf"(?:{'|'.join(map(re.escape, QUALIFIERS_BEFORE))}) ?[0-9][0-9,.]*",
        rf"[0-9][0-9,.]* ?(?:{'|'.join(map(re.escape, QUALIFIERS_AFTER))})",
    )
)
_QUALIFIED = re.compile(_WITH_WORD, re.IGNORECASE)
_PARTS = re.compile(rf"(?<!\S)(?:{_WITH_WORD})(?!\S)|\S+", re.IGNORECASE)
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


def place(text: str, *, labels: Sequence[str], width: int, title: str, row: int, column: int) -> Placement:
    """The cells that the text fills from the cell at that row and column of a table `width` columns wide.

    `labels` are those of the table's rows; an empty one waits for a division's name.

    With tabs each part of a line is a cell, an empty part leaving its cell as it is. Without, a line's
    numbers are its last texts, parted by spaces, and what stands before them is its label.
    """
    plain = tuple(map(_plain, labels))
    known = sorted({label for label in plain if label}, key=len, reverse=True)
    cells: list[Placed] = []
    left_out: list[str] = []
    beyond: list[str] = []
    for line in text.splitlines()[:_MOST_LINES]:
        if not line.strip():
            continue
        label, texts = _tabbed(line, known=known) if "\t" in line else _spaced(line, known=known)
        name = _plain(label)
        # A line under an unknown label is a row if it fills one, and may else be a title that ends in a year.
        fits = not label or name in known or len(texts) == width
        if not texts or not fits or _plain(line) == _plain(title):
            left_out.append(tidied(line)[:_SHOWN])
            continue
        if name:  # the next row of that label, counted from the focused one; the next row where there is none
            row = next((later for later in range(row, len(plain)) if plain[later] == name), row)
        # A whole row with its label begins at the table's first column, wherever the focus was.
        for at, cell in enumerate(texts, 0 if label and len(texts) >= width else column):
            if cell and row < len(plain) and at < width:
                cells.append(Placed(row, at, cell))
            elif cell:
                beyond.append(cell)
        if label and row < len(plain) and not plain[row]:
            cells.append(Placed(row, NAME, label))
        row += 1
    return Placement(tuple(cells), tuple(left_out), tuple(beyond))


def _tabbed(line: str, *, known: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A line's label and its cells; no cells for a row of headings, or a label alone."""
    parts = [part.strip() for part in line.split("\t")]
    label = ""
    if _plain(parts[0]) in known or (_WORD.search(parts[0]) and not _QUALIFIED.fullmatch(parts[0])):
        label, *parts = parts
    return label, parts if any(map(_is_cell, parts)) else ()


def _spaced(line: str, *, known: Sequence[str]) -> tuple[str, Sequence[str]]:
    words: list[str] = _PARTS.findall(tidied(line))
    # Labels hold numbers of their own: "Level 1 770 100 - 870".
    label = next((known_label for known_label in known if _plain(line).startswith(known_label + " ")), "")
    if label:
        words = [*label.split(" "), *_PARTS.findall(tidied(line)[len(label) :])]
        first = len(label.split(" "))
    elif len(words) == 1:  # whatever stands alone on its line was meant for a cell
        first = 1 if _WORD.search(words[0]) and not _is_cell(words[0]) else 0
    else:
        first = 1 + max((n for n, word in enumerate(words) if not _is_cell(word)), default=-1)
    return " ".join(words[:first]), words[first:]


def _is_cell(text: str) -> bool:
    return bool(_CELL.fullmatch(text) or _QUALIFIED.fullmatch(text))


def _plain(text: str) -> str:
    return tidied(text).removesuffix(":").casefold()
