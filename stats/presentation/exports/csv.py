"""CSV as it leaves the site: RFC 4180 in UTF-8 with a byte order mark, and no cell that a spreadsheet would
run as a formula.

Without the mark Excel reads UTF-8 as Windows-1252: "Ynys Môn" becomes "Ynys MÃ´n". pandas, DuckDB, R,
Frictionless and csvw leave it out of the first name (tests/functional/test_downloads.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import chain, islice
from typing import Protocol, runtime_checkable

from django.http import StreamingHttpResponse

from stats.catalogue.columns import Column

# What a spreadsheet may take for the start of a formula, as OWASP's page "CSV Injection" lists it: the
# full-width forms of = + - @ count too.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_RUNS_FIRST = frozenset(_RUNS)
MARK = "\ufeff"
# A byte that such a text may begin with becomes =, one after which a cell begins becomes a comma: lines of
# CSV with zeros between them then have `,=` wherever a cell may not be safe.
_BEGINNINGS = bytes.maketrans(b'\0"=+-@\t\r\n\xef', b",,========")
# A cell that has one of these is quoted in a line that PostgreSQL wrote.
_QUOTED = re.compile(r'[\s"(),\\]', re.ASCII)
# Rows sent at once: one at a time would cost a compressed block each.
_ROWS_A_PIECE = 500


@runtime_checkable
class WrittenRows(Protocol):
    """Rows that can be counted, and had as lines of CSV too, without their ends."""

    def __iter__(self) -> Iterator[Sequence[str]]: ...

    def count(self) -> int: ...

    def lines(self) -> Iterator[str]: ...


Rows = Iterable[Sequence[str]] | WrittenRows


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def safe(text: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would run it (OWASP, "CSV Injection").

    No number needs one: published figures are never negative.
    """
    return f"'{text}" if text.startswith(_RUNS) else text


def plain(value: Decimal) -> str:
    """A number for machines: no thousands separator, no trailing zeros, `.` before the decimals."""
    return format(value.normalize() + 0, "f")


def stream(columns: Iterable[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The heads and then the rows, some hundred lines at a time; rows are taken as they are needed."""
    return _texts(chain([[column.name for column in columns]], rows))


def _texts(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    guarded = map(_guarded, rows)
    while some := list(islice(guarded, _ROWS_A_PIECE)):
        piece = StringIO(newline="")
        csv.writer(piece, lineterminator="\r\n").writerows(some)
        yield piece.getvalue()


def _guarded(row: Sequence[str]) -> Sequence[str]:
    """The row with each cell `safe`. Hardly any has one that is not: to look first is a third of the time."""
    return row if _RUNS_FIRST.isdisjoint([cell[:1] for cell in row]) else [safe(cell) for cell in row]


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Each row as a line, its cells as they are."""
    return map(csv.writer(_Echo(), lineterminator="\r\n").writerow, rows)


def marked(columns: Iterable[Column], rows: Rows) -> Iterator[bytes]:
    """The whole file as bytes, a piece at a time. It can be closed, which ends the reading of the rows."""
    yield from (f"{MARK}{piece}".encode() for piece in stream(columns, ()))
    if isinstance(rows, WrittenRows):
        yield from _written(rows.lines())
    else:
        yield from (piece.encode() for piece in _texts(rows))


def _written(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines that are CSV already, in pieces, with every cell `safe`."""
    while some := list(islice(lines, _ROWS_A_PIECE)):
        piece = "\0".join(["", *some]).encode()
        if b",=" in piece.translate(_BEGINNINGS):
            piece = "\0".join(["", *map(_safe_line, some)]).encode()
        yield piece[1:].replace(b"\0", b"\r\n") + b"\r\n"


def _safe_line(line: str) -> str:
    [row] = csv.reader([line])
    guarded = _guarded(row)
    if guarded is row:
        return line
    doubled = ((cell, cell.replace('"', '""')) for cell in guarded)
    return ",".join(f'"{inside}"' if _QUOTED.search(cell) else cell for cell, inside in doubled)


def csv_file(columns: Iterable[Column], rows: Rows, *, name: str) -> StreamingHttpResponse:
    """The file as an answer that is sent while it is made, saved as `<name>.csv`."""
    return StreamingHttpResponse(
        marked(columns, rows),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
