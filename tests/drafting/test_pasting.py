"""Blocks as they come from a PDF's text, a spreadsheet and a web page, laid over the catalogue's tables."""

from time import perf_counter

import pytest

from stats.catalogue.layouts import Table
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.pasting import Focus, Placement, place

YEAR = ReportingYear(2014)


def pasted(
    text: str,
    *,
    code: str = "eligible",
    row: int = 0,
    column: int = 0,
    year: ReportingYear = YEAR,
    divisions: tuple[str, ...] = (),
) -> Placement:
    layout = catalogue().layout_for(year)
    assert layout is not None
    tables: list[Table] = [table.for_divisions(divisions) for table in layout.tables]
    return place(text, tables=tables, focus=Focus(code, row, column), year=year)


def rows(placement: Placement, *, code: str = "eligible") -> dict[int, list[str]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for cell in placement.cells:
        if cell.table == code:
            found.setdefault(cell.row, []).append((cell.column, cell.text))
    return {row: [text for _column, text in sorted(texts)] for row, texts in found.items()}


def offers(placement: Placement) -> list[tuple[str, tuple[str, ...], list[tuple[int, int]]]]:
    return [
        (offer.label, offer.texts, [(cell.row, cell.column) for cell in offer.cells])
        for offer in placement.offers
    ]


WHOLE = {
    0: ["770", "100", "-", "870"],
    1: ["36", "22", "7", "65"],
    2: ["2", "2", "0", "4"],
    3: ["808", "124", "7", "939"],
}


@pytest.mark.parametrize(
    "text",
    [
        "770\t100\t-\t870\n36\t22\t7\t65\n2\t2\t0\t4\n808\t124\t7\t939\n",
        "770   100   -   870\r\n36  22  7  65\r\n2 2 0 4\r\n808 124 7 939",
        "Level 1\t770\t100\t-\t870\nLevel 2\t36\t22\t7\t65\nLevel 3\t2\t2\t0\t4\nTotal\t808\t124\t7\t939",
        "Level 1 770 100 - 870 \n\nLevel 2 36 22 7 65 \n\nLevel 3 2 2 0 4 \n\nTotal 808 124 7 939 \n",
        (
            "\tCategory 1: Registered sex offenders\tCategory 2\tCategory 3\tTotal\n"
            "Level 1\t770\t100\t-\t870\nLevel 2\t36\t22\t7\t65\nLevel 3\t2\t2\t0\t4\nTotal\t808\t124\t7\t939"
        ),
        "Total 808 124 7 939\nLevel 1 770 100 - 870\nLevel 3 2 2 0 4\nLevel 2 36 22 7 65",
        "Total\t808\t124\t7\t939\nLevel 1\t770\t100\t-\t870\nLevel 2\t36\t22\t7\t65\nLevel 3\t2\t2\t0\t4",
        (
            "\tTotal\tCategory 3\tCat 2\tCategory 1\n"
            "Level 1\t870\t-\t100\t770\nLevel 2\t65\t7\t22\t36\nLevel 3\t4\t0\t2\t2\nTotal\t939\t7\t124\t808"
        ),
        (
            "Total Category 3 Category 2 Category 1\n"
            "Level 1 870 - 100 770\nLevel 2 65 7 22 36\nLevel 3 4 0 2 2\nTotal 939 7 124 808"
        ),
        (
            "Total\tCategory 3\t2\t1\n"
            "Level 1\t870\t-\t100\t770\nLevel 2\t65\t7\t22\t36\nLevel 3\t4\t0\t2\t2\nTotal\t939\t7\t124\t808"
        ),
        (
            "Total, Category 3, 2, 1\n"
            "Level 1 870 - 100 770\nLevel 2 65 7 22 36\nLevel 3 4 0 2 2\nTotal 939 7 124 808"
        ),
        (
            "\tCategory 1: Registered sex offenders\t•\tOther dangerous\tTotal\n"
            "Level 1\t770\t100\t-\t870\nLevel 2\t36\t22\t7\t65\nLevel 3\t2\t2\t0\t4\nTotal\t808\t124\t7\t939"
        ),
        (
            "\tLevel 1\tLevel 2\tLevel 3\tTotal\nCategory 1\t770\t36\t2\t808\nCategory 2\t100\t22\t2\t124\n"
            "Category 3\t-\t7\t0\t7\nTotal\t870\t65\t4\t939"
        ),
        (
            "Level 1\n770\n100\n-\n870\nLevel 2\n36\n22\n7\n65\nLevel 3\n2\n2\n0\n4\n"
            "Total\n808\n124\n7\n939"
        ),
    ],
    ids=[
        "spreadsheet", "spaces", "with labels", "a PDF's text", "with headings", "the total first",
        "the total first, with tabs", "columns in another order", "columns in another order, in a PDF's text",
        "heads by number alone", "heads by number alone, in a PDF's text",
        "heads that were read badly", "turned", "a cell a line",
    ],
)  # fmt: skip
def test_a_whole_table_lands_in_its_rows(text: str) -> None:
    placement = pasted(text)
    assert rows(placement) == WHOLE
    assert (placement.offers, placement.beyond) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "more than 640\t100\t-\tabout 740",
        "Level 1\tmore than 640\t100\t-\tabout 740",
        "Level 1 more than 640 100 - about 740",
        "more than 640 100 - about 740",
    ],
    ids=["a spreadsheet", "with its label", "a PDF's text", "without a label"],
)
def test_a_number_keeps_the_word_that_stands_with_it(text: str) -> None:
    assert rows(pasted(text)) == {0: ["more than 640", "100", "-", "about 740"]}


@pytest.mark.parametrize("text", ["more than 640", "640 or more", ">640", "640+"])
def test_a_number_with_its_word_alone_is_one_cell(text: str) -> None:
    assert rows(pasted(text)) == {0: [text]}


def test_titles_and_heads_are_understood_and_other_words_named() -> None:
    text = (
        "MAPPA-eligible offenders on 31 March 2015\n\nCategory 1: \n\nRegistered sex \n\noffenders \n\n"
        "Category 2: \n\nViolent \n\nCategory 3: \n\nTotal \n\nLevel 1 770 100 - 870 \n\nLevel 2 36 22 7 65\n"
        "The Board met in Dorset."
    )
    placement = pasted(text)
    assert rows(placement) == {0: WHOLE[0], 1: WHOLE[1]}
    assert "The Board met in Dorset." in placement.left_out
    assert "MAPPA-eligible offenders on 31 March 2015" not in placement.left_out


def test_one_number_on_a_line_goes_down_the_column() -> None:
    placement = pasted("100\n22\n2\n124", column=1)
    assert [(cell.row, cell.column, cell.text) for cell in placement.cells] == [
        (0, 1, "100"),
        (1, 1, "22"),
        (2, 1, "2"),
        (3, 1, "124"),
    ]


def test_two_parts_with_the_same_labels_are_told_apart_by_their_headings() -> None:
    text = (
        "Breach of licence\nLevel 2 7 3 0 10\nLevel 3 1 0 0 1\nTotal 8 3 0 11\nBreach of SOPO\n"
        "Level 2 1 - - 1\nLevel 3 2 - - 2\nTotal 3 - - 3"
    )
    placement = pasted(text, code="returned_sopo")
    assert rows(placement, code="returned_sopo")[3] == ["1", "-", "-", "1"]
    assert rows(placement, code="returned_sopo")[5] == ["3", "-", "-", "3"]
    only = pasted("Breach of SOPO\nTotal 3 - - 3\nLevel 2 1 - - 1", code="returned_sopo")
    assert rows(only, code="returned_sopo") == {5: ["3", "-", "-", "3"], 3: ["1", "-", "-", "1"]}


def test_two_parts_without_headings_go_by_following_on_and_else_are_offered() -> None:
    text = "Level 2 7 3 0 10\nLevel 3 1 0 0 1\nTotal 8 3 0 11\nLevel 2 1 - - 1"
    placement = pasted(text, code="returned_sopo")
    assert list(rows(placement, code="returned_sopo")) == [0, 1, 2, 3]
    placement = pasted("Total 8 3 0 11\nLevel 2 7 3 0 10\nLevel 3 1 0 0 1", code="returned_sopo")
    assert placement.cells == []
    assert [(label, cells[0]) for label, _texts, cells in offers(placement)] == [
        ("Total", (2, 0)),
        ("Level 2", (0, 0)),
        ("Level 3", (1, 0)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SOPOs 69\nNOs 1\nFTOs 0",
        "FTO 0\nSOPO's 69\nNO 1",
        "NO\t1\t\nFTO\t0\t\nSOPO\t69\t",
        "SOPO 69 / NO 1 / FTO 0",
        "SOPOs 69, NOs 1, FTOs 0",
    ],
)
def test_abbreviations_are_labels(text: str) -> None:
    assert rows(pasted(text, code="orders_sopo"), code="orders_sopo") == {0: ["69"], 1: ["1"], 2: ["0"]}


def test_a_label_that_fits_no_row_is_offered_and_not_laid() -> None:
    """The report prints abbreviations, and an order for which that year's table has no row."""
    year = ReportingYear(2016)
    placement = pasted("SHPO 113\nNO 2\nFTO 0", code="orders_shpo", year=year)
    assert rows(placement, code="orders_shpo") == {0: ["113"], 2: ["2"]}
    assert offers(placement) == [("FTO", ("0",), [])]
    placement = pasted("SHPO 113\nOrders about travel to foreign lands 4", code="orders_shpo", year=year)
    assert offers(placement) == [("Orders about travel to foreign lands", ("4",), [(1, 0)])]


def test_a_column_that_was_torn_off_is_offered_row_by_row() -> None:
    """Category 1 stands after the other columns, its numbers without a label."""
    text = (
        "Level 2 and 3 offenders returned to custody\nCategory 2 -\nViolent offenders\nCategory 3 -\n"
        "Other dangerous offenders\nTotal\nBreach of licence\nLevel 2 7 0 13\nLevel 3 1 0 4\nTotal 8 0 17\n"
        "Breach of SOPO\nLevel 2 - - 1\n"
        "Category 1 -\nRegistered sex offenders\n6\n3\n9\n1\n"
    )
    placement = pasted(text, code="returned_sopo")
    cells = [(cell.row, cell.column, cell.text) for cell in placement.cells]
    assert cells == [
        (0, 1, "7"), (0, 2, "0"), (0, 3, "13"),
        (1, 1, "1"), (1, 2, "0"), (1, 3, "4"),
        (2, 1, "8"), (2, 2, "0"), (2, 3, "17"),
        (3, 1, "-"), (3, 2, "-"), (3, 3, "1"),
    ]  # fmt: skip
    assert offers(placement) == [("", (text,), [(row, 0)]) for row, text in enumerate(("6", "3", "9", "1"))]


def test_a_row_that_is_short_is_offered_from_the_focused_cell() -> None:
    placement = pasted("Level 1 770 100", column=1)
    assert placement.cells == []
    assert offers(placement) == [("Level 1", ("770", "100"), [(0, 1), (0, 2)])]


def test_a_row_that_comes_twice_is_offered_the_second_time() -> None:
    placement = pasted("Level 1 770 100 - 870\nLevel 1 1 2 3 4")
    assert rows(placement) == {0: WHOLE[0]}
    assert [offer.label for offer in placement.offers] == ["Level 1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Level 1 2 653 1 461 0 4 114", ["2,653", "1,461", "0", "4,114"]),
        ("Level 1\t2 653\t1 461\t0\t4 114", ["2,653", "1,461", "0", "4,114"]),
        ("2 653 1 461 0 4 114", ["2,653", "1,461", "0", "4,114"]),
    ],
)
def test_spaces_as_thousands_are_joined_where_the_width_proves_it(text: str, found: list[str]) -> None:
    assert rows(pasted(text)) == {0: found}


def test_spaces_that_may_be_thousands_or_not_are_offered() -> None:
    assert offers(pasted("1 471")) == [("", ("1", "471"), [(0, 0)])]
    assert pasted("Level 1 1 200 300 400 500").cells == []


# Cells of Greater Manchester 2014-15 in the order of the form, typed under a heading for each category.
SERIOUS = [
    ["6", "3", "1", "4", "3", "0"],
    ["1", "0", "0", "0", "1", "0"],
    ["0", "0", "0", "0", "0", "0"],
    ["5", "10", "2", "2", "4", "1"],
    ["2", "0", "0", "0", "2", "0"],
    ["0", "0", "0", "0", "0", "0"],
    ["0", "0", "0", "0", "0", "0"],
    ["1", "1", "1", "0", "0", "0"],
]
PLACES = [("Category 1: Registered sex offenders", "123"), ("Category 2", "123"), ("Category 3", "23")]


def serious(*, gap: str, heads: str) -> str:
    lines, left = [heads], list(SERIOUS)
    for heading, levels in PLACES:
        lines.append(heading)
        lines += [gap.join((f"Level {level}", *left.pop(0))) for level in levels]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        serious(
            gap=" ", heads="Serious further offences\nCharged\n2014-15\nCharged in\n2013-14\n2015\nOther"
        ),
        serious(gap="\t", heads="\t2014-15\t2013-14\tStill charged\tConvicted\t2015\tOther"),
        serious(gap=" ", heads=""),
    ],
    ids=["a PDF's text", "a spreadsheet", "without heads"],
)
def test_all_48_cells_of_a_heading_followed_by_its_levels(text: str) -> None:
    placement = pasted(text, code="serious_further_offences")
    assert rows(placement, code="serious_further_offences") == dict(enumerate(SERIOUS))
    assert len(placement.cells) == 48
    assert (placement.offers, placement.beyond) == ([], [])


