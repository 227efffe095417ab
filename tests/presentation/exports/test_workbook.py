"""What a workbook does with tables that are odd; what is usual is looked at as it is served."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from stats.catalogue.columns import Column, ColumnType
from stats.presentation.exports import workbook as module
from stats.presentation.exports.data_table import DataTable
from stats.presentation.exports.release import FromRelease
from stats.presentation.exports.workbook import workbook

OF = FromRelease(7, date(2026, 1, 31), "https://mappa.example")
COLUMNS = (
    Column("year", "Reporting year", "", pattern=".*"),
    Column("text", "Text", ""),
    Column("value", "Value", "", ColumnType.NUMBER),
    Column("marker", "Marker", "", blank="There is a value."),
)


def opened(*rows: tuple[str, ...], titles: tuple[str, ...] = ("Table",)) -> openpyxl.Workbook:
    tables = [DataTable("t", title, "One row is one row.", COLUMNS, iter(rows), "/data/") for title in titles]
    return openpyxl.load_workbook(BytesIO(b"".join(workbook(tables, of=OF, title="All"))))


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", '=HYPERLINK("http://a")', "'=1"])
def test_no_text_runs_as_a_formula(text: str) -> None:
    cell = opened(("2004-05", text, "1", ""))["Table"]["B5"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_year_is_text_and_stays_one_when_it_is_edited() -> None:
    cell = opened(("2004-05", "a", "57.45", ""))["Table"]["A5"]
    assert (cell.value, cell.data_type, cell.number_format) == ("2004-05", "s", "@")


def test_numbers_are_numbers_and_markers_stand_in_their_place() -> None:
    sheet = opened(("2004-05", "a", "57.45", ""), ("2004-05", "b", "", "c"), ("2004-05", "b", "0", ""))[
        "Table"
    ]
    assert [sheet[f"C{row}"].value for row in (5, 6, 7)] == [57.45, "[c]", 0]


def test_what_xml_cannot_hold_is_left_out_and_what_excel_cannot_is_cut() -> None:
    sheet = opened(("2004-05", "a\x00b\x1fc", "1", ""), ("2004-05", "ŵ" * 40_000, "1", ""))["Table"]
    assert sheet["B5"].value == "abc"
    assert len(sheet["B6"].value) == 32_767


class Counted(list[tuple[str, ...]]):
    """Rows that can be counted, as all figures are."""

    def count(self) -> int:  # type: ignore[override]
        return len(self)

    def lines(self) -> Iterator[str]:
        raise NotImplementedError


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 14)
    rows = Counted(("2004-05", str(number), "1", "") for number in range(25))
    table = DataTable("t", "Table", "One row is one row.", COLUMNS, rows, "/data/")
    book = openpyxl.load_workbook(BytesIO(b"".join(workbook([table], of=OF, title="All"))))
    sheets = [book[name] for name in book.sheetnames[4:]]
    assert [sheet.title for sheet in sheets] == ["Table", "Table (2)", "Table (3)"]
    assert [sheet.max_row for sheet in sheets] == [14, 14, 9]
    assert [table.ref for sheet in sheets for table in sheet.tables.values()] == ["A4:D14", "A4:D14", "A4:D9"]
    held = [row[1] for sheet in sheets for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert held == list(map(str, range(25)))
    told = "One row is one row. Part 2 of 3: a worksheet holds at most 14 rows. The CSV file has them all."
    contents = list(book["Contents"].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in contents] == ["Table", "Table (2)", "Table (3)"]
    assert contents[1][2] == told
    assert sheets[1]["A2"].value == f"This worksheet has one table. {told}"


def test_no_row_is_left_out_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 5)
    with pytest.raises(ValueError, match="more rows than its sheets hold"):
        opened(("2004-05", "a", "1", ""), ("2004-05", "b", "1", ""))


def test_it_begins_as_programs_expect_that_know_files_by_their_first_bytes() -> None:
    table = DataTable("t", "Table", "One row is one row.", COLUMNS, (), "/data/")
    sent = b"".join(workbook([table], of=OF, title="All"))
    assert ZipFile(BytesIO(sent)).namelist()[0] == "[Content_Types].xml"


def test_it_is_sent_while_it_is_made() -> None:
    left = (("2004-05", f"{number * 7919}", "1", "") for number in range(20_000))
    table = DataTable("t", "Table", "One row is one row.", COLUMNS, left, "/data/")
    assert next(workbook([table], of=OF, title="All"))
    assert len(list(left)) > 10_000


def test_sheets_have_names_that_excel_takes_and_no_two_alike() -> None:
    titles = ("Notes", "A/B: [c]?*", "x" * 50, "x" * 40, "", "'quoted'")
    names = opened(("2004-05", "a", "1", ""), titles=titles).sheetnames[4:]
    assert names == ["Notes 2", "A B c", "x" * 31, f"{'x' * 29} 2", "Table", "quoted"]


def test_a_table_without_rows_says_so() -> None:
    sheet = opened()["Table"]
    assert sheet["A4"].value == "The table has no rows."
    assert not sheet.tables
