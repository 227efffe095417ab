"""The tables of a page as files: each is read from the page as it is sent, so the two cannot say different
things.

What stands small under a number, or raised beside it, gets a column of its own beside the number's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import chain, count

from django.utils.text import slugify
from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from stats.calculations.amounts import Qualifier
from stats.catalogue.columns import Column, ColumnType

# As pages print them: 1,234, 57.45, -12. Anything else that has digits is words.
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DIGITS = re.compile(r"\d+")
_PARTED = re.compile(r"\s*;(?:\s*;)*\s*")
_LONGEST_NAME = 100
_DASH = "–"
_NOTES = {"under-number", "second-hand"}
_OWN_LINE = {"br", "p", "li", "div"}


@dataclass(frozen=True, slots=True)
class PageTable:
    """`name` is made of the caption and names the table in addresses."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class _Place(Enum):
    """Where a text stands in a cell: seen, only heard, or small or raised beside the rest."""

    TEXT = auto()
    HEARD = auto()
    NOTE = auto()


@dataclass
class _Cell:
    """The words of a cell, and those that stand small or raised beside them."""

    text: str = ""
    note: str = ""

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.fullmatch(self.text))

    @property
    def number(self) -> str:
        """For machines; empty where words or a marker stand in its place."""
        return self.text.replace(",", "").replace("−", "-") if self.is_number else ""

    @property
    def beside_number(self) -> str:
        """What stands in a number's place, and beside it. A dash alone says nothing more than a blank."""
        text = "" if self.is_number or self.text == _DASH else self.text
        return "; ".join(filter(None, (text, self.note)))


@dataclass
class _Grid:
    heads: list[_Cell] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def table_name(caption: str, *, taken: Collection[str] = ()) -> str:
    """`dorset-registered-sexual-offenders-2003-to-2016`; numbered where a table above it on the page has that
    name. Empty without a caption."""
    name = slugify(caption)[:_LONGEST_NAME].strip("-")
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in names if one not in taken) if name else ""


def page_tables(page: str) -> Mapping[str, PageTable]:
    """The tables of a page, or of a part of one, by their names. One without a caption has no name."""
    found: dict[str, PageTable] = {}
    for element in html.fromstring(page).iter("table"):
        caption = (
            "" if (found_caption := element.find("caption")) is None else _Reader().cell(found_caption).text
        )
        if name := table_name(caption, taken=found):
            found[name] = _table(element, name=name, caption=caption)
    return found


def _table(element: HtmlElement, *, name: str, caption: str) -> PageTable:
    grid = _read(element)
    lines: list[list[str]] = [[] for _row in grid.rows]
    columns: list[Column] = []

    def add(title: str, texts: Sequence[str], *, is_number: bool = False) -> None:
        columns.append(_column(title, texts, taken=columns, is_number=is_number))
        for line, text in zip(lines, texts, strict=True):
            line.append(text)

    if any(grid.groups):
        add(_("Group"), grid.groups)
    for place, head in enumerate(grid.heads):
        cells = [row[place] if place < len(row) else _Cell() for row in grid.rows]
        is_number = place > 0 and _are_numbers(cells)
        title = head.text or _("Row")
        add(title, [cell.number if is_number else cell.text for cell in cells], is_number=is_number)
        notes = [cell.beside_number if is_number else cell.note for cell in cells]
        if any(notes):
            add(head.note or _("%(column)s: note") % {"column": title}, notes)
    return PageTable(name, caption, tuple(columns), tuple(map(tuple, lines)))


def _are_numbers(cells: Sequence[_Cell]) -> bool:
    """Whether some are numbers, and the others words or a marker in place of one, or a bound: but no year."""
    others = [cell.text for cell in cells if not cell.is_number]
    bounds = tuple(f"{one} " for one in Qualifier if one)
    return len(others) < len(cells) and all(
        text.startswith(bounds) or not _DIGITS.search(text) for text in others
    )


def _column(title: str, texts: Sequence[str], *, taken: Sequence[Column], is_number: bool) -> Column:
    """A second column of one name is numbered: no two of a table may have the same."""
    names = {column.name for column in taken}
    name = slugify(title).replace("-", "_") or "column"
    if name in names:
        number = next(number for number in count(2) if f"{name}_{number}" not in names)
        title, name = f"{title} ({number})", f"{name}_{number}"
    return Column(
        name,
        title,
        _("As on the page."),
        type=ColumnType.NUMBER if is_number else ColumnType.TEXT,
        blank="" if all(texts) else _("The page has no number or no words there."),
    )


def _read(table: HtmlElement) -> _Grid:
    grid, group = _Grid(), ""
    reader = _Reader(_footnotes(table))
    for row in table.iter("tr"):
        cells = [reader.cell(cell) for cell in row if cell.tag in ("th", "td")]
        kind = row.get("class", "")
        if _part(row) == "thead":
            grid.heads = cells
        elif kind == "group":
            group = cells[0].text
        elif kind == "parting":
            # Between two rows: it tells of the upper one from when something is counted another way.
            upper, told = grid.rows[-1][0], cells[0]
            upper.note = "; ".join(filter(None, (upper.note, told.text, told.note)))
        else:
            grid.rows.append(cells)
            grid.groups.append("" if _part(row) == "tfoot" else group)
    return grid


def _part(row: HtmlElement) -> str:
    """thead, tbody or tfoot."""
    above = row.getparent()
    return "" if above is None else str(above.tag)


def _footnotes(table: HtmlElement) -> list[str]:
    """What the raised numbers of the table stand for: the first list of footnotes below it."""
    lists = table.xpath("following::ol[contains(concat(' ', @class, ' '), ' footnotes ')][1]/li")
    return [" ".join(one.text_content().split()) for one in lists]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one table."""

    footnotes: Sequence[str] = ()

    def cell(self, element: HtmlElement) -> _Cell:
        """What is only heard is part of the text, but a number stands alone."""
        parts = list(self._parts(element, _Place.TEXT))

        def said(*places: _Place) -> str:
            text = "".join(text for place, text in parts if place in places)
            return _PARTED.sub("; ", " ".join(text.split())).strip("; ")

        cell = _Cell(said(_Place.TEXT))
        if cell.is_number:
            cell.note = "; ".join(filter(None, (said(_Place.HEARD), said(_Place.NOTE))))
        else:
            cell = _Cell(said(_Place.TEXT, _Place.HEARD), said(_Place.NOTE))
        return cell

    def _parts(self, element: HtmlElement, place: _Place) -> Iterator[tuple[_Place, str]]:
        if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
            return
        classes = set(element.get("class", "").split())
        if element.tag == "sup":
            numbers = map(int, _DIGITS.findall(element.text_content()))
            texts = (self.footnotes[number - 1] for number in numbers if number <= len(self.footnotes))
            yield _Place.NOTE, f"; {'; '.join(texts)}; "
            return
        if classes & _NOTES:
            yield _Place.NOTE, "; "
            place = _Place.NOTE
        elif "govuk-visually-hidden" in classes and place is _Place.TEXT:
            place = _Place.HEARD
        if element.tag in _OWN_LINE:
            yield place, " "
        if "kind" in classes:  # the tag of a source: several may stand side by side
            yield place, "; "
        yield place, element.text or ""
        for child in element:
            yield from self._parts(child, place)
            yield place, child.tail or ""
