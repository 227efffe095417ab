"""What stands around a table, on its sheet and on others, is known for what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest

from stats.documents.problems import Severity
from stats.loading.outcome import Outcome
from stats.models import Figure
from tests.factories import make_area
from tests.loading.conftest import FILES, load_text
from tests.loading.files import Sheets, ods, rows_of, saved, xlsx

pytestmark = pytest.mark.usefixtures("areas")

TIDY = FILES / "dash_in_category_3_level_1.csv"
PRINTED = FILES / "printed_as_it_should_be.csv"
BOTH = pytest.mark.parametrize("path", [TIDY, PRINTED], ids=["tidy", "printed"])
TITLES = [["MAPPA eligible offenders in Dorset, 2014-15"], ["Published by Dorset SMB, October 2015"], []]
NOTES = [[], ["1. Figures are a snapshot on 31 March."], ["Source: Dorset SMB, the annual report"]]

FOOTNOTE = "the line below the table was left alone as a footnote"

ALONE = "the sheet is no table of figures and was left alone"


def warnings(outcome: Outcome) -> list[str]:
    """Those about what stands around the figures."""
    assert outcome.errors == ()
    return [
        str(problem).removeprefix("f.csv, ").removeprefix("f.xlsx, ")
        for problem in outcome.problems
        if problem.severity is Severity.WARNING and "left alone" in problem.message
    ]


def csv(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(",".join(f'"{cell}"' if cell else "" for cell in row) for row in rows)


@BOTH
def test_titles_above_and_footnotes_below_are_left_alone_and_named(path: Any) -> None:
    rows = rows_of(path)
    load_text(csv(rows))
    before = set(Figure.objects.values_list("measure", "category", "level", "value", "source_page"))

    for content, name in (
        (csv([*TITLES, *rows, *NOTES]), "f.csv"),
        (xlsx({"S": [*TITLES, *rows, *NOTES]}), "f.xlsx"),
    ):
        outcome = load_text(content, name=name)

        assert outcome.changes == ()
        first = len(TITLES) + len(rows) + 2
        assert warnings(outcome) == [
            f"row 1: 2 lines above the table were left alone as its title; found “{TITLES[0][0]}”",
            f"row {first}: {FOOTNOTE}; found “{NOTES[1][0]}”",
            f"row {first + 1}: {FOOTNOTE}; found “{NOTES[2][0]}”",
        ]
    assert set(Figure.objects.values_list("measure", "category", "level", "value", "source_page")) == before


def test_a_footnote_with_commas_and_without_quotation_marks() -> None:
    text = TIDY.read_text("utf-8") + "\nNote: rounded, revised, and checked\n"

    assert warnings(load_text(text, name="f.csv")) == [
        f"row 5: {FOOTNOTE}; found “Note: rounded, revised, and checked”"
    ]


def test_a_footnote_right_below_a_printed_table() -> None:
    text = PRINTED.read_text("utf-8").rstrip() + "\nAs printed on page 12.\n"

    (words,) = warnings(load_text(text, name="f.csv"))
    assert words.endswith("left alone as a footnote; found “As printed on page 12.”")


@pytest.mark.parametrize(
    "line",
    [
        "dorset,,,,,,,,,,,",
        "dorset,,2014-15,eligible_offenders,2,1,233,,area report,Dorset",
        "Level 9,1,2,3,4",
        "12",
    ],
)
def test_a_row_of_figures_that_is_broken_is_no_footnote(line: str) -> None:
    for path in (TIDY, PRINTED):
        outcome = load_text(f"{path.read_text('utf-8').rstrip()}\n{line}\n")

        assert outcome.errors


def test_lines_between_figures_are_no_footnotes() -> None:
    head, *figures = TIDY.read_text("utf-8").splitlines()

    assert load_text("\n".join([head, figures[0], "Some words here", figures[1]])).errors
    assert load_text(PRINTED.read_text("utf-8").replace("Level 2", "Some words here\nLevel 2", 1)).errors


def test_a_title_that_is_misspelt_is_no_footnote() -> None:
    text = PRINTED.read_text("utf-8").rstrip()

    assert "did you mean" in str(load_text(f"{text}\n\nMAPPA-eligible offenders on 30 March 2015\n").errors)


def test_a_title_row_does_not_make_a_table_a_printed_one() -> None:
    """With “MAPPA” in it, a title gave four lines about header lines that are missing."""
    wide: list[list[object]] = [
        ["Table 1: MAPPA offenders by area, 2014-15"],
        ["Area", "Category 1", "Total"],
        ["Dorset", 666, 899],
    ]

    (problem,) = load_text(xlsx({"S": wide}), name="f.xlsx").errors
    assert problem.message == "this is not the first row of a file of figures"
    assert problem.found == "Table 1: MAPPA offenders by area, 2014-15"
    assert problem.expected.endswith(
        "a table with an area in each row is read as a table of areas (read_table)"
    )


OTHERS: Sheets = {
    "Contents": [["Contents"], ["Table 1", "Figures"]],
    "Figures": rows_of(TIDY),
    "Notes": [["Notes"], ["1", "A snapshot."]],
    "Sums": [["Sum of all", 1, 2], ["and of others", 3, 4]],
}


@pytest.mark.parametrize(("make", "name"), [(xlsx, "f.xlsx"), (ods, "f.ods")])
def test_sheets_that_are_no_tables_are_left_alone_and_named(
    make: Callable[[Sheets], bytes], name: str
) -> None:
    outcome = load_text(make(OTHERS), name=name)

    assert outcome.files[0].added == 2
    assert [words.removeprefix("f.ods, ") for words in warnings(outcome)] == [
        f"sheet Contents: {ALONE}; found “Contents”",
        f"sheet Notes: {ALONE}; found “Notes”",
        f"sheet Sums: {ALONE}, with the numbers in it; found “Sum of all”",
    ]


def test_a_hidden_sheet_that_is_no_table_is_left_alone_and_named() -> None:
    book = xlsx({"Figures": rows_of(TIDY), "Workings": [["Workings"], [999]]}, hidden=["Workings"])

    assert warnings(load_text(book, name="f.xlsx")) == [
        "sheet Workings: the hidden sheet is no table of figures and was left alone; found “Workings”"
    ]


def test_a_broken_formula_on_a_sheet_that_is_left_alone_stops_nothing() -> None:
    book = openpyxl.Workbook()
    for row in rows_of(TIDY):
        book.worksheets[0].append([cell or None for cell in row])
    other = book.create_sheet("Workings")
    other["A1"], other["A2"], other.sheet_state = "Workings", "=1+1", "hidden"

    assert load_text(saved(book), name="f.xlsx").files[0].added == 2


def with_figures(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows_of(PRINTED):
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell or None for cell in row])
    change(book.worksheets[0])
    return saved(book)


def test_hidden_rows_of_figures_are_refused() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[11].hidden = True
        sheet.row_dimensions[12].hidden = True

    (problem,) = load_text(with_figures(change), name="f.xlsx").errors
    assert problem.message == "rows 11 and 12 are hidden"


def test_a_comment_on_a_figure_is_a_warning() -> None:
    def change(sheet: Any) -> None:
        sheet["B10"].comment = openpyxl.comments.Comment("Not yet confirmed", "Somebody")

    outcome = load_text(with_figures(change), name="f.xlsx")

    assert outcome.errors == ()
    assert "f.xlsx, column B10: the cell has a comment; found “Not yet confirmed”" in map(
        str, outcome.problems
    )


@pytest.mark.parametrize("page", ["11-Dec", "03/04/2026", "2026-04-03", "Mar-17"])
def test_a_page_that_became_a_date_is_told_as_for_a_year(page: str) -> None:
    outcome = load_text(TIDY.read_text("utf-8").replace("page 12", page))

    assert {problem.message for problem in outcome.errors} == {
        "the cell is a date: the spreadsheet made one of what was typed"
    }
    assert {(problem.where.column, problem.found) for problem in outcome.errors} == {("source_page", page)}


@pytest.mark.parametrize("page", ["11-12", "3", "pages 3 and 4", "Table 2-1"])
def test_pages_that_are_pages_are_taken(page: str) -> None:
    assert load_text(TIDY.read_text("utf-8").replace("page 12", page)).errors == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Metropolitan", "Metropolitan Police"),
        ("Greater Manchester Police", "Greater Manchester"),
        ("West Mercia Police", "West Mercia"),
    ],
)
def test_a_name_that_offices_use_leads_to_the_area(name: str, meant: str) -> None:
    make_area("london", aliases=["Metropolitan Police"])
    make_area("west-mercia", name="West Mercia")
    [error] = load_text(PRINTED.read_text("utf-8").replace("Dorset", name, 1)).errors
    assert "there is no such area" in str(error)
    assert f"did you mean {meant}?" in str(error)
