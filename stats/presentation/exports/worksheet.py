"""A worksheet's share of a table, and its rows as XML, made while the file is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from stats.calculations.amounts import Marker
from stats.catalogue.columns import ColumnType
from stats.presentation.exports.data_table import DataTable

MOST_LETTERS = 32_767
"""What Excel can hold in a cell."""

NUMBERS = (ColumnType.WHOLE, ColumnType.NUMBER)
_ROWS_A_PIECE = 500


@dataclass(slots=True)
class Worksheet:
    """The sheet `number` of the `of` that a table fills, each with at most `room` rows.

    They share `rows`, and take theirs in their order. `last` is the row of the sheet that was written last.
    """

    name: str
    table: DataTable
    rows: Iterator[Sequence[str]]
    number: int
    of: int
    room: int
    is_empty: bool
    last: int = 0

    def pieces(self, *, after: int, text_style: int) -> Iterator[bytes]:
        """Its rows below the row `after`.

        Numbers stand as numbers and all else as text, whatever it begins with: no spreadsheet runs it. A
        marker that stands in a value's place is its shorthand. With the style, that of "@", a text that could
        be taken for something else stays one even where somebody edits it.

        Raises ValueError where rows are left after the last of the table's sheets.
        """
        self.last = after
        columns = self.table.columns
        marker = next((place for place, column in enumerate(columns) if column.name == "marker"), None)
        kinds = [
            (
                get_column_letter(place),
                column.type in NUMBERS,
                f' s="{text_style}"' if column.pattern else "",
                column.name == "value" and marker is not None,
            )
            for place, column in enumerate(columns, start=1)
        ]
        rows = islice(self.rows, self.room)
        while some := list(islice(rows, _ROWS_A_PIECE)):
            parts = []
            for row in some:
                self.last += 1
                parts.append(f'<row r="{self.last}">')
                for text, (letter, is_number, style, may_be_marker) in zip(row, kinds, strict=True):
                    if text and is_number:
                        parts.append(f'<c r="{letter}{self.last}"><v>{text}</v></c>')
                    elif text:
                        parts.append(f'<c r="{letter}{self.last}"{style} t="inlineStr">{_inline(text)}</c>')
                    elif may_be_marker and marker is not None and row[marker]:
                        shown = _inline(Marker(row[marker]).shorthand)
                        parts.append(f'<c r="{letter}{self.last}" t="inlineStr">{shown}</c>')
                parts.append("</row>")
            yield "".join(parts).encode()
        if self.number == self.of and next(self.rows, None) is not None:
            raise ValueError(f"{self.name}: there are more rows than its sheets hold")


@lru_cache(5000)
def _inline(text: str) -> str:
    """A text as it stands in a cell, without what XML cannot hold. Most stand in many cells."""
    held = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_LETTERS]
    space = "" if held == held.strip() else ' xml:space="preserve"'
    return f"<is><t{space}>{escape(held, {chr(13): '&#13;'})}</t></is>"
