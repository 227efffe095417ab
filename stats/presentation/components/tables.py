"""The tables of the site as they are read: components/table.html draws every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from stats.analysis.figures import SourceRef
from stats.analysis.values import Value
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.presentation.components.kinds import kind_tag
from stats.presentation.text import words
from stats.presentation.text.findings import value_text

_BROAD = 7  # columns


@dataclass(frozen=True, slots=True)
class Column:
    """`classes` are those of its head, `cells` those of its cells where they differ.

    `short` is a head for narrow screens. In a table that readers sort, `under` stands small under the head;
    it sorts by the name `under_sort` where that is given, and `under_note` leads to a note on it.
    """

    head: str
    classes: str = ""
    cells: str | None = None
    short: str = ""
    under: str = ""
    under_sort: str = ""
    under_note: str = ""

    @property
    def cell_classes(self) -> str:
        return self.classes if self.cells is None else self.cells


def headed(label: str, *, long: str = "", short: str = "", cells: str | None = None) -> Column:
    """A column whose head is seen `long`, and `short` where there is little room; its label is heard."""
    if not {long, short} - {"", label}:
        return Column(label, cells=cells)
    seen = long or label
    first = format_html('<span class="head-long">{}</span>', label)
    if seen != label:
        heard = format_html('<span class="govuk-visually-hidden">{}</span>', label)
        first = format_html('{}<span class="head-long" aria-hidden="true">{}</span>', heard, seen)
    head = format_html('{}<span class="head-short" aria-hidden="true">{}</span>', first, short or seen)
    return Column(head, cells=cells, short=short or seen)


def number_columns(heads: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(head, "number") for head in heads)


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` may be safe HTML, `interval` stands small under it, `classes` are added to the column's."""

    text: str = ""
    classes: str = ""
    interval: str = ""

    @property
    def content(self) -> str:
        """What stands in the cell."""
        return self.text


@dataclass(frozen=True, slots=True)
class FigureCell(Cell):
    """A figure and all that can be said of it in its cell.

    `under` stands small under it, as a change does. `spoken` is what a sign in its place means ("not held"),
    for those who hear the page. `note_id` is the id of what the page says of it elsewhere, which `note` names
    ("explained below"). `differs` marks a total that its parts do not make.
    """

    under: str = ""
    spoken: str = ""
    note_id: str = ""
    note: str = ""
    differs: bool = False
    second_hand: bool = False
    is_missing: bool = False

    @property
    def content(self) -> str:
        """The text alone where there is no more to draw: most figures are, and a template costs time."""
        more = self.under or self.spoken or self.note_id or self.differs or self.second_hand
        return drawn("figure", cell=self) if more or self.is_missing else self.text


def drawn(name: str, **context: object) -> SafeString:
    """What takes more than text, as templates/stats/cells draws it."""
    return mark_safe(render_to_string(f"stats/cells/{name}.html", context).strip())  # noqa: S308 -- as a template


def link(text: str, *, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text)


def number_cell(value: str, *, interval: str = "") -> Cell:
    """A dash where there is none."""
    return Cell(value or "–", interval=interval)


def words_cell(text: str, *, under: str = "") -> Cell:
    """Words in which every reporting year stays on one line; `under` stands small under them."""
    told = words.whole_years(text)
    if under:
        told += format_html('<span class="under-number">{}</span>', words.whole_years(under))
    return Cell(told)


def sources_cell(sources: Iterable[SourceRef], *, notes: Iterable[str] = ()) -> Cell:
    """A tag for each of a row's sources, the most trusted first, that leads to its page; notes under them."""
    kinds = list(catalogue().source_kinds)
    found = sorted(dict.fromkeys(sources), key=lambda source: kinds.index(source.kind))
    tags = format_html_join("\n ", "{}", ((kind_tag(source.kind, source=source),) for source in found))
    told = ((words.whole_years(note),) for note in notes)
    under = format_html_join("", '<span class="under-number">{}</span>', told)
    return Cell(format_html("{}\n \n{}", tags, under) if under else tags)


def place_cell(place: str, *, text: str) -> Cell:
    """What a row is about: a link to an area and year unless left empty, and `text` on a line of its own."""
    return Cell(format_html("{}<br>{}" if place else "{}{}", place, words.whole_years(text)))


def value_cell(indicator: Indicator, value: Value, *, under: str = "") -> FigureCell:
    """The value with `under` small under it; where it cannot be compared, why."""
    text = value_text(indicator, value)
    if value.why_not is None:
        return FigureCell(text, under=under)
    return FigureCell(text, under=words.why_not(value.why_not))


@dataclass(frozen=True, slots=True)
class TableRow:
    """`heading` stands above it, over the rows that it begins. `parting` stands between it and the row below:
    what parts the numbers of some columns, empty for most rows."""

    head: Cell
    cells: tuple[Cell, ...]
    id: str = ""
    heading: str = ""
    is_sum: bool = False
    parting: tuple[str, ...] = ()


Line = tuple[TableRow, SafeString]
"""A row with its cells drawn: a page has hundreds, so they are no template."""


@dataclass(frozen=True, slots=True)
class Table:
    """The first column is that of the heads of the rows.

    On narrow screens a table of class `turns` becomes a list for each row. Browsers then forget that it is a
    table, so with `has_roles` every element says what it is, and every cell its column's head again. One that
    `only_describes` what is elsewhere, such as a list of files, is called a list where it leads to its own.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    shows_caption: bool = False
    id: str = ""
    classes: str = "turns"
    has_roles: bool = True
    only_describes: bool = False

    @property
    def all_classes(self) -> str:
        """With that of tables too wide for a tablet, which turn there already."""
        is_broad = "turns" in self.classes.split() and len(self.columns) >= _BROAD
        return f"{self.classes} turns--broad" if is_broad else self.classes

    @property
    def groups(self) -> Iterator[tuple[str, list[Line]]]:
        """The rows below each heading, which is of these rows alone; those above the first have none."""
        heading, group = "", list[Line]()
        for row, cells in self.lines:
            if row.heading and group:
                yield heading, group
                group = []
            heading = row.heading or heading
            group.append((row, cells))
        yield heading, group

    @property
    def lines(self) -> Iterator[Line]:
        usual = [self._attributes(column, classes=column.cell_classes) for column in self.columns]

        def cell(column: Column, attributes: str, of: Cell) -> tuple[str, str, str]:
            if of.classes:
                attributes = self._attributes(column, classes=f"{column.cell_classes} {of.classes}".strip())
            under = format_html('<span class="under-number">{}</span>', of.interval) if of.interval else ""
            return attributes, of.content, under

        for row in self.rows:
            cells = (cell(*each) for each in zip(self.columns[1:], usual[1:], row.cells, strict=True))
            yield row, format_html_join("\n", "<td{}>{}{}</td>", cells)

    def _attributes(self, column: Column, *, classes: str) -> str:
        given = {"class": classes} if classes else {}
        if self.has_roles:
            given = {"role": "cell", **given, "data-head": column.short or column.head}
        return format_html_join("", ' {}="{}"', given.items())
