"""The marks of an Excel workbook's cells, as openpyxl finds them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string

from stats.documents.formats.marks import MarkedCell, Marks
from stats.documents.formats.words import raised, struck


def xlsx_marks(data: bytes) -> dict[str, Marks]:
    """By the name of the sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drawings and rules of validity that openpyxl cannot keep
        book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True, data_only=True)
    return {sheet.title: _marks(sheet) for sheet in book.worksheets}


def _marks(sheet: Any) -> Marks:
    looks: dict[int, tuple[bool, bool, str]] = {}  # by the number of the cell's style
    cells = [
        _marked(cell, looks)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.comment
    ]
    unseen = {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}
    return Marks(cells, unseen, set(_hidden_columns(sheet)))


def _marked(cell: Any, looks: dict[int, tuple[bool, bool, str]]) -> MarkedCell:
    if cell.style_id not in looks:
        looks[cell.style_id] = _look(cell)
    is_raised, is_struck, fill = looks[cell.style_id]
    plain = str(cell.value)
    text = "".join(_runs(cell.value)) if isinstance(cell.value, CellRichText) else plain
    if is_raised:
        text = raised(text)
    if is_struck:
        text = struck(text)
    return MarkedCell(
        cell.row,
        cell.column,
        text=text if text != plain else None,
        comment=cell.comment.text if cell.comment else "",
        fill=fill,
        is_number=cell.data_type == "n",
    )


def _look(cell: Any) -> tuple[bool, bool, str]:
    font, fill = cell.font, cell.fill
    colour = fill.fgColor if fill.fill_type == "solid" else None
    # A colour is named outright, by its place in the theme or by its place in a list.
    named = f"{colour.type} {colour.value} {colour.tint}" if colour is not None else ""
    return font.vertAlign == "superscript", bool(font.strike), named


def _runs(text: CellRichText) -> Iterator[str]:
    for run in text:
        if not isinstance(run, TextBlock):
            yield str(run)
            continue
        shown = raised(run.text) if run.font.vertAlign == "superscript" else run.text
        yield struck(shown) if run.font.strike else shown


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for letters, column in sheet.column_dimensions.items():
        if column.hidden or column.width == 0:
            first = column.min or column_index_from_string(letters)
            yield from range(first, (column.max or first) + 1)
