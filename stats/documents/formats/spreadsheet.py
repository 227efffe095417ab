"""XLSX and ODS: every sheet that is not empty, cells as text, formulas as the values last saved."""

from __future__ import annotations

import datetime as dt
import io

import pandas as pd
import python_calamine

from stats.documents.formats.archive import problems_with_archive
from stats.documents.problems import Problem, Where
from stats.documents.sheets import DateCell, Row, Sheet


def read_spreadsheet(
    data: bytes, *, where: Where, ending: str
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    problems = problems_with_archive(data, where=where, ending=ending)
    if problems:
        return (), problems
    try:
        frames = pd.read_excel(
            io.BytesIO(data), engine="calamine", sheet_name=None, header=None, dtype=object, na_filter=False
        )
    except python_calamine.PasswordError:
        return (), (where.problem("the spreadsheet is locked with a password"),)
    except (python_calamine.CalamineError, ValueError, KeyError) as error:
        return (), (where.problem(f"the spreadsheet cannot be read ({error})"),)
    several = len(frames) > 1
    sheets = []
    for name, frame in frames.items():
        rows = [Row(number, tuple(map(_text, row))) for number, row in enumerate(frame.values.tolist(), 1)]
        sheets.append(Sheet(Where(where.file, sheet=str(name) if several else ""), rows, even=False))
    filled = tuple(sheet for sheet in sheets if any(not row.is_blank for row in sheet.rows))
    if not filled:
        return (), (where.problem("the file is empty", expected="a header row and figures below it"),)
    return filled, ()


def _text(value: object) -> str:
    """The cell as it would be typed: 697.0 as 697, 57.45 as it is, a date marked as one."""
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case float():
            return repr(int(value)) if value.is_integer() else repr(value)
        case dt.datetime():
            return DateCell(value.date().isoformat())
        case dt.date() | dt.time() | dt.timedelta():
            return DateCell(str(value))
        case None:
            return ""
    return str(value)
