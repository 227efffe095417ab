"""What the look of a spreadsheet's cells says, beside their text: note marks, struck text, colours, comments,
rows and columns that are hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stats.documents.problems import Problem, Severity, Where
from stats.documents.sheets import column_letters

MOST_TOLD = 20  # of each kind in a sheet


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell that holds something. Rows and columns count from 1. `text` is given where raised or struck
    letters make it another than the plain one; `fill` is a colour, blank where there is none."""

    row: int
    column: int
    text: str | None = None
    comment: str = ""
    fill: str = ""
    is_number: bool = False

    @property
    def name(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


@dataclass(slots=True)
class Marks:
    """Of one sheet. `hidden_rows` and `hidden_columns` may be blank ones as well."""

    cells: list[MarkedCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def texts(self) -> Mapping[tuple[int, int], str]:
        return {(cell.row, cell.column): cell.text for cell in self.cells if cell.text is not None}

    def problems(self, where: Where) -> Iterator[Problem]:
        """A hidden row or column is an error: nobody who looks at the sheet has seen its figures."""
        yield from self._hidden(where)
        for cell in self._first(cell for cell in self.cells if "~~" in (cell.text or "")):
            yield where.at(column=cell.name).problem(
                "text in the cell is struck through",
                found=cell.text or "",
                expected="it deleted, or not struck",
                severity=Severity.WARNING,
            )
        for cell in self._first(cell for cell in self.cells if cell.text and "~~" not in cell.text):
            yield where.at(column=cell.name).problem(
                "the cell has a raised note mark, which is no part of its number",
                found=cell.text or "",
                severity=Severity.WARNING,
            )
        for cell in self._first(cell for cell in self.cells if cell.comment):
            yield where.at(column=cell.name).problem(
                "the cell has a comment", found=" ".join(cell.comment.split()), severity=Severity.WARNING
            )
        yield from self._colours(where)

    def _hidden(self, where: Where) -> Iterator[Problem]:
        rows = sorted({cell.row for cell in self.cells} & self.hidden_rows)
        columns = sorted({cell.column for cell in self.cells} & self.hidden_columns)
        for what, places in (("row", list(map(str, rows))), ("column", list(map(column_letters, columns)))):
            if places:
                yield where.problem(
                    f"{_named(what, places)} hidden", expected="nothing hidden: unhide or delete what is"
                )

    def _colours(self, where: Where) -> Iterator[Problem]:
        """Numbers with another colour than most of their row and most of their column: a legend may say why.

        Bands of colour and a shaded total row or column say nothing.
        """
        numbers = [cell for cell in self.cells if cell.is_number]
        in_row = _usual((cell.row, cell.fill) for cell in self.cells)
        in_column = _usual((cell.column, cell.fill) for cell in numbers)
        odd = [c for c in numbers if c.fill not in {in_row[c.row], in_column[c.column]}]
        if odd:
            names = ", ".join(cell.name for cell in odd[:MOST_TOLD])
            yield where.problem(
                f"{_numbered(len(odd))} another colour than those around: a colour's meaning is not read",
                found=names,
                severity=Severity.WARNING,
            )

    @staticmethod
    def _first(cells: Iterable[MarkedCell]) -> Sequence[MarkedCell]:
        return [cell for _, cell in zip(range(MOST_TOLD), cells, strict=False)]


def _named(what: str, places: Sequence[str]) -> str:
    if len(places) == 1:
        return f"{what} {places[0]} is"
    told = [*places[:MOST_TOLD], f"{len(places) - MOST_TOLD} more"] if len(places) > MOST_TOLD + 1 else places
    return f"{what}s {', '.join(told[:-1])} and {told[-1]} are"


def _numbered(count: int) -> str:
    return "1 cell with a number has" if count == 1 else f"{count:,} cells with numbers have"


def _usual(fills: Iterable[tuple[int, str]]) -> Mapping[int, str | None]:
    """The colour that more cells of each row or column have than any other; None where none has."""
    counts: dict[int, Counter[str]] = {}
    for place, fill in fills:
        counts.setdefault(place, Counter())[fill] += 1
    usual: dict[int, str | None] = {}
    for place, count in counts.items():
        (first, most), *others = count.most_common(2)
        usual[place] = None if others and others[0][1] == most else first
    return usual
