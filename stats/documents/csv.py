"""CSV as people save it: UTF-8 with or without a byte order mark, or Windows-1252; commas between cells."""

from __future__ import annotations

import csv
import io
import re

from stats.documents.problems import Problem, Where
from stats.documents.sheets import MOST_ROWS, Row, Sheet

LONGEST_CELL = 10_000

# The apostrophe with which exports keep a spreadsheet from running a text as a formula.
_GUARDED = re.compile("'[=+\\-@\t\r\n＝＋－＠]")


def read_csv(data: bytes, *, where: Where) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    text = decode(data, where=where)
    if isinstance(text, Problem):
        return (), (text,)
    if problem := _wrong_delimiter(text, where=where):
        return (), (problem,)
    rows: list[Row] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                problems.append(
                    where.problem("the file has too many rows", expected=f"at most {MOST_ROWS:,}")
                )
                break
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error("field larger than field limit")
            rows.append(Row(number, tuple(cell[1:] if _GUARDED.match(cell) else cell for cell in cells)))
    except csv.Error as error:
        problems.append(_broken(error, where=where, row=len(rows) + 1))
    return (Sheet(where, rows, even=True, whole=not problems),), tuple(problems)


def decode(data: bytes, *, where: Where) -> str | Problem:
    """The text. Windows-1252 is tried where the bytes are not UTF-8: Excel's plain “CSV” is saved so."""
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
            expected="CSV saved as UTF-8",
        )


def _wrong_delimiter(text: str, *, where: Where) -> Problem | None:
    first = next((line for line in text.splitlines() if line.strip()), "")
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")):
        if sign in first and "," not in first:
            return where.problem(f"the cells are separated by {name}", expected="commas between the cells")
    return None


def _broken(error: csv.Error, *, where: Where, row: int) -> Problem:
    reasons = {
        "unexpected end of data": "a quotation mark is opened and never closed",
        "expected after": "there is text after a closing quotation mark",
        "field larger than": f"a cell is longer than {LONGEST_CELL:,} characters",
    }
    reason = next((words for sign, words in reasons.items() if sign in str(error)), str(error))
    return where.at(row=row).problem(f"{reason}, so this row and those below it cannot be read")
