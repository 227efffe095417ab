"""What is given and is not the report that was expected: nothing of it is read as the area's figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from stats.catalogue.years import ReportingYear
from stats.documents.pages import Document, PageRow, Rendering
from stats.reading.reading import ReportReading
from stats.reading.report.read import read_report
from tests.reading.made.areas import KNOWN
from tests.reading.made.judging import judged
from tests.reading.made.renderings import document
from tests.reading.made.reports import report
from tests.reading.made.walking import on_cells

pytestmark = pytest.mark.thorough

DORSET = "dorset-2014-15"
WAYS = ("ruled", "stacked", "torn", "pdf")
RECIPE = """
Leek and potato soup

Total time 45 minutes. Serves 4 to 6.

2 leeks
3 potatoes
1 litre of stock
Salt, 1 level teaspoon

Level 2 tablespoons of flour and stir for 3 minutes. Category 1 eggs may be left out.
Dorset butter is best. Printed in March 2015.
"""


def written(text: str, *, name: str = "text.txt", page: int = 0) -> Document:
    rows = tuple(PageRow(page, (line,)) for line in text.splitlines())
    return Document(name, "0" * 64, "txt", "", page, (Rendering("text", rows),))


def filled(reading: ReportReading) -> dict[str, str]:
    return {key: cell.text for key, cell in reading.cells.items() if cell.text}


def changed(given: Document, old: str, new: str) -> Document:
    def on_rows(rows: Iterable[PageRow]) -> tuple[PageRow, ...]:
        return tuple(
            PageRow(row.page, tuple(re.sub(old, new, cell, flags=re.IGNORECASE) for cell in row.cells))
            for row in rows
        )

    renderings = tuple(Rendering(one.how, on_rows(one.rows)) for one in given.renderings)
    return replace(given, name=re.sub(old, new, given.name), renderings=renderings)


def joined(*given: Document) -> Document:
    ways = zip(*(one.renderings for one in given), strict=True)
    renderings = tuple(Rendering(way[0].how, tuple(row for one in way for row in one.rows)) for way in ways)
    return replace(given[0], name="joined.pdf", renderings=renderings)


@pytest.mark.parametrize("way", WAYS)
def test_a_report_of_another_area_than_named_is_told(way: str) -> None:
    reading = read_report(document(report(DORSET), way), areas=KNOWN, area="kent")
    assert reading.area == "" or any("dorset" in remark.casefold() for remark in reading.remarks)


@pytest.mark.parametrize("way", WAYS)
def test_a_report_of_another_year_than_named_is_told(way: str) -> None:
    reading = read_report(document(report(DORSET), way), areas=KNOWN, year=ReportingYear(2012))
    assert reading.year is None or any("2014-15" in remark for remark in reading.remarks)


def test_a_file_that_is_no_report_has_nothing_to_read() -> None:
    reading = read_report(written(RECIPE), areas=KNOWN)
    assert filled(reading) == {}
    assert reading.remarks


def test_a_file_that_is_no_report_stays_one_where_area_and_year_are_named() -> None:
    reading = read_report(written(RECIPE), areas=KNOWN, area="dorset", year=ReportingYear(2014))
    assert filled(reading) == {}
    assert reading.remarks


@pytest.mark.parametrize("way", WAYS)
def test_two_areas_in_one_document_are_asked_about(way: str) -> None:
    both = joined(document(report(DORSET), way), document(report("cambridgeshire-2014-15"), way))
    reading = read_report(both, areas=KNOWN)
    assert reading.area == ""
    assert {"dorset", "cambridgeshire"} <= {*reading.areas}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [DORSET, "cambridgeshire-2014-15"])
def test_of_two_areas_the_one_named_is_read_or_nothing(way: str, name: str) -> None:
    both = joined(document(report(DORSET), way), document(report("cambridgeshire-2014-15"), way))
    reading = read_report(both, areas=KNOWN, area=report(name).area)
    assert judged(reading, report(name), paged=False).wrong == []


@pytest.mark.parametrize("way", WAYS)
def test_two_tables_that_differ_and_name_no_area_are_both_left_empty(way: str) -> None:
    """The second report's cover is gone: nothing tells whose its tables are."""
    nameless = changed(document(report("cambridgeshire-2014-15"), way), "cambridgeshire", "our area")
    reading = read_report(joined(document(report(DORSET), way), nameless), areas=KNOWN, area="dorset")
    assert judged(reading, report(DORSET), paged=False).wrong == []
    assert reading.cells["eligible_offenders.1.1..0"].text == ""
    assert "twice" in reading.cells["eligible_offenders.1.1..0"].doubt


