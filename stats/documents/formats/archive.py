"""A look through a zipped spreadsheet before it is trusted: damage, bombs, far-off cells, broken formulas.

The reader behind pandas makes room for the whole rectangle from A1 to the last cell, so a small file with
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

from stats.documents.limits import LARGEST_UNPACKED, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from stats.documents.problems import Problem, Where
from stats.documents.sheets import column_letters

MOST_BROKEN_TOLD = 20

# What Python's zip and XML readers raise on damaged bytes, found by feeding them such.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    xml.parsers.expat.ExpatError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

_PIECE = 1024 * 1024
_XLSX_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_XLSX_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']([^<>]*)>"""
    rb"""(<f\b[^<>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</)?"""
)


class _TooLargeError(Exception):
    """Raised with the problem that says so."""


class _Sheet:
    """The rectangle of the cells that hold something, and a problem for each without a readable value."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.rows = self.columns = 0
        self.problems: list[Problem] = []

    def add(self, *, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > MOST_ROWS or self.columns > MOST_COLUMNS or self.rows * self.columns > MOST_CELLS:
            found = f"a cell in column {column_letters(column)}, row {row:,}"
            expected = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
            raise _TooLargeError(self.where.problem("the sheet is too large", found=found, expected=expected))

    def add_broken(self, *, row: int, column: int) -> None:
        if len(self.problems) < MOST_BROKEN_TOLD:
            at = self.where.at(column=f"{column_letters(column)}{row}")
            words = "the cell holds a formula without a value, or an error such as #N/A"
            self.problems.append(at.problem(words))

    def read_xlsx(self, content: bytes) -> None:
        for match in _XLSX_CELL.finditer(content):
            letters, digits, attributes, without_value = match.groups()
            closed = not without_value and content.startswith(b"</", match.end())
            if attributes.endswith(b"/") or closed:
                continue  # formatted, and empty
            row, column = int(digits), _column_number(letters)
            self.add(row=row, column=column)
            if without_value or b't="e"' in attributes:
                self.add_broken(row=row, column=column)

    def read_ods(self, content: bytes) -> None:
        """Every sheet of the spreadsheet, one over the other."""
        row = column = row_repeat = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, row_repeat
            if tag == "table:table":
                row = row_repeat = 0
            elif tag == "table:table-row":
                row += row_repeat
                row_repeat = int(attributes.get("table:number-rows-repeated", "1"))
                column = 0
            elif tag in ("table:table-cell", "table:covered-table-cell"):
                repeat = int(attributes.get("table:number-columns-repeated", "1"))
                if "office:value-type" in attributes or "calcext:value-type" in attributes:
                    self.add(row=row + row_repeat, column=column + repeat)
                    if attributes.get("calcext:value-type") == "error":
                        self.add_broken(row=row + 1, column=column + 1)
                column += repeat

        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(content, True)


def problems_with_archive(data: bytes, *, where: Where, ending: str) -> tuple[Problem, ...]:
    """Why the spreadsheet should not be read; nothing where it is sound."""
    left = LARGEST_UNPACKED
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if part.flag_bits & 1:
                    return (_locked(where),)
                left -= part.file_size
                if left < 0:
                    allowed = f"at most {LARGEST_UNPACKED // 1024 // 1024} MB unpacked"
                    words = "the file unpacks to far more than a spreadsheet of figures holds"
                    return (where.problem(words, expected=allowed),)
                content = _unpacked(archive, part)
                sheet = _Sheet(where)
                if ending == ".xlsx" and _XLSX_SHEET.fullmatch(part.filename):
                    sheet.read_xlsx(content)
                elif ending == ".ods" and part.filename == "content.xml":
                    sheet.read_ods(content)
                elif part.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
                    return (_locked(where),)
                problems += sheet.problems
    except _TooLargeError as error:
        return error.args
    except DAMAGE:
        return (where.problem("the file is damaged and cannot be read"),)
    return tuple(problems)


def _locked(where: Where) -> Problem:
    return where.problem("the spreadsheet is locked with a password", expected="one saved without a password")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    # In pieces: to read a part as a whole, Python unpacks all of it first, whatever size it claims to have.
    with archive.open(part) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
