"""A look through a zipped spreadsheet before it is trusted: damage, bombs, far-off cells, broken formulas.

The reader behind pandas makes room for the whole rectangle from A1 to the last cell, so a small file with
one cell in XFD1048576 would ask for gigabytes. The parts are unpacked here once, piece by piece and counted,
which also proves their checksums.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from stats.loading.problems import Problem, Where
from stats.loading.readers.sheets import MOST_COLUMNS, MOST_ROWS

# 50,000 rows of the tidy shape unpack to about 60 MB.
LARGEST_UNPACKED = 250 * 1024 * 1024
MOST_CELLS = 5_000_000
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


class _RefusedError(Exception):
    def __init__(self, message: str, *, found: str = "", expected: str = "") -> None:
        super().__init__(message)
        self.found, self.expected = found, expected

    def problem(self, where: Where) -> Problem:
        return where.problem(str(self), found=self.found, expected=self.expected)


class Extent:
    """The rectangle of the cells that hold something, and the cells that hold no readable value."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.broken: list[str] = []

    def add(self, *, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > MOST_ROWS or self.columns > MOST_COLUMNS or self.rows * self.columns > MOST_CELLS:
            raise _RefusedError(
                "the sheet is too large",
                found=f"a cell in column {column_letters(column)}, row {row:,}",
                expected=f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns",
            )

    def add_broken(self, *, row: int, column: int) -> None:
        if len(self.broken) < MOST_BROKEN_TOLD:
            self.broken.append(f"{column_letters(column)}{row}")


def problems_with_archive(data: bytes, *, where: Where, ending: str) -> tuple[Problem, ...]:
    """Why the spreadsheet should not be read; nothing where it is sound."""
    left = LARGEST_UNPACKED
    extents: list[Extent] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if part.flag_bits & 1:
                    raise _locked()
                if left - part.file_size < 0:
                    raise _too_much()
                extent = Extent()
                with archive.open(part) as file:
                    left -= _look_through(file, left=left, look=_looker(part.filename, ending, extent))
                extents.append(extent)
    except _RefusedError as refused:
        return (refused.problem(where),)
    except DAMAGE:
        return (where.problem("the file is damaged and cannot be read"),)
    return tuple(
        where.at(column=cell).problem("the cell holds a formula without a value, or an error such as #N/A")
        for extent in extents
        for cell in extent.broken
    )


def _locked() -> _RefusedError:
    return _RefusedError("the spreadsheet is locked with a password", expected="one saved without a password")


def _too_much() -> _RefusedError:
    return _RefusedError(
        "the file unpacks to far more than a spreadsheet of figures holds",
        expected=f"at most {LARGEST_UNPACKED // 1024 // 1024} MB unpacked",
    )


def _look_through(file: IO[bytes], *, left: int, look: Callable[[Iterator[bytes]], None] | None) -> int:
    """Unpack one part, show its pieces to `look`, and return its size."""
    size = 0

    def pieces() -> Iterator[bytes]:
        nonlocal size
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > left:
                raise _too_much()
            yield piece

    if look:
        look(stream := pieces())
    else:
        stream = pieces()
    for _ in stream:  # whatever was not looked at is unpacked all the same, for its size and checksum
        pass
    return size


def _looker(name: str, ending: str, extent: Extent) -> Callable[[Iterator[bytes]], None] | None:
    if ending == ".xlsx" and _XLSX_SHEET.fullmatch(name):
        return lambda pieces: _look_at_xlsx(pieces, extent)
    if ending == ".ods" and name == "content.xml":
        return lambda pieces: _look_at_ods(pieces, extent)
    if ending == ".ods" and name == "META-INF/manifest.xml":
        return _look_for_password
    return None


def _look_at_xlsx(pieces: Iterator[bytes], extent: Extent) -> None:
    rest = b""
    for piece in pieces:
        # Whole rows at a time, so that no cell is cut; what has no end of row for long is no honest sheet.
        whole, end, rest = (rest + piece).rpartition(b"row>")
        if not end and len(rest) > 4 * _PIECE:
            whole, rest = rest, b""
        _xlsx_cells(whole, extent)
    _xlsx_cells(rest, extent)


def _xlsx_cells(text: bytes, extent: Extent) -> None:
    for match in _XLSX_CELL.finditer(text):
        letters, digits, attributes, without_value = match.groups()
        if attributes.endswith(b"/"):
            continue  # formatted, and empty
        row, column = int(digits), _column_number(letters)
        extent.add(row=row, column=column)
        if without_value or b't="e"' in attributes:
            extent.add_broken(row=row, column=column)


def _look_at_ods(pieces: Iterator[bytes], extent: Extent) -> None:
    row = column = row_repeat = 0
    parser = xml.parsers.expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, row_repeat
        if tag == "table:table":
            row = 0
            row_repeat = 0
        elif tag == "table:table-row":
            row += row_repeat or 0
            row_repeat = int(attributes.get("table:number-rows-repeated", "1"))
            column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            repeat = int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes or "calcext:value-type" in attributes:
                extent.add(row=row + row_repeat, column=column + repeat)
                if attributes.get("calcext:value-type") == "error":
                    extent.add_broken(row=row + 1, column=column + 1)
            column += repeat

    parser.StartElementHandler = start
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _look_for_password(pieces: Iterator[bytes]) -> None:
    if any(b"encryption-data" in piece for piece in pieces):
        raise _locked()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """1 is A, 27 is AA, as spreadsheets name their columns."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters
