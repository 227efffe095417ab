"""Reports as text, made up for these tests: the layouts' own labels, and numbers that add up or do not.

Reports in many layouts, disturbed in many ways, are in test_reports_*.
"""

from __future__ import annotations

import pytest

from stats.catalogue.years import ReportingYear
from stats.documents.pages import Document, PageRow, Rendering
from stats.reading.reading import AreaNames, ReportReading
from stats.reading.report.cells import LONGEST_WORDS, words_around
from stats.reading.report.read import read_report

AREAS = (AreaNames("north", ("Northshire", "Northshire Police")), AreaNames("south", ("Southshire",)))
YEAR = ReportingYear(2014)
HEADS = (
    "|Category 1: Registered sex offenders|Category 2: Violent offenders"
    "|Category 3: Other dangerous offenders|Total"
)
ELIGIBLE = f"""
MAPPA-eligible offenders on 31 March 2015
{HEADS}
Level 1|600|200|-|800
Level 2|30|20|10|60
Level 3|3|2|1|6
Total|633|222|11|866
"""
LEVELS = f"""
MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)
{HEADS}
Level 2|40|25|12|77
Level 3|4|3|2|9
Total|44|28|14|86
"""
LISTS = """
RSOs cautioned or convicted for breach of notification requirements|41
Restrictive orders for Category 1 offenders
SOPOs|52
NOs|2
FTOs|0
"""
STATISTICS = ELIGIBLE + LEVELS + LISTS


def document(text: str, *, name: str = "report.txt", title: str = "", how: str = "tables") -> Document:
    rows = tuple(PageRow(1, tuple(line.split("|"))) for line in text.splitlines())
    return Document(name, "0" * 64, "text", title, 1, (Rendering(how, rows),))


def read(text: str, *, area: str = "north", year: ReportingYear | None = YEAR) -> ReportReading:
    return read_report(document(text), areas=AREAS, area=area, year=year)


def texts(reading: ReportReading) -> dict[str, str]:
    return {cell: read.text for cell, read in reading.cells.items() if read.text}


def test_a_table_with_labels_and_heads_is_read_as_printed() -> None:
    found = texts(read(STATISTICS))
    assert found["eligible_offenders.1.1..0"] == "600"
    assert found["eligible_offenders.3.1..0"] == "-"
    assert found["level_2_3_offenders.total.total..0"] == "86"
    assert found["notification_breaches....0"] == "41"
    assert found["notification_order....0"] == "2"
    assert len(found) == 16 + 12 + 1 + 3


def test_a_cell_keeps_its_page_and_the_row_that_it_was_read_from() -> None:
    cell = read(STATISTICS).cells["eligible_offenders.2.2..0"]
    assert (cell.page, cell.words, cell.doubt) == (1, "Level 2 30 20 10 60", "")


def test_one_cell_a_line_reads_the_same() -> None:
    stacked = "\n".join(cell for line in STATISTICS.splitlines() for cell in line.split("|") if cell)
    assert texts(read(stacked)) == texts(read(STATISTICS))


def test_heads_in_another_order_are_followed() -> None:
    rows = [line.split("|") for line in ELIGIBLE.splitlines()]
    turned = "\n".join("|".join((row[0], *row[:0:-1])) for row in rows)
    assert texts(read(turned)) == texts(read(ELIGIBLE))


def test_without_heads_two_categories_that_no_sum_tells_apart_follow_no_odd_order() -> None:
    """Another table of the report has its categories in another order: this one may as well."""
    rows = [line.split("|") for line in ELIGIBLE.splitlines()]
    turned = "\n".join("|".join((row[0], *row[:0:-1])) for row in rows)
    found = texts(read(turned + LEVELS.replace(HEADS, "")))
    assert not [cell for cell in found if cell.startswith("level_2_3_offenders")]
    assert texts(read(ELIGIBLE + LEVELS.replace(HEADS, ""))) == texts(read(ELIGIBLE + LEVELS))


def test_a_printed_error_is_kept_and_told() -> None:
    reading = read(ELIGIBLE.replace("Level 3|3|2|1|6", "Level 3|3|2|1|7"))
    cell = reading.cells["eligible_offenders.total.3..0"]
    assert (cell.text, cell.doubt) == ("7", "The parts make 6.")
    sums = [remark for remark in reading.remarks if "A sum fails" in remark]
    told = "the total “Total, Level 3” is printed as 7; its parts (3, 2, 1) make 6."
    assert sums == [f"A sum fails in “MAPPA-eligible offenders on 31 March 2015”: {told}"]