def test_the_year_of_two_reports_in_one_file_is_that_of_the_area_named() -> None:
    both = joined(document(report(DORSET), "ruled"), document(report("derbyshire-2005-06"), "ruled"))
    reading = read_report(both, areas=KNOWN, area="derbyshire")
    assert reading.year == ReportingYear(2005)
    assert judged(reading, report("derbyshire-2005-06"), paged=False).wrong == []


@pytest.mark.parametrize("title", ["MAPPA Annual Report 2014-15", "National Statistics 2014-15"])
def test_the_nation_is_read_where_the_title_says_so_and_no_area_is_named(title: str) -> None:
    titled = read_report(written(f"{title}\nMAPPA, England and Wales, March 2015\nLevel 1\n"), areas=KNOWN)
    in_passing = read_report(written(f"{title}\nThere are 42 areas in England and Wales.\n"), areas=KNOWN)
    assert (titled.area, in_passing.area) == ("england-and-wales", "")


@pytest.mark.parametrize("way", WAYS)
def test_a_report_without_a_year_is_asked_about(way: str) -> None:
    plain = changed(document(report(DORSET), way), r"20[0-9]{2}(-[0-9]{2,4})?", "")
    reading = read_report(plain, areas=KNOWN)
    assert (reading.area, reading.year) == ("dorset", None)


@pytest.mark.parametrize("way", WAYS)
def test_a_report_without_a_year_is_read_once_the_year_is_named(way: str) -> None:
    plain = changed(document(report(DORSET), way), r"20[0-9]{2}(-[0-9]{2,4})?", "")
    found = judged(read_report(plain, areas=KNOWN, year=ReportingYear(2014)), report(DORSET))
    assert found.wrong == []
    assert found.share >= 0.95


def test_a_report_without_an_area_is_asked_about() -> None:
    plain = changed(document(report(DORSET), "pdf"), "dorset|avon and somerset|west yorkshire", "our area")
    reading = read_report(plain, areas=KNOWN)
    assert (reading.area, reading.year) == ("", ReportingYear(2014))


@pytest.mark.parametrize("way", WAYS)
def test_a_year_that_no_layout_has_is_told(way: str) -> None:
    early = changed(document(report(DORSET), way), "2014(.)(20)?15", r"1998\g<1>1999")
    early = changed(changed(early, "2015", "1999"), "2014|2013|2012", "1998")
    reading = read_report(early, areas=KNOWN)
    assert reading.year is None
    assert filled(reading) == {}


def test_a_document_that_could_not_be_opened_has_no_cells() -> None:
    scan = Document("scan.pdf", "0" * 64, "pdf", "", 3)
    reading = read_report(scan, areas=KNOWN)
    assert (filled(reading), reading.area, reading.year) == ({}, "", None)


@pytest.mark.parametrize("printed", ["6g", "b9", "l", "O", "69a", "6 9", "(69)", "69."])
@pytest.mark.parametrize("way", [way for way in WAYS if way != "torn"])
def test_what_is_no_number_beside_a_label_is_listed_with_its_words(way: str, printed: str) -> None:
    misprinted = on_cells(
        report(DORSET), lambda cell: replace(cell, text=printed) if cell.key == "sopo....0" else cell
    )
    reading = read_report(document(misprinted, way), areas=KNOWN)
    cell = reading.cells["sopo....0"]
    assert (cell.text, cell.doubt) == ("", f"“{printed}” is no number that can be stored.")
    assert "SOPOs" in cell.words
    assert printed in cell.words
    found = judged(reading, report(DORSET))
    assert found.wrong == []
    assert found.filled >= found.of - 1


@pytest.mark.parametrize("way", ["ruled", "pdf"])
def test_a_row_of_which_a_number_cannot_be_read_is_listed(way: str) -> None:
    key = "eligible_offenders.1.2..0"
    misprinted = on_cells(report(DORSET), lambda cell: replace(cell, text="6g") if cell.key == key else cell)
    cells = read_report(document(misprinted, way), areas=KNOWN).cells
    for other in (key, "eligible_offenders.2.2..0", "eligible_offenders.total.2..0"):
        assert cells[other].text or cells[other].doubt
    assert (cells[key].text, cells[key].words) == ("", "Level 2 6g 6 2 12")
