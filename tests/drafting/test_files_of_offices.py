"""Files as offices make them: each is read, or told in words that somebody can go on with."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from django.contrib.auth.models import User

from stats.documents import Upload
from stats.documents.problems import Where, told_once
from stats.drafting.uploading import preview_upload
from tests.factories import make_area
from tests.loading.conftest import FILES
from tests.loading.files import Cell, ods, rows_of, saved, typed, xlsx
from tests.people import make_user

pytestmark = pytest.mark.django_db

PRINTED = rows_of(FILES / "printed_as_it_should_be.csv")
TIDY = rows_of(FILES / "dash_in_category_3_level_1.csv")
TITLE, HEADS, LEVEL_2 = 7, 8, 10  # rows of the first table as printed
OF_AREAS = "a table with an area in each row is read as a table of areas (read_table)"
ENDS = "expected a .csv, .xlsx or .ods file, or a web page (.html)"

Rows = Sequence[Sequence[Cell]]


@pytest.fixture
def root() -> User:
    for slug, name, aliases in (
        ("dorset", "Dorset", []),
        ("greater-manchester", "Greater Manchester", ["GMP", "Manchester"]),
        ("london", "London", ["Metropolitan Police"]),
        ("west-mercia", "West Mercia", []),
    ):
        make_area(slug, name=name, aliases=aliases)
    return make_user(name="root", superuser=True)


def lines(rows: Rows, *, sign: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=sign).writerows(rows)
    return file.getvalue().encode(encoding)


def put(text: str, *, row: int, column: int = 0) -> list[list[str]]:
    """The printed table with another text in one place."""
    rows = [list(cells) for cells in PRINTED]
    rows[row][column] = text
    return rows


def headed(name: str) -> list[list[str]]:
    return put(name, row=0, column=1)


def head(name: str) -> str:
    return name.replace("_", " ").title()


def book(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(xlsx({"Report": typed(PRINTED)})))
    change(made)
    return saved(made)


def hidden_workings(made: openpyxl.Workbook) -> None:
    sheet = made.create_sheet("Workings")
    sheet["A1"], sheet["A2"], sheet.sheet_state = "Sum", "=1+1", "hidden"


def merged_title(made: openpyxl.Workbook) -> None:
    made.worksheets[0].merge_cells("A8:E8")


def broken_formulas(made: openpyxl.Workbook) -> None:
    made.worksheets[0]["B11"], made.worksheets[0]["C11"] = "=B10+1", "#REF!"


READ: dict[str, tuple[str, bytes]] = {
    "xlsx": ("f.xlsx", xlsx({"S": typed(PRINTED)})),
    "ods": ("f.ods", ods({"S": typed(PRINTED)})),
    "merged title": ("f.xlsx", book(merged_title)),
    "numbers as text with spaces": ("f.xlsx", xlsx({"S": [[f"{cell} " for cell in row] for row in PRINTED]})),
    "Windows-1252": ("f.csv", lines(put("Rapport – été", row=3, column=1), encoding="cp1252")),
    "with a byte order mark": ("f.csv", lines(PRINTED, encoding="utf-8-sig")),
    "a line break in the title": ("f.csv", lines(put("Annual\nReport", row=3, column=1))),
    "semicolons": ("f.csv", lines(PRINTED, sign=";")),
    "tabs": ("f.csv", lines(TIDY, sign="\t")),
    "Excel's Unicode text": ("f.txt", lines(PRINTED, sign="\t", encoding="utf-16")),
    "an area with a space": ("f.csv", lines(headed("Dorset "))),
    "GMP": ("f.csv", lines(headed("GMP"))),
    "Metropolitan Police": ("f.csv", lines(headed("Metropolitan Police"))),
    "2014/15": ("f.csv", lines(put("2014/15", row=1, column=1))),
    "2014-2015": ("f.csv", lines(put("2014-2015", row=1, column=1))),
    "2014–15": ("f.csv", lines(put("2014–15", row=1, column=1))),
    "March 2015": ("f.csv", lines(put("March 2015", row=1, column=1))),
    "a title above tidy rows": ("f.csv", lines([["MAPPA figures of Dorset"], *TIDY])),
    "a title above printed ones": ("f.csv", lines([["MAPPA figures of Dorset"], *PRINTED])),
    "a hidden sheet with a formula": ("f.xlsx", book(hidden_workings)),
    "notes on a sheet": ("f.xlsx", xlsx({"Report": PRINTED, "Notes": [["Notes"], ["As printed."]]})),
    "a note of one word": ("f.csv", lines([*TIDY, [], ["* Rounded"]])),
    "a note below a printed table": ("f.csv", lines([*PRINTED, [], ["1. Revised"], ["Source: the board"]])),
    "heads as a person writes them": ("f.csv", lines([[head(name) for name in TIDY[0]], *TIDY[1:]])),
    "Category 1": ("f.csv", lines(put("Category 1", row=HEADS, column=1))),
    "Cat 1": ("f.csv", lines(put("Cat 1", row=HEADS, column=1))),
    "Cat. 2": ("f.csv", lines(put("Cat. 2", row=HEADS, column=2))),
    "Table 1. before a title": ("f.csv", lines(put(f"Table 1. {PRINTED[TITLE][0]}", row=TITLE))),
    "fewer than 5": ("f.csv", lines(put("<5", row=LEVEL_2, column=1))),
    "about 4": ("f.csv", lines(put("≈4", row=LEVEL_2, column=1))),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_what_an_office_makes_is_read(root: User, case: str) -> None:
    name, content = READ[case]
    preview = preview_upload([Upload(name, content=content)], user=root)
    assert preview.errors == ()
    (report,) = preview.reports
    assert report.year.label == "2014-15"
    cells = report.content.cells
    if len(cells) == 2:
        assert cells == {"eligible_offenders.3.1..0": "-", "eligible_offenders.3.2..0": "2"}
    else:
        assert (len(cells), cells["eligible_offenders.1.total..0"]) == (24, "670")


WIDE = [["Area", "Category 1", "Category 2"], ["Dorset", "670", "120"], ["London", "500", "90"]]
YEARS = [["Area", "2013-14", "2014-15"], ["Dorset", "670", "680"]]

NOT_A_NUMBER = {
    "..": "dots are no number; found “..”, expected x if the number is not available, - if there can be none",
    "*": "a star is no number; found “*”, expected c if the star says that the number is suppressed",
    "n/a": "found “n/a”, expected x if the number is not available, - if there can be none",
    "nil": "found “nil”, expected 0, if the report means that there were none",
    "12%": "this is a percentage; found “12%”",
    "2 700": "a space stands in the number; found “2 700”, expected a comma, or nothing, between",
    "4100*": "the sign of a footnote stands beside the number; found “4100*”, expected the number without it",
    "12†": "found “12†”, expected the number without it: 12",
    "(12)": "the number stands in brackets; found “(12)”, expected the number without them: 12",
    "5 or 6": "several numbers stand together; found “5 or 6”, expected one number",
    "[note 1]": "the mark of a note is no number; found “[note 1]”, expected x if",
}

REFUSED: dict[str, tuple[str, bytes, str]] = {
    **{
        text: ("f.csv", lines(put(text, row=LEVEL_2, column=1)), words)
        for text, words in NOT_A_NUMBER.items()
    },
    "2014-16": (
        "f.csv",
        lines(put("2014-16", row=1, column=1)),
        "row 2, column B: this is not a reporting year; found “2014-16”, expected text such as 2014-15",
    ),
    "a year as a date": (
        "f.csv",
        lines(put("Mar-15", row=1, column=1)),
        "row 2, column B: the cell is a date: the spreadsheet made one of what was typed",
    ),
    "Metropolitan": ("f.csv", lines(headed("Metropolitan")), "(did you mean Metropolitan Police?)"),
    "Greater Manchester Police": (
        "f.csv",
        lines(headed("Greater Manchester Police")),
        "did you mean Greater Manchester",
    ),
    "West Mercia Police": ("f.csv", lines(headed("West Mercia Police")), "(did you mean West Mercia?)"),
    "formulas": ("f.xlsx", book(broken_formulas), "column B11: the cell holds a formula without a value"),
    "a title of its own": (
        "f.csv",
        lines(put("Eligible offenders, 31 March", row=TITLE)),
        "(did you mean MAPPA-eligible offenders on 31 March 2015?)",
    ),
    "no title": (
        "f.csv",
        lines([*PRINTED[:TITLE], *PRINTED[HEADS:]]),
        "row 8: a table begins here without its title",
    ),
    "a wide table": ("f.csv", lines(WIDE), OF_AREAS),
    "a wide table with a title": ("f.csv", lines([["MAPPA offenders 2014-15"], *WIDE]), OF_AREAS),
    "areas by years": ("f.csv", lines(YEARS), OF_AREAS),
    ".xls": ("f.xls", lines(PRINTED), f"save it in Excel as .xlsx; found “.xls”, {ENDS}"),
    ".xlsm": ("f.xlsm", lines(PRINTED), "save it in Excel as .xlsx"),
    ".numbers": ("f.numbers", lines(PRINTED), "in Numbers, export it to Excel (.xlsx)"),
    "XLSX named .csv": ("f.csv", xlsx({"S": PRINTED}), "found “an Excel workbook”, expected CSV"),
    "CSV named .xlsx": ("f.xlsx", lines(PRINTED), "found “plain text”, expected an Excel workbook"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_says_what_to_do(root: User, case: str) -> None:
    name, content, words = REFUSED[case]
    preview = preview_upload([Upload(name, content=content)], user=root)
    told = [str(problem) for problem in preview.errors]
    assert any(words in one for one in told), told
    assert len(told) <= 2
    assert (preview.reports, preview.token) == ((), "")


def test_two_reports_in_one_file_are_two_drafts(root: User) -> None:
    file = xlsx({"Dorset": PRINTED, "GMP": headed("GMP")})
    preview = preview_upload([Upload("f.xlsx", content=file)], user=root)
    assert [report.area.name for report in preview.reports] == ["Dorset", "Greater Manchester"]


def test_one_mistake_in_every_row_is_told_once() -> None:
    where = Where("f.csv").at(column="year")
    problems = [
        where.at(row=row).problem("this is not a reporting year", found="2016-16") for row in range(2, 6)
    ]
    same = "f.csv, row 2, column year: this is not a reporting year; found “2016-16”"
    assert told_once(problems) == [f"{same} (the same in rows 3, 4 and 5)"]
    many = [
        where.at(row=row).problem("this is not a reporting year", found="2016-16") for row in range(2, 125)
    ]
    assert told_once(many) == [f"{same} (the same in rows {', '.join(map(str, range(3, 15)))} and 110 more)"]
    assert len(told_once(problems[:3])) == 3
