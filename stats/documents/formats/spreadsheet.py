"""XLSX and ODS: every sheet that is not empty, cells as text, formulas as the values last saved."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence

import python_calamine

from stats.documents.formats.archive import is_too_large, look_through, too_large
from stats.documents.formats.marks import MOST_TOLD, Marks
from stats.documents.problems import Problem, Where
from stats.documents.sheets import DateCell, Row, Sheet

_OF_CELLS = python_calamine.SheetTypeEnum.WorkSheet
_SHOWN = python_calamine.SheetVisibleEnum.Visible


def read_spreadsheet(
    data: bytes, *, where: Where, ending: str
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    look = look_through(data, where=where, ending=ending)
    if look.problems:
        return (), look.problems
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            kinds = [sheet for sheet in book.sheets_metadata if sheet.typ == _OF_CELLS]
            read = [(book.get_sheet_by_name(sheet.name), sheet.visible == _SHOWN) for sheet in kinds]
            several = len(read) > 1
            large = [sheet for sheet, _ in read if is_too_large(sheet.height, sheet.width)]
            if large:
                at = Where(where.file, sheet=large[0].name if several else "")
                return (), (too_large(at, rows=large[0].height, columns=large[0].width),)
            marks = _marks(data, ending=ending)
            sheets = [
                _sheet(
                    sheet,
                    where=Where(where.file, sheet=sheet.name if several else ""),
                    marks=marks.get(sheet.name, Marks()),
                    broken=look.broken.get(sheet.name, ()),
                    is_hidden=not is_shown,
                )
                for sheet, is_shown in read
            ]
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - what the libraries raise for damage is without end
        words = f"the spreadsheet cannot be read ({error})"
        return (), (where.problem(words, expected="the file saved again in Excel or LibreOffice"),)
    filled = tuple(sheet for sheet in sheets if not all(row.is_blank for row in sheet.rows))
    if not filled:
        return (), (where.problem("the file is empty", expected="a header row and figures below it"),)
    return filled, ()


def _marks(data: bytes, *, ending: str) -> dict[str, Marks]:
    if ending == ".ods":
        from stats.documents.formats.ods_marks import ods_marks

        return ods_marks(data)
    from stats.documents.formats.xlsx_marks import xlsx_marks

    return xlsx_marks(data)


def _sheet(
    sheet: python_calamine.CalamineSheet,
    *,
    where: Where,
    marks: Marks,
    broken: Sequence[str],
    is_hidden: bool,
) -> Sheet:
    texts = marks.texts
    rows = tuple(
        Row(number, tuple(texts.get((number, n)) or _text(cell) for n, cell in enumerate(cells, 1)))
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
    )
    problems = (*_broken(broken, where=where), *marks.problems(where))
    return Sheet(where, rows, even=False, is_hidden=is_hidden, problems=problems)


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
