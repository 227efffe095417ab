"""The marks of an OpenDocument spreadsheet's cells: its styles, rows and cells as the XML has them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from stats.documents.formats.archive import repeated
from stats.documents.formats.marks import MarkedCell, Marks
from stats.documents.formats.words import raised, struck
from stats.documents.limits import MOST_COLUMNS, MOST_ROWS

_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"
    for name, long in (
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("fo", "xsl-fo-compatible"),
    )
}


def _q(name: str) -> str:
    """`table:name` as lxml writes it."""
    space, local = name.split(":")
    return f"{{{_SPACES[space]}}}{local}"


class _Styles:
    """What is set by each named style, by itself or by the one that it builds on."""

    def __init__(self, *roots: Any) -> None:
        self.styles: dict[str, Any] = {
            style.get(_q("style:name")): style for root in roots for style in root.iter(_q("style:style"))
        }

    def get(self, name: str | None, properties: str, setting: str) -> str:
        passed: set[str] = set()
        while name in self.styles and name not in passed:
            passed.add(name)
            style = self.styles[name]
            found = style.find(_q(f"style:{properties}-properties"))
            if found is not None and (text := found.get(_q(setting))):
                return str(text)
            name = style.get(_q("style:parent-style-name"))
        return ""

    def is_raised(self, name: str | None) -> bool:
        position = self.get(name, "text", "style:text-position").split()
        return bool(position) and (position[0] == "super" or not position[0].startswith(("sub", "-", "0")))

    def is_struck(self, name: str | None) -> bool:
        settings = ("style:text-line-through-style", "style:text-line-through-type")
        return any(self.get(name, "text", setting) not in {"", "none"} for setting in settings)

    def fill(self, name: str | None) -> str:
        return self.get(name, "table-cell", "fo:background-color").replace("transparent", "")


def ods_marks(data: bytes) -> dict[str, Marks]:
    """By the name of the sheet."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in ("content.xml", "styles.xml") if name in archive.namelist()]
        roots = [etree.fromstring(archive.read(name), parser) for name in names]
    styles = _Styles(*roots)
    tables = roots[0].iter(_q("table:table"))
    return {table.get(_q("table:name"), ""): _marks(table, styles) for table in tables}


def _marks(table: Any, styles: _Styles) -> Marks:
    marks = Marks()
    usual: dict[int, str] = {}  # the style of a column's cells that have none of their own
    for first, last, column in _places(table, "table:table-column", MOST_COLUMNS):
        usual.update(dict.fromkeys(range(first, last), column.get(_q("table:default-cell-style-name"), "")))
        if column.get(_q("table:visibility")) in {"collapse", "filter"}:
            marks.hidden_columns.update(range(first, last))
    for first, last, row in _places(table, "table:table-row", MOST_ROWS):
        if row.get(_q("table:visibility")) in {"collapse", "filter"}:
            marks.hidden_rows.update(range(first, last))
        for cell in _row_cells(row, usual, styles):
            # Of rows that are alike the first is looked at.
            marks.cells.append(MarkedCell(first, *cell))
    return marks


def _places(table: Any, tag: str, most: int) -> Iterator[tuple[int, int, Any]]:
    """Each row or column with its first place and the one after its last."""
    attribute = _q("table:number-rows-repeated" if tag.endswith("row") else "table:number-columns-repeated")
    place = 1
    for element in table.iter(_q(tag)):
        end = place + repeated(element.get(attribute, "1"))
        yield place, min(end, most + 1), element
        place = end


def _row_cells(row: Any, usual: Mapping[int, str], styles: _Styles) -> Iterator[tuple[Any, ...]]:
    column = 1
    for cell in row.iterchildren(_q("table:table-cell"), _q("table:covered-table-cell")):
        repeat = repeated(cell.get(_q("table:number-columns-repeated"), "1"))
        kind = cell.get(_q("office:value-type"))
        comment = cell.find(_q("office:annotation"))
        if kind or comment is not None:
            name = cell.get(_q("table:style-name")) or usual.get(column)
            note = (
                "" if comment is None else " ".join("".join(p.itertext()) for p in comment.iter(_q("text:p")))
            )
            text = _text(cell, name, styles)
            for place in range(column, column + min(repeat, MOST_COLUMNS)):
                yield place, text, note, styles.fill(name), kind in {"float", "percentage", "currency"}
        column += repeat


def _text(cell: Any, style: str | None, styles: _Styles) -> str | None:
    """The text where letters in it are raised or struck, None where it is as plain as it looks."""
    plain = "\n".join("".join(p.itertext()) for p in cell.iterchildren(_q("text:p")))
    text = "\n".join("".join(_pieces(p, styles)) for p in cell.iterchildren(_q("text:p")))
    if styles.is_raised(style):
        text = raised(text)
    if styles.is_struck(style):
        text = struck(text)
    return text if text != plain else None


def _pieces(element: Any, styles: _Styles) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        text = "".join(_pieces(child, styles))
        name = child.get(_q("text:style-name")) if child.tag == _q("text:span") else None
        if styles.is_raised(name):
            text = raised(text)
        yield struck(text) if styles.is_struck(name) else text
        yield child.tail or ""
