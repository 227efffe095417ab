"""Blocks as they come from a PDF's text, a spreadsheet and a web page, laid over the catalogue's tables."""

import pytest

from stats.catalogue.layouts import Table
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.pasting import NAME, Placement, place

YEAR = ReportingYear(2014)


def table(code: str) -> Table:
    layout = catalogue().layout_for(YEAR)
    assert layout is not None
    return next(one for one in layout.tables if one.code == code)


def pasted(text: str, *, code: str = "eligible", row: int = 0, column: int = 0) -> Placement:
    one = table(code)
    labels = [line.label for line in one.rows]
    return place(
        text, labels=labels, width=len(one.columns), title=one.title_for(YEAR), row=row, column=column
    )


def rows(placement: Placement) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for cell in placement.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return found


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
    ],
    ids=["spreadsheet", "spaces", "with labels", "a PDF's text", "with headings"],
)
def test_a_whole_table_lands_in_its_rows(text: str) -> None:
    assert rows(pasted(text)) == WHOLE


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


def test_headings_of_a_pdf_are_left_out_and_named() -> None:
    text = (
        "MAPPA-eligible offenders on 31 March 2015\n\nCategory 1: \n\nRegistered sex \n\noffenders \n\n"
        "Category 2: \n\nTotal \n\nLevel 1 770 100 - 870 \n\nLevel 2 36 22 7 65"
    )
    placement = pasted(text)
    assert rows(placement) == {0: WHOLE[0], 1: WHOLE[1]}
    assert "MAPPA-eligible offenders on 31 March 2015" in placement.left_out
    assert "Registered sex" in placement.left_out


def test_one_number_on_a_line_goes_down_the_column() -> None:
    placement = pasted("100\n22\n2\n124", column=1)
    assert [(cell.row, cell.column, cell.text) for cell in placement.cells] == [
        (0, 1, "100"),
        (1, 1, "22"),
        (2, 1, "2"),
        (3, 1, "124"),
    ]


def test_two_parts_with_the_same_labels_are_told_apart_by_their_order() -> None:
    text = (
        "Breach of licence\nLevel 2 7 3 0 10\nLevel 3 1 0 0 1\nTotal 8 3 0 11\nBreach of SOPO\n"
        "Level 2 1 - - 1\nLevel 3 2 - - 2\nTotal 3 - - 3"
    )
    placement = pasted(text, code="returned_sopo")
    assert rows(placement)[3] == ["1", "-", "-", "1"]
    assert rows(placement)[5] == ["3", "-", "-", "3"]
    assert placement.left_out == ("Breach of licence", "Breach of SOPO")


def test_labels_in_the_report_s_own_words_go_by_their_order() -> None:
    assert rows(pasted("SOPOs 69\nNOs 1\nFTOs 0", code="orders_sopo")) == {0: ["69"], 1: ["1"], 2: ["0"]}


def test_divisions_bring_their_names() -> None:
    labels = ["Bolton", "", "Area total"]
    placement = place("Bolton 235\nBury 176\n", labels=labels, width=1, title="", row=0, column=0)
    assert [(cell.row, cell.column, cell.text) for cell in placement.cells] == [
        (0, 0, "235"),
        (1, 0, "176"),
        (1, NAME, "Bury"),
    ]


def test_what_does_not_fit_is_named_and_not_squeezed_in() -> None:
    placement = pasted("4\t939\n5\t6", row=3, column=3)
    assert [(cell.row, cell.column, cell.text) for cell in placement.cells] == [(3, 3, "4")]
    assert placement.beyond == ("939", "5", "6")


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
    assert pasted(text).cells == ()
