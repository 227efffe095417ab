"""Numbers as text in three national styles, marks of notes, and signs that stand for no number."""

from __future__ import annotations

import pytest

from stats.catalogue.reader import catalogue
from stats.documents import DateCell
from stats.reading.area_tables.amounts import (
    column_style,
    is_decimal_comma,
    signs_explained,
    taken,
)

COUNT = catalogue().measures[catalogue().rsos.cells[0].measure]
RATE = catalogue().measures[catalogue().rate.cells[0].measure]


def read(
    cell: str,
    *among: str,
    count: bool = True,
    signs: dict[str, str] | None = None,
    dash: bool = False,
) -> str:
    """The cell as it is taken among others of its column, or nothing."""
    cells = (cell, *among)
    measure = COUNT if count else RATE
    return taken(
        cell,
        measure=measure,
        style=column_style(cells, is_count=count),
        signs=signs or {},
        not_applicable=dash,
        decimal_comma=is_decimal_comma(cells),
    ).text


@pytest.mark.parametrize(
    ("cell", "among", "text"),
    [
        ("1,471", ("845", "2,653"), "1,471"),
        ("1 471", ("845", "2 653"), "1,471"),
        ("1\u202f471", ("845", "2\u00a0653"), "1,471"),
        ("1.471", ("845", "2.653"), "1,471"),
        ("1'471", ("845",), "1,471"),
        ("1471", ("845", "2653"), "1471"),
        ("64,300", (), "64,300"),
        ("670 (1)", ("5",), "670"),
        ("670¹", ("5",), "670"),
        ("670[note 2]", ("5",), "670"),
        ("670*", ("5",), "670"),
        ("670.0", ("5",), "670"),
        (">11,000", ("5",), ">11,000"),
        ("more than 11,000", ("5",), "more than 11,000"),
        ("0", (), "0"),
    ],
)
def test_a_count_is_taken_in_the_style_of_its_column(cell: str, among: tuple[str, ...], text: str) -> None:
    assert read(cell, *among) == text


@pytest.mark.parametrize(
    ("cell", "among"),
    [
        ("1.471", ("2,653", "1,961", "3")),  # another style than the rest
        ("1 471", ("2,653", "1,961")),
        ("1.471", ("2653", "845")),  # a point beside numbers that have no sign between thousands
        ("12.5", ("13.5",)),
        ("1,47", ("5",)),
        ("14,71", ("5",)),
        ("67 1", ("5",)),  # two numbers, or one with a mark
        ("12%", ("5",)),
        ("(12)", ("5",)),
        ("-12", ("5",)),
        ("l2", ("5",)),
        ("2 or 3", ("5",)),
        ("see note", ("5",)),
        ("1,234,567", ("5",)),  # past what an area can count
        (DateCell("2015-03-04"), ("5",)),
    ],
)
def test_a_cell_that_is_not_sure_is_left_empty(cell: str, among: tuple[str, ...]) -> None:
    assert read(cell, *among) == ""


@pytest.mark.parametrize(
    ("cell", "among", "text"),
    [
        ("57.45", ("102",), "57.45"),
        ("57,45", ("102",), "57.45"),
        ("102", ("57,45",), "102"),
        ("1.471", ("57,4",), ""),  # thousands, where decimals stand after a comma
        ("1,471", ("57,4",), ""),
        ("57.4512345", ("102",), ""),  # more than is printed
    ],
)
def test_a_rate_may_have_a_decimal_comma(cell: str, among: tuple[str, ...], text: str) -> None:
    assert read(cell, *among, count=False) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("..", "[x]"),
        ("…", "[x]"),
        ("[x]", "[x]"),
        ("c", "[c]"),
        ("[c]", "[c]"),
        ("[low]", "[low]"),
        ("nil", "0"),
        ("-", ""),
        ("–", ""),
        ("*", ""),
        ("n/a", ""),
    ],
)
def test_a_sign_is_taken_where_it_can_mean_one_thing_only(cell: str, text: str) -> None:
    assert read(cell, "5", "6") == text


def test_a_dash_is_taken_where_reports_print_one_and_else_what_the_file_says_it_means() -> None:
    assert read("-", "5", dash=True) == "-"
    assert read("–", "5", signs={"-": "0"}) == "0"
    assert read("*", "5", signs={"*": "c"}) == "[c]"
    assert read("-", "5", dash=True, signs={"-": "c"}) == "[c]"
    assert read("..", "5", signs={"..": ""}) == ""


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        (".. = not available", {"..": "x"}),
        ("- denotes nil", {"-": "0"}),
        ("'*' means suppressed to protect confidentiality", {"*": "c"}),
        ("* fewer than five offenders", {}),
        ("Symbols: - not applicable", {}),
        ("– = nil; .. = not available; * = suppressed", {"-": "0", "..": "x", "*": "c"}),
        ("Source: Ministry of Justice", {}),
        ("Level 2 - offenders who are not available", {}),
    ],
)
def test_the_notes_of_a_file_say_what_its_signs_mean(line: str, signs: dict[str, str]) -> None:
    assert signs_explained([line]) == signs
