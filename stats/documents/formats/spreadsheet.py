"""XLSX and ODS: every sheet that is not empty, cells as text, formulas as the values last saved."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence

import python_calamine

from stats.documents.formats.archive import is_too_large, look_through, too_large
from stats.documents.formats.marks import MOST_TOLD, Marks
from stats.documents.problems import Problem, Where
from stats.documents.sheets import DateCell, Row, Sheet

_SHOWN = python_calamine.SheetVisibleEnum.Visible


def read_spreadsheet(
    data: bytes, *, where: Where, ending: str
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    look = look_through(data, where=where, ending=ending)
    if look.problems:
        return (), look.problems
    try:
        marks = _marks(data, ending=ending)
        sheets = list(_sheets(data, where=where, marks=marks, broken=look.broken))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - what the libraries raise for damage is without end
        words = f"the spreadsheet cannot be read ({error})"
        return (), (where.problem(words, expected="the file saved again in Excel or LibreOffice"),)
    problems = tuple(sheet for sheet in sheets if isinstance(sheet, Problem))
    filled = tuple(sheet for sheet in sheets if isinstance(sheet, Sheet))
    if not filled and not problems:
        return (), (where.problem("the file is empty", expected="a header row and figures below it"),)
    return filled, problems


def _marks(data: bytes, *, ending: str) -> dict[str, Marks]:
    if ending == ".ods":
        from stats.documents.formats.ods_marks import ods_marks

        return ods_marks(data)
    from stats.documents.formats.xlsx_marks import xlsx_marks

    return xlsx_marks(data)


def _sheets(
    data: bytes, *, where: Where, marks: Mapping[str, Marks], broken: Mapping[str, Sequence[str]]
) -> Iterator[Sheet | Problem]:
    with python_calamine.load_workbook(io.BytesIO(data)) as book:
        kept = [
            sheet for sheet in book.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        for named in kept:
            at = Where(where.file, sheet=named.name if len(kept) > 1 else "")
            sheet = book.get_sheet_by_name(named.name)
            if is_too_large(sheet.height, sheet.width):
                yield too_large(at, rows=sheet.height, columns=sheet.width)
                continue
            of_sheet = marks.get(named.name, Marks())
            rows = [
                Row(
                    number, tuple(of_sheet.texts.get((number, n)) or _text(c) for n, c in enumerate(cells, 1))
                )
                for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
            ]
            if all(row.is_blank for row in rows):
                continue
            problems = (*_broken(broken.get(named.name, ()), where=at), *of_sheet.problems(at))
            yield Sheet(at, rows, even=False, is_hidden=named.visible != _SHOWN, problems=problems)


def _broken(cells: Sequence[str], *, where: Where) -> Iterator[Problem]:
    words = "the cell holds a formula without a value, or an error such as #N/A"
    for cell in cells[:MOST_TOLD]:
        yield where.at(column=cell).problem(words)


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
