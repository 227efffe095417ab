"""A look through a zipped document before it is trusted: damage, bombs, far-off cells, broken formulas.

The reader of spreadsheets makes room for the whole rectangle from A1 to the last cell, so a small file with
one cell in XFD1048576 would ask for gigabytes. Every part is unpacked here once, which also proves its
checksum; Python unpacks no more of a part than the size that the archive gives for it.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import xml.parsers.expat
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from stats.documents.limits import LARGEST_UNPACKED, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from stats.documents.problems import Problem, Where
from stats.documents.sheets import column_letters

# What Python's zip and XML readers raise on damaged bytes, found by feeding them such.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    xml.parsers.expat.ExpatError,
    ET.ParseError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

_PIECE = 1024 * 1024
# Sheets lie in xl/worksheets by custom, and anywhere by the standard. A list of calculations names cells too,
# without contents.
_XLSX_SHEET = re.compile(r"xl/.+\.xml")
_XLSX_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']([^<>]*)>"""
    rb"""(<f\b[^<>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</)?(</)?"""
)
_MOST_REPEATED = 1_048_576  # rows of a sheet; a sheet has fewer columns
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class _TooLargeError(Exception):
    """Raised with the problem that says so."""


@dataclass
class Look:
    """`problems` are those for which the file is not read at all; `broken` names, by the sheet, the cells
    without a value that can be read."""

    problems: tuple[Problem, ...] = ()
    broken: dict[str, list[str]] = field(default_factory=dict)


def look_through(data: bytes, *, where: Where, ending: str) -> Look:
    found = Look()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found.problems = _look(archive, found.broken, where=where, ending=ending)
    except _TooLargeError as error:
        found.problems = error.args
    except DAMAGE:
        found.problems = (where.problem("the file is damaged and cannot be read"),)
    return found


def _look(
    archive: zipfile.ZipFile, broken: dict[str, list[str]], *, where: Where, ending: str
) -> tuple[Problem, ...]:
    left = LARGEST_UNPACKED
    in_parts: dict[str, list[str]] = {}
    for part in archive.infolist():
        if part.flag_bits & 1:
            return (_locked(where),)
        left -= part.file_size
        if left < 0:
            allowed = f"at most {LARGEST_UNPACKED // 1024 // 1024} MB unpacked"
            words = "the file unpacks to far more than figures and their report take"
            return (where.problem(words, expected=allowed),)
        content = _unpacked(archive, part)
        if ending == ".xlsx" and _XLSX_SHEET.fullmatch(part.filename):
            in_parts[part.filename] = _look_at_xlsx(content, where=where)
        elif ending == ".ods" and part.filename == "content.xml":
            _look_at_ods(content, broken, where=where)
        elif part.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
            return (_locked(where),)
        elif b"<!ENTITY" in content and part.filename.endswith((".xml", ".rels")):
            return (where.problem("the file defines entities, which no office program writes"),)
    if any(in_parts.values()):
        broken.update({name: in_parts.get(part, []) for part, name in _xlsx_sheets(archive).items()})
    return ()


class _Sheet:
    """The rectangle of the cells that hold something."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.rows = self.columns = 0

    def add(self, *, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if is_too_large(self.rows, self.columns):
            raise _TooLargeError(too_large(self.where, rows=self.rows, columns=self.columns))


def is_too_large(rows: int, columns: int) -> bool:
    return rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS


def too_large(where: Where, *, rows: int, columns: int) -> Problem:
    found = f"a cell in column {column_letters(columns)}, row {rows:,}"
    expected = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
    return where.problem("the sheet is too large", found=found, expected=expected)


def _look_at_xlsx(content: bytes, *, where: Where) -> list[str]:
    sheet = _Sheet(where)
    broken = []
    for match in _XLSX_CELL.finditer(content):
        letters, digits, attributes, without_value, empty = match.groups()
        if attributes.endswith(b"/") or empty:
            continue  # formatted, and empty
        sheet.add(row=int(digits), column=_column_number(letters.upper()))
        if without_value or b't="e"' in attributes:
            broken.append((letters.upper() + digits).decode())
    return broken


def _look_at_ods(content: bytes, broken: dict[str, list[str]], *, where: Where) -> None:
    row = column = row_repeat = 0
    sheet, name = _Sheet(where), ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, row_repeat, sheet, name
        if tag == "table:table":
            sheet, name = _Sheet(where), attributes.get("table:name", "")
            row = row_repeat = 0
        elif tag == "table:table-row":
            row += row_repeat
            row_repeat = repeated(attributes.get("table:number-rows-repeated", "1"))
            column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            repeat = repeated(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes or "calcext:value-type" in attributes:
                sheet.add(row=row + row_repeat, column=column + repeat)
                if attributes.get("calcext:value-type") == "error":
                    cells = broken.setdefault(name, [])
                    cells.append(f"{column_letters(column + 1)}{row + 1}")
            column += repeat

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)


def repeated(text: str) -> int:
    """How often a row or cell of an OpenDocument sheet stands. Raises ValueError where it cannot be."""
    number = int(text)
    if not 1 <= number <= _MOST_REPEATED:
        raise ValueError(f"repeated {number} times")
    return number


def _xlsx_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each part of a workbook holds."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - in bounds
    parts = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    names = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet") and (part := parts.get(sheet.get(_RELATION))):
            names[part.removeprefix("/") if part.startswith("/") else f"xl/{part}"] = sheet.get("name", "")
    return names


def _locked(where: Where) -> Problem:
    return where.problem("the file is locked with a password", expected="one saved without a password")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    # In pieces: to read a part as a whole, Python unpacks all of it first, whatever size it claims to have.
    with archive.open(part) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
