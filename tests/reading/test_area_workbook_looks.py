"""What the look of a workbook says: note marks, struck text, hidden rows and sheets, broken formulas."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from stats.documents import Upload, read
from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import proposed
from stats.reading.area_tables.read import read_area_tables
from tests.loading.files import saved
from tests.reading.shipped_areas import AREAS

pytestmark = pytest.mark.processes
ROWS = [
    ["MAPPA-eligible offenders on 31 March 2015"],
    ["Area", "Category 1", "Category 2"],
    ["Dorset", 670, 110],
    ["Kent", 1471, 300],
    ["Essex", 900, 200],
]


def reading(change: Callable[[Worksheet], object], *, notes: bool = False) -> AreaTablesReading:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    if notes:
        book.create_sheet("Notes").append(["Made for tests"])
    change(sheet)
    found = read(Upload("a.xlsx", content=saved(book)))
    assert found.problems == ()
    tables = read_area_tables(found.sheets, areas=AREAS)
    return figures_of(tables, proposed(tables))


def kent(found: AreaTablesReading) -> tuple[str, str]:
    """Kent's Category 1 as taken, and the doubt about it."""
    (area,) = (area for area in found.figures if area.area == "kent")
    cell = area.cells["eligible_offenders.1.total..0"]
    return cell.text, cell.doubt


def test_a_raised_note_mark_is_no_part_of_the_number_and_is_told() -> None:
    def change(sheet: Worksheet) -> None:
        mark = TextBlock(InlineFont(vertAlign="superscript"), "2")
        sheet["B4"] = CellRichText("1471", mark)

    found = reading(change)
    text, doubt = kent(found)
    assert text == "1471"
    assert "without the mark of a note" in doubt
    assert any("raised note mark" in words for words in found.told)


def test_a_number_that_is_struck_through_is_left_empty_and_told() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B4"].font = Font(strike=True)

    found = reading(change)
    assert kent(found)[0] == ""
    assert any("struck through" in words for words in found.told)


def test_a_comment_is_told() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B4"].comment = Comment("Includes one estimate", "somebody")

    found = reading(change)
    assert kent(found)[0] == "1471"
    assert any("Includes one estimate" in words for words in found.told)


@pytest.mark.parametrize("what", ["row", "column"])
def test_a_hidden_row_or_column_is_a_problem(what: str) -> None:
    def change(sheet: Worksheet) -> None:
        if what == "row":
            sheet.row_dimensions[4].hidden = True
        else:
            sheet.column_dimensions["C"].hidden = True

    found = reading(change)
    assert found.figures == ()
    assert any("hidden" in str(problem) for problem in found.problems)


def test_a_hidden_sheet_with_areas_is_a_problem() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"

    found = reading(change, notes=True)
    assert found.figures == ()
    assert any("the sheet is hidden, and holds figures" in str(problem) for problem in found.problems)


@pytest.mark.parametrize("formula", ["=SUM(B3)", "=NA()"])
def test_a_formula_without_a_value_is_left_empty_and_told(formula: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B4"] = formula

    found = reading(change)
    text, doubt = kent(found)
    assert text == ""
    assert "a formula without a value" in doubt
    assert found.cells == 5
