"""Reports as text, made up for these tests: the layouts' own labels, and numbers that add up or do not."""

from __future__ import annotations

from stats.catalogue.years import ReportingYear
from stats.documents.pages import Document, PageRow, Rendering
from stats.reading.reading import AreaNames, ReportReading
from stats.reading.report import read_report

AREAS = (AreaNames("north", ("Northshire", "Northshire Police")), AreaNames("south", ("Southshire",)))
YEAR = ReportingYear(2014)

STATISTICS = """
MAPPA-eligible offenders on 31 March 2015
Category 1: Registered sex offenders | Category 2: Violent offenders | Category 3: Other dangerous offenders | Total
Level 1 | 600 | 200 | - | 800
Level 2 | 30 | 20 | 10 | 60
Level 3 | 3 | 2 | 1 | 6
Total | 633 | 222 | 11 | 866
RSOs cautioned or convicted for breach of notification requirements | 41
Restrictive orders for Category 1 offenders
SOPOs | 52
NOs | 2
FTOs | 0
"""


def document(text: str, *, name: str = "report.txt", title: str = "") -> Document:
    rows = tuple(PageRow(1, tuple(line.split("|"))) for line in text.splitlines())
    return Document(name, "0" * 64, "text", title, 1, (Rendering("tables", rows),))


def read(text: str, *, area: str = "north", year: ReportingYear | None = YEAR) -> ReportReading:
    return read_report(document(text), areas=AREAS, area=area, year=year)


def texts(reading: ReportReading) -> dict[str, str]:
    return {cell: read.text for cell, read in reading.cells.items() if read.text}


def test_a_table_with_labels_and_heads_is_read_as_printed() -> None:
    found = texts(read(STATISTICS))
    assert found["eligible_offenders.1.1..0"] == "600"
    assert found["eligible_offenders.3.1..0"] == "-"
    assert found["eligible_offenders.total.total..0"] == "866"
    assert found["notification_breaches....0"] == "41"
    assert found["notification_order....0"] == "2"
    assert len(found) == 16 + 1 + 3


def test_a_cell_keeps_its_page_and_the_row_that_it_was_read_from() -> None:
    cell = read(STATISTICS).cells["eligible_offenders.2.2..0"]
    assert (cell.page, cell.words, cell.doubt) == (1, "Level 2 30 20 10 60", "")


def test_a_text_without_a_table_gives_no_cell_and_says_so() -> None:
    reading = read("A letter about Level 2 meetings.\nNobody was harmed in 2014-15.")
    assert not reading.cells
    assert "No table of a MAPPA report was found." in reading.remarks
