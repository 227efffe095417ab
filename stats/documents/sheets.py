"""What readers hand on: sheets of text cells, each row with the number that a spreadsheet shows for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stats.documents.problems import Problem, Where


class DateCell(str):
    """The text of a cell that holds a date. Excel makes one of `2014-12` or `3-4` as it is typed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`even`: each row must be as long as the first, as in CSV. `whole` is false where reading had
    to stop before the end. `problems` are the sheet's own: they matter where its cells are used."""

    where: Where
    rows: Sequence[Row]
    even: bool
    whole: bool = True
    is_hidden: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    name: str
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()


def column_letters(number: int) -> str:
    """1 is A, 27 is AA, as spreadsheets name their columns."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters
