"""Text as documents hold it, made into letters that can be compared; raised and struck text kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from stats.documents.pages import PageRow

_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
# Soft hyphens, zero-width spaces and joiners, marks of direction and of byte order.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LETTERS = ("<compat>", "<noBreak>", "<font>", "<wide>")


class _Plain(dict[int, str]):
    """A ligature as its letters, a space of any width as a space. Anything that stands for a digit stays as
    it is, such as ² or ①: it is a note's mark, which must not join the number before it."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = letter
        if unicodedata.decomposition(letter).startswith(_LETTERS):
            changed = unicodedata.normalize("NFKC", letter)
            if changed.isalpha() or changed.isspace():
                plain = changed
        elif unicodedata.category(letter) == "Cc":
            plain = " "
        self[code] = plain
        return plain


_PLAIN = _Plain()


def cleaned(text: str) -> str:
    """One line of text, with one space between words."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text).translate(_PLAIN)).split())


def raised(text: str) -> str:
    """Superscript as characters of its own: 62 with a raised 1 is 62¹, never 621. Letters stay letters."""
    return text.translate(_RAISED)


def struck(text: str) -> str:
    """Struck-through text, marked as Markdown does, so that it is neither read as a number nor lost."""
    return f"~~{text}~~" if text.strip() else text


def tidy(rows: Iterable[PageRow]) -> tuple[PageRow, ...]:
    """The rows with cleaned cells; blank rows only between others, one at a time."""
    found: list[PageRow] = []
    for row in rows:
        cells = tuple(map(cleaned, row.cells))
        if any(cells):
            found.append(PageRow(row.page, cells))
        elif found and found[-1].cells:
            found.append(PageRow(row.page, ()))
    if found and not found[-1].cells:
        found.pop()
    return tuple(found)


def one_a_line(rows: Iterable[PageRow]) -> tuple[PageRow, ...]:
    """Each cell as a row of its own. A blank cell is none; a blank row is still a gap."""
    cells = ((row.page, cell) for row in rows for cell in row.cells or ("",) if cell or not row.cells)
    return tidy(PageRow(page, (cell,)) for page, cell in cells)
