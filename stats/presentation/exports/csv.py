"""CSV as it leaves the site: RFC 4180 in UTF-8 with a byte order mark, and no cell that a spreadsheet would
run as a formula.

Without the mark Excel reads UTF-8 as Windows-1252: "Ynys Môn" becomes "Ynys MÃ´n". pandas, DuckDB, R,
Frictionless and csvw leave it out of the first name (tests/functional/test_downloads.py).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import chain, islice

from django.http import StreamingHttpResponse

from stats.catalogue.columns import Column

# What a spreadsheet may take for the start of a formula, as OWASP's page "CSV Injection" lists it: the
# full-width forms of = + - @ count too.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_RUNS_FIRST = frozenset(_RUNS)
MARK = "\ufeff"
# Rows sent at once: one at a time would cost a compressed block each.
_ROWS_A_PIECE = 500


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
    heads = [column.name for column in columns]
    guarded = map(_guarded, chain([heads], rows))
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


def marked(columns: Iterable[Column], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The whole file as bytes, a piece at a time."""
    return (piece.encode() for piece in chain([MARK], stream(columns, rows)))


def csv_file(columns: Iterable[Column], rows: Iterable[Sequence[str]], *, name: str) -> StreamingHttpResponse:
    """The file as an answer that is sent while it is made, saved as `<name>.csv`."""
    return StreamingHttpResponse(
        marked(columns, rows),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