def test_a_heading_in_a_column_of_its_own() -> None:
    text = "Category 2\tLevel 1\t5\t10\t2\t2\t4\t1\n\tLevel 2\t2\t0\t0\t0\t2\t0"
    found = rows(pasted(text, code="serious_further_offences"), code="serious_further_offences")
    assert found == {3: SERIOUS[3], 4: SERIOUS[4]}


def test_the_whole_page_goes_into_its_tables_wherever_it_is_pasted() -> None:
    text = (
        "MAPPA-eligible offenders on 31 March 2015\nLevel 1 770 100 - 870\nLevel 2 36 22 7 65\n"
        "MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)\nLevel 2 77 57 14 148\n"
        "RSOs cautioned or convicted for breach of\nnotification requirements 18\n"
        "SOPOs, NOs & FTOs imposed by the courts\nSOPOs 69\nNOs 1\n"
        "Level 2 and 3 offenders returned to custody\nBreach of licence\nLevel 2 7 3 0 10\n"
        "Total number of registered sexual offenders per 100,000 population 111\n"
    )
    placement = pasted(text, code="notification_breaches")
    found = {code: rows(placement, code=code) for code in {cell.table for cell in placement.cells}}
    assert found == {
        "eligible": {0: WHOLE[0], 1: WHOLE[1]},
        "levels_2_and_3": {0: ["77", "57", "14", "148"]},
        "notification_breaches": {0: ["18"]},
        "orders_sopo": {0: ["69"], 1: ["1"]},
        "returned_sopo": {0: ["7", "3", "0", "10"]},
        "rate": {0: ["111"]},
    }
    assert placement.offers == []


@pytest.mark.parametrize("column", [-1, 0])
@pytest.mark.parametrize("gap", ["\t", " "])
def test_divisions_bring_their_names_in_the_order_printed(gap: str, column: int) -> None:
    printed = {
        "Huntingdon": "120",
        "Fenland": "88",
        "Cambridge City": "200",
        "East Cambs": "45",
        "Peterborough": "1,010",
    }
    text = "\n".join(f"{name}{gap}{number}" for name, number in {**printed, "Total": "1463"}.items())
    placement = pasted(text, code="divisions", divisions=("?", "??"), column=column)
    assert placement.divisions == list(printed.items())
    assert rows(placement, code="divisions") == {2: ["1463"]}
    assert (placement.offers, placement.beyond) == ([], [])


def test_a_known_division_is_found_by_its_name_and_names_alone_can_be_pasted() -> None:
    placement = pasted("Bury 176\nBOLTON 235", code="divisions", divisions=("Bolton", "?"))
    assert rows(placement, code="divisions") == {0: ["235"]}
    assert placement.divisions == [("Bury", "176")]
    placement = pasted("Huntingdon\nEast Cambs", code="divisions", divisions=("?",), column=-1)
    assert placement.divisions == [("Huntingdon", ""), ("East Cambs", "")]


def test_labels_and_numbers_in_turn_on_one_line() -> None:
    text = "A Division\t119\tB Division\t58\tC Division\t190\tD Division\t261\tTotal\t628"
    placement = pasted(text, code="divisions", divisions=("?",))
    assert [name for name, _number in placement.divisions] == [f"{letter} Division" for letter in "ABCD"]
    assert rows(placement, code="divisions") == {1: ["628"]}


def test_what_does_not_fit_is_named_and_not_squeezed_in() -> None:
    placement = pasted("4\t939\n5\t6", row=3, column=3)
    assert [(cell.row, cell.column, cell.text) for cell in placement.cells] == [(3, 3, "4")]
    assert placement.beyond == ["939", "5", "6"]


def test_letters_in_a_count_are_kept_for_the_check_to_name() -> None:
    assert rows(pasted("7O0 1l0 - 870")) == {0: ["7O0", "1l0", "-", "870"]}


def test_an_empty_part_leaves_its_cell_alone() -> None:
    assert [(cell.column, cell.text) for cell in pasted("770\t\t-\t870").cells] == [
        (0, "770"),
        (2, "-"),
        (3, "870"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "words without a number", "\t\t"])
def test_nothing_to_paste(text: str) -> None:
    assert pasted(text).cells == []


@pytest.mark.parametrize(
    "text",
    [
        "9 " * 100_000,
        "word " * 100_000,
        "9\t" * 100_000,
        "Level 1 1 2 3 4\n" * 10_000,
        "(" * 50_000,
        "1 234 " * 50_000,
    ],
    ids=["numbers", "words", "tabs", "lines", "brackets", "thousands"],
)
def test_a_block_without_end_is_read_no_further_than_a_report_goes(text: str) -> None:
    began = perf_counter()
    placement = pasted(text)
    assert perf_counter() - began < 5
    assert len(placement.cells) <= 16
