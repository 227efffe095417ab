"""A report as it is printed: pages of tables and of prose, each figure with the cell that it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is printed; `key` is the id of the figure that it is, empty for any other text.

    `means` is what a reader may take from it: a plain number, `-`, or nothing where it must be left empty.
    `or_as_printed`: the text as it stands may be kept as well, where it is told.
    """

    text: str
    key: str = ""
    means: str = ""
    or_as_printed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its cells; a heading among rows has none."""

    label: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` stand above the cells; none in a list of labels and numbers. `own` is false for tables of
    another year or place. With `heads_last` title and heads are printed after the numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    own: bool = True
    heads_last: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    heading: str
    paragraphs: tuple[str, ...] = ()


Block = Table | Prose


@dataclass(frozen=True, slots=True)
class Expected:
    """What may be read for a figure, and the pages on which it is printed, counted from 1."""

    means: str
    printed: str
    or_as_printed: bool
    pages: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Report:
    area: str
    year: ReportingYear
    title: str
    pages: tuple[tuple[Block, ...], ...]

    @property
    def name(self) -> str:
        return f"{self.area}-{self.year}"

    def tables(self) -> Iterator[tuple[int, Table]]:
        for number, page in enumerate(self.pages, 1):
            for block in page:
                if isinstance(block, Table):
                    yield number, block

    @property
    def expected(self) -> dict[str, Expected]:
        """By cell id. A figure that is printed twice says the same in both places, or is lost in one."""
        found: dict[str, Expected] = {}
        for number, table in self.tables():
            for row in table.rows:
                for cell in row.cells:
                    if cell.key:
                        new = Expected(cell.means, cell.text, cell.or_as_printed)
                        old = found.get(cell.key)
                        if old is None or (cell.means and not old.means):
                            found[cell.key] = new
                        found[cell.key].pages.update({number}, old.pages if old else ())
        return found
