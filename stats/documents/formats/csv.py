"""CSV as people save it: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or strokes between cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from stats.documents.limits import MOST_COLUMNS, MOST_ROWS
from stats.documents.problems import Problem, Where
from stats.documents.sheets import Row, Sheet

LONGEST_CELL = 10_000

# The apostrophe with which exports keep a spreadsheet from running a text as a formula.
_GUARDED = re.compile("'[=+\\-@\t\r\n＝＋－＠]")


def read_csv(data: bytes, *, where: Where) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    text = decode(data, where=where)
    if isinstance(text, Problem):
        return (), (text,)
    rows: list[Row] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                problems.append(
                    where.problem("the file has too many rows", expected=f"at most {MOST_ROWS:,}")
                )
                break
            if len(cells) > MOST_COLUMNS:
                problems.append(
                    where.at(row=number).problem(
                        "the row has too many cells",
                        found=f"{len(cells):,} cells",
                        expected=f"at most {MOST_COLUMNS} columns",
                    )
                )
                break
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error("field larger than field limit")
            rows.append(Row(number, tuple(cell[1:] if _GUARDED.match(cell) else cell for cell in cells)))
    except csv.Error as error:
        problems.append(_broken(error, where=where, row=len(rows) + 1))
    return (Sheet(where, tuple(rows), even=True, whole=not problems),), tuple(problems)


def decode(data: bytes, *, where: Where) -> str | Problem:
    """The text: UTF-8, UTF-16, or Windows-1252 where it is neither: Excel's plain “CSV” is saved so."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:2000]:
        # Beside an ASCII letter stands a NUL, before it or after it.
        before = data[:2000:2].count(0) > data[1:2000:2].count(0)
        return data.decode("utf-16-be" if before else "utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        not_utf8 = error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        position = min(not_utf8.start, error.start)
        return where.at(row=data.count(b"\n", 0, position) + 1).problem(
            "the text is neither UTF-8 nor Windows-1252",
            found=data[position : position + 4].hex(" "),
            expected="a file saved as UTF-8",
        )


def _delimiter(text: str) -> str:
    """The sign that parts most of the first lines into equally many cells; a comma where none does."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:50]

    def alike(sign: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign) if len(cells) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(",;\t|", key=alike)


def _broken(error: csv.Error, *, where: Where, row: int) -> Problem:
    reasons = {
        "unexpected end of data": "a quotation mark is opened and never closed",
        "expected after": "there is text after a closing quotation mark",
        "field larger than": f"a cell is longer than {LONGEST_CELL:,} characters",
    }
    reason = next((words for sign, words in reasons.items() if sign in str(error)), str(error))
    return where.at(row=row).problem(f"{reason}, so this row and those below it cannot be read")
