"""Tables of areas in the files that people have: every format and every common flavour of CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import pytest

from stats.documents import Upload, read
from stats.reading.area_names import find_area
from stats.reading.area_tables.figures import figures_of
from stats.reading.area_tables.mappings import proposed
from stats.reading.area_tables.read import read_area_tables
from tests.loading.files import ods, xlsx
from tests.reading.area_makers import Made
from tests.reading.area_workbooks import made
from tests.reading.shipped_areas import AREAS
from tests.reading.test_area_tables import wrong

pytestmark = pytest.mark.processes
Grid = list[list[str]]


def texts(book: Made) -> Grid:
    (rows,) = book.sheets.values()
    return [[str(cell) for cell in row] for row in rows]


def csv_of(rows: Grid, *, sign: str, quote: bool = False) -> str:
    def cell(text: str) -> str:
        return f'"{text}"' if quote or sign in text else text

    return "\r\n".join(sign.join(map(cell, row)) for row in rows) + "\r\n"


def html_of(rows: Grid) -> str:
    """A page with a sentence, and a table of which the title and the heads are cells over several columns."""
    width = max(map(len, rows))

    def is_data(row: list[str]) -> bool:
        return bool(row) and bool(find_area(row[0], areas=AREAS))

    def line(row: list[str]) -> str:
        cells = []
        texts = [*row, *[""] * (width - len(row))]
        while texts:
            text = texts.pop(0)
            over = 1
            while not is_data(row) and text and texts and not texts[0]:
                texts.pop(0)
                over += 1
            cells.append(f'<td colspan="{over}">{escape(text)}</td>')
        return f"<tr>{''.join(cells)}</tr>"

    lines = "".join(map(line, rows))
    return f"<!DOCTYPE html><html><body><p>Made for tests.</p><table>{lines}</table></body></html>"


FILES: Mapping[str, tuple[str, Callable[[Made], bytes]]] = {
    "comma": ("a.csv", lambda book: csv_of(texts(book), sign=",").encode()),
    "comma with a mark": (
        "a.csv",
        lambda book: csv_of(texts(book), sign=",", quote=True).encode("utf-8-sig"),
    ),
    "semicolon": ("a.csv", lambda book: csv_of(texts(book), sign=";").encode()),
    "tab": ("a.tsv", lambda book: csv_of(texts(book), sign="\t").encode()),
    "UTF-16": ("a.csv", lambda book: csv_of(texts(book), sign="\t").encode("utf-16")),
    "Windows-1252": ("a.csv", lambda book: csv_of(texts(book), sign=";").encode("cp1252")),
    "XLSX": ("a.xlsx", lambda book: xlsx(book.sheets)),
    "HTML": ("a.html", lambda book: html_of(texts(book)).encode()),
    "ODS": ("a.ods", lambda book: ods(book.sheets)),
}
NAMES = ("three_rows_of_heads", "several_tables_on_a_sheet")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("flavour", FILES)
def test_every_flavour_of_file_is_read_with_no_wrong_cell(flavour: str, name: str) -> None:
    book = made(name, naming="force" if name == NAMES[0] else "own")
    file, content = FILES[flavour]
    found = read(Upload(file, content=content(book)))
    assert found.problems == ()
    tables = read_area_tables(found.sheets, areas=AREAS)
    reading = figures_of(tables, proposed(tables))
    assert [str(problem) for problem in reading.problems] == []
    assert wrong(book, reading) == []
    assert reading.cells == len(book.figures)