@pytest.mark.parametrize("mark", ["*", "¹", " †", "(1)"])
def test_the_sign_of_a_footnote_is_no_part_of_the_number(mark: str) -> None:
    cell = read(ELIGIBLE.replace("|222|", f"|222{mark}|")).cells["eligible_offenders.2.total..0"]
    assert cell.text == "222"
    assert f"222{mark}" in cell.words


def test_a_raised_digit_that_became_part_of_a_number_is_told_by_the_sums() -> None:
    cell = read(ELIGIBLE.replace("|222|", "|2221|")).cells["eligible_offenders.2.total..0"]
    assert cell.text == "222"
    assert "sums agree" in cell.doubt


def test_last_years_table_and_the_nations_are_not_the_areas() -> None:
    last = ELIGIBLE.replace("2015", "2014").replace("|600|", "|500|").replace("|633|", "|533|")
    nation = "\nNational statistics\n" + ELIGIBLE.replace("|600|", "|60000|")
    assert texts(read(last + ELIGIBLE + nation)) == texts(read(ELIGIBLE))
    assert not texts(read(last))


def test_two_tables_of_the_same_title_that_differ_leave_the_cell_empty() -> None:
    other = ELIGIBLE.replace("|20|10|60", "|21|9|60").replace("|222|11|", "|223|10|")
    reading = read(ELIGIBLE + LISTS + other)
    cell = reading.cells["eligible_offenders.2.2..0"]
    assert cell.text == ""
    assert "20" in cell.doubt
    assert "21" in cell.doubt
    assert reading.cells["eligible_offenders.1.2..0"].text == "30"


def test_a_number_in_a_sentence_is_not_a_cell() -> None:
    reading = read(
        "Last year there were 655 registered sexual offenders and 3 notification orders.\n" + ELIGIBLE
    )
    assert texts(reading) == texts(read(ELIGIBLE))


def test_divisions_are_read_in_the_order_printed_where_they_add_up() -> None:
    text = "Registered sexual offenders by division\nWest|300\nEast Coast|333\nTotal|633\n"
    reading = read(ELIGIBLE + text)
    assert reading.divisions == ("West", "East Coast")
    assert reading.cells["eligible_offenders.1.total.East Coast.0"].text == "333"
    differing = read(ELIGIBLE + text.replace("333", "332").replace("Total|633\n", ""))
    assert "The divisions make 632; 633 is printed for the area." in differing.remarks


def test_a_text_without_a_table_gives_no_cell_and_says_so() -> None:
    reading = read("A letter about Level 2 meetings.\nNobody was harmed in 2014-15.")
    assert not reading.cells
    assert reading.remarks == ["No table of a MAPPA report was found."]


def test_a_table_that_the_layout_expects_and_is_not_there_is_told() -> None:
    assert any(
        "returned to custody" in remark and "not found" in remark for remark in read(STATISTICS).remarks
    )


def test_long_words_keep_their_label_and_their_number() -> None:
    long = f"SOPOs {'that were made in this year ' * 9} 52 in all"
    words = words_around(long, "52")
    assert len(words) <= LONGEST_WORDS
    assert words.startswith("SOPOs that")
    assert words.endswith("52 in all")
    assert " … " in words


@pytest.mark.parametrize(
    ("printed", "below", "kept"),
    [
        ("521", "1 Of these orders one was made twice.", ""),
        ("521", "(1) Of these orders one was made twice.", ""),
        ("521", "2 Of these orders one was made twice.", "521"),
        ("521", "1 day", "521"),
        ("521", "", "521"),
        ("521¹", "1 Of these orders one was made twice.", "521"),
    ],
)
def test_a_last_digit_that_a_note_explains_is_doubted(printed: str, below: str, kept: str) -> None:
    cell = read(f"{STATISTICS.replace('SOPOs|52', f'SOPOs|{printed}')}\n{below}").cells["sopo....0"]
    assert cell.text == kept
    assert bool(cell.text) != (cell.doubt == "It may be 52 with the sign of note 1; 521 is printed.")


def test_a_digit_that_a_sum_holds_is_no_notes_sign() -> None:
    reading = read(f"{STATISTICS}\n1 Of these orders one was made twice.")
    assert reading.cells["eligible_offenders.3.total..0"].text == "11"
