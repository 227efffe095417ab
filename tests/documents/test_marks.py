"""What the look of a spreadsheet's cells says is told, and never read as part of a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from stats.documents import FileRead, Upload, read
from stats.documents.problems import Problem, Severity
from tests.loading.files import ods, part, repacked, saved

pytestmark = pytest.mark.processes

ROWS: list[list[object]] = [
    ["Area", "2014-15", "2015-16"],
    ["Dorset", 62, 44],
    ["Kent", 7, 8],
    ["Devon", 5, 6],
]
STYLES = """<office:automatic-styles>
<style:style style:name="up" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="out" style:family="text">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="yellow" style:family="table-cell">
<style:table-cell-properties fo:background-color="#ffff00"/></style:style>
<style:style style:name="child" style:family="table-cell" style:parent-style-name="yellow"/>
<style:style style:name="unseen" style:family="table">
<style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"""
SPACES = (
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
)


def in_excel(change: Callable[[Any], None]) -> FileRead:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    change(book.worksheets[0])
    return read(Upload("f.xlsx", content=saved(book)))


def in_ods(*changes: tuple[str, str]) -> FileRead:
    plain = ods({"S": ROWS})
    content = part(plain, "content.xml").decode()
    for old, new in (("<office:document-content ", f"<office:document-content {SPACES}"), *changes):
        assert old in content
        content = content.replace(old, new, 1)
    content = content.replace("<office:body>", f"{STYLES}<office:body>")
    return read(Upload("f.ods", content=repacked(plain, "content.xml", content.encode())))


def told(found: FileRead) -> list[str]:
    assert found.problems == ()
    (sheet,) = found.sheets
    return [str(problem).split(", ", 1)[1] for problem in sheet.problems]


def cell(found: FileRead, row: int, column: int) -> str:
    return found.sheets[0].rows[row - 1].cells[column - 1]


def rich(*parts: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(**font), text) if font else text for text, font in parts))


BROKEN = "the cell holds a formula without a value, or an error such as #N/A"
NOTE = "column B2: the cell has a raised note mark, which is no part of its number; found “62¹”"
STRUCK = "column B2: text in the cell is struck through; found “~~62~~64”, expected it deleted, or not struck"


def test_a_plain_sheet_has_nothing_to_tell() -> None:
    assert told(in_excel(lambda sheet: None)) == []
    assert told(in_ods()) == []


def test_a_raised_digit_is_not_joined_to_the_number() -> None:
    """As 621 it was 559 orders too many, and no check can see that."""

    def change(sheet: Any) -> None:
        sheet["B2"] = rich(("62", {}), ("1", {"vertAlign": "superscript"}))

    found = in_excel(change)
    assert (cell(found, 2, 2), told(found)) == ("62¹", [NOTE])

    old = '<table:table-cell office:value-type="float" office:value="62"/>'
    new = (
        '<table:table-cell office:value-type="string"><text:p>62<text:span text:style-name="up">1</text:span>'
        "</text:p></table:table-cell>"
    )
    found = in_ods((old, new))
    assert (cell(found, 2, 2), told(found)) == ("62¹", [NOTE])


def test_struck_text_is_not_joined_to_the_number() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"] = rich(("62", {"strike": True}), ("64", {}))

    found = in_excel(change)
    assert (cell(found, 2, 2), told(found)) == ("~~62~~64", [STRUCK])

    old = '<table:table-cell office:value-type="float" office:value="62"/>'
    new = (
        '<table:table-cell office:value-type="string"><text:p>'
        '<text:span text:style-name="out">62</text:span>64'
        "</text:p></table:table-cell>"
    )
    found = in_ods((old, new))
    assert (cell(found, 2, 2), told(found)) == ("~~62~~64", [STRUCK])


def test_a_number_that_is_struck_or_raised_as_a_whole() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].font = Font(strike=True)
        sheet["C2"].font = Font(vertAlign="superscript")

    found = in_excel(change)

    assert (cell(found, 2, 2), cell(found, 2, 3)) == ("~~62~~", "⁴⁴")
    assert len(told(found)) == 2


def hide(kind: str, *places: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for place in places:
            getattr(sheet, f"{kind}_dimensions")[place].hidden = True

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (hide("row", 3), "row 3 is hidden; expected nothing hidden: unhide or delete what is"),
        (
            hide("row", 2, 3, 4),
            "rows 2, 3 and 4 are hidden; expected nothing hidden: unhide or delete what is",
        ),
        (
            hide("column", "B", "C"),
            "columns B and C are hidden; expected nothing hidden: unhide or delete what is",
        ),
    ],
)
def test_hidden_rows_and_columns_with_figures_are_errors(change: Callable[[Any], None], words: str) -> None:
    found = in_excel(change)

    assert [str(problem) for problem in found.sheets[0].problems] == [f"f.xlsx: {words}"]
    assert found.sheets[0].problems[0].severity is Severity.ERROR


def test_hidden_rows_and_columns_of_nothing_do_no_harm() -> None:
    assert told(in_excel(hide("row", 50))) == []
    assert told(in_excel(hide("column", "Z"))) == []


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_and_columns_in_an_open_document(how: str) -> None:
    columns = f'<table:table-column/><table:table-column table:visibility="{how}"/>'
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>Kent'
    found = in_ods(
        ("<table:table-row>", f"{columns}<table:table-row>"),
        (row, row.replace("row>", f'row table:visibility="{how}">', 1)),
    )

    words = [problem.message for problem in found.sheets[0].problems]
    assert words == ["row 3 is hidden", "column B is hidden"]


def test_a_hidden_sheet_is_known_as_one() -> None:
    book = openpyxl.Workbook()
    for title, state in (("Shown", "visible"), ("Away", "hidden"), ("Far away", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet["A1"], sheet.sheet_state = "words", state
    found = read(Upload("f.xlsx", content=saved(book)))
    assert [(sheet.where.sheet, sheet.is_hidden) for sheet in found.sheets] == [
        ("Shown", False),
        ("Away", True),
        ("Far away", True),
    ]

    assert (
        in_ods(('<table:table table:name="S"', '<table:table table:style-name="unseen" table:name="S"'))
        .sheets[0]
        .is_hidden
    )


def test_a_comment_is_told_with_its_cell() -> None:
    def change(sheet: Any) -> None:
        sheet["C3"].comment = Comment("Not yet\nconfirmed", "Somebody")

    words = "column C3: the cell has a comment; found “Not yet confirmed”"
    assert told(in_excel(change)) == [words]

    old = '<table:table-cell office:value-type="float" office:value="8"/>'
    new = (
        '<table:table-cell office:value-type="float" office:value="8"><office:annotation>'
        "<text:p>Not yet</text:p><text:p>confirmed</text:p></office:annotation><text:p>8</text:p>"
        "</table:table-cell>"
    )
    found = in_ods((old, new))
    assert (cell(found, 3, 3), told(found)) == ("8", [words])


YELLOW = PatternFill("solid", fgColor="FFFF00")


def fill(*cells: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for name in cells:
            sheet[name].fill = YELLOW

    return change


def test_a_colour_that_only_some_numbers_have_is_told() -> None:
    words = "1 cell with a number has another colour than those around: a colour's meaning is not read"
    found = in_excel(fill("B3"))
    (problem,) = found.sheets[0].problems

    assert str(problem) == f"f.xlsx: {words}; found “B3”"
    assert problem.severity is Severity.WARNING

    found = in_ods(('office:value="7"', 'office:value="7" table:style-name="child"'))
    assert [problem.found for problem in found.sheets[0].problems] == ["B3"]


@pytest.mark.parametrize("cells", [["B2", "C2"], ["C2", "C3", "C4"], ["A1", "B1", "C1"], ["A2", "A3"]])
def test_bands_of_colour_and_shaded_columns_say_nothing(cells: list[str]) -> None:
    assert told(in_excel(fill(*cells))) == []


def test_a_broken_formula_is_told_with_its_sheet() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "words"
    other = book.create_sheet("Workings")
    other["A1"], other["A2"] = 5, "=A1*2"
    found = read(Upload("f.xlsx", content=saved(book)))

    problems: list[Problem] = [problem for sheet in found.sheets for problem in sheet.problems]
    assert [str(problem) for problem in problems] == [f"f.xlsx, sheet Workings, column A2: {BROKEN}"]
