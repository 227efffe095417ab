"""The tables of the site as they are read: components/table.html draws every one of them.

A cell that is more than plain text names its own template, in templates/stats/cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from stats.analysis.figures import SourceRef
from stats.catalogue.breaks import Break
from stats.presentation.components.cells import Link


@dataclass(frozen=True, slots=True)
class Column:
    """`classes` are those of its head, `cells` those of its cells where they differ.

    `short` is a head for narrow screens.
    """

    head: str
    classes: str = ""
    cells: str | None = None
    short: str = ""

    @property
    def cell_classes(self) -> str:
        return self.classes if self.cells is None else self.cells


def number_columns(heads: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(head, "number") for head in heads)


@dataclass(frozen=True, slots=True)
class Cell:
    """`classes` are added to those of the column. A `template` is given the cell as `cell`."""

    template: ClassVar[str] = ""

    text: str = ""
    classes: str = ""

    @property
    def is_plain(self) -> bool:
        """True where it is its text alone."""
        return not self.template

    @property
    def content(self) -> str:
        """What stands in the cell: text, or the safe HTML of its template."""
        if self.is_plain:
            return self.text
        return mark_safe(render_to_string(self.template, {"cell": self}).strip())  # noqa: S308 -- as a template


def number_cell(value: str) -> Cell:
    """A dash where there is none."""
    return Cell(value or "–")


@dataclass(frozen=True, slots=True)
class LinkCell(Cell):
    template: ClassVar[str] = "stats/cells/link.html"

    url: str = ""


@dataclass(frozen=True, slots=True)
class WordsCell(Cell):
    """Words in which every reporting year stays on one line; `under` stands small under them."""

    template: ClassVar[str] = "stats/cells/words.html"

    under: str = ""


@dataclass(frozen=True, slots=True)
class FigureCell(Cell):
    """A figure and all that can be said of it in its cell.

    `under` stands small under it, as a change does. `spoken` is what a sign in its place means ("not held"),
    for those who hear the page. `note_id` is the id of what the page says of it elsewhere, which `note` names
    ("explained below"). `differs` marks a total that its parts do not make.
    """

    template: ClassVar[str] = "stats/cells/figure.html"

    under: str = ""
    spoken: str = ""
    note_id: str = ""
    note: str = ""
    differs: bool = False
    second_hand: bool = False
    is_missing: bool = False

    @property
    def is_plain(self) -> bool:
        return not (
            self.under or self.spoken or self.note_id or self.differs or self.second_hand or self.is_missing
        )


@dataclass(frozen=True, slots=True)
class KindsCell(Cell):
    """The kinds of a row's sources, as components/kind.html draws them, and notes under them."""

    template: ClassVar[str] = "stats/cells/kinds.html"

    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceCell(Cell):
    """What a row is about: the area and year, with a link to their page, and `text` on a line of its own."""

    template: ClassVar[str] = "stats/cells/place.html"

    place: Link | None = None


def kinds_cell(sources: Iterable[SourceRef]) -> KindsCell:
    """The kinds of the sources, each once."""
    return KindsCell(kinds=tuple(dict.fromkeys(source.kind for source in sources)))


@dataclass(frozen=True, slots=True)
class TableRow:
    """`heading` stands above it, over the rows that it begins; `partings` between it and the row below."""

    head: Cell
    cells: tuple[Cell, ...]
    id: str = ""
    heading: str = ""
    is_sum: bool = False
    partings: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The first column is that of the heads of the rows.

    On narrow screens a table of class `turns` becomes a list for each row. Browsers then forget that it is a
    table, so with `has_roles` every element says what it is, and every cell its column's head again.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    shows_caption: bool = False
    id: str = ""
    classes: str = "turns"
    has_roles: bool = True

    @property
    def lines(self) -> Iterator[tuple[TableRow, list[tuple[str, str]]]]:
        """The rows; with each the attributes and the content of its cells."""
        usual = [self._attributes(column, classes=column.cell_classes) for column in self.columns]
        for row in self.rows:
            cells = [
                (
                    self._attributes(column, classes=f"{column.cell_classes} {cell.classes}".strip())
                    if cell.classes
                    else attributes,
                    cell.content,
                )
                for column, attributes, cell in zip(self.columns[1:], usual[1:], row.cells, strict=True)
            ]
            yield row, cells

    def _attributes(self, column: Column, *, classes: str) -> str:
        given = {"class": classes} if classes else {}
        if self.has_roles:
            given = {"role": "cell", **given, "data-head": column.short or column.head}
        return format_html_join("", ' {}="{}"', given.items())
