"""Which area and year a report is of, and what is said where the caller names another."""

from __future__ import annotations

import pytest

from stats.catalogue.years import ReportingYear
from stats.reading.report.read import read_report
from stats.reading.report.subject import years_in
from tests.reading.test_report_reading import AREAS, ELIGIBLE, document


@pytest.mark.parametrize(
    "text",
    [
        "2014-15",
        "2014/15",
        "2014 - 2015",
        "2014/5",
        "on 31 March 2015",
        "as at 31st March 2015",
        "March 2015",
        "2014 to 2015",
    ],
)
def test_a_year_is_known_however_it_is_written(text: str) -> None:
    assert set(years_in(text)) == {ReportingYear(2014)}


@pytest.mark.parametrize("text", ["2012-2015", "0161 2014", "1998-99", "25 June 2015"])
def test_what_is_no_reporting_year_is_none(text: str) -> None:
    assert not list(years_in(text))


def test_area_and_year_come_from_title_and_text() -> None:
    text = f"Northshire MAPPA\nAnnual Report 2014-15\n{ELIGIBLE}"
    reading = read_report(document(text), areas=AREAS)
    assert (reading.area, reading.year, reading.areas) == ("north", ReportingYear(2014), ())
    assert reading.cells


def test_a_title_that_the_text_contradicts_is_not_certain() -> None:
    text = f"Northshire MAPPA\nAnnual Report 2014-15\n{ELIGIBLE}"
    reading = read_report(document(text, title="Southshire MAPPA Annual Report 2011-12"), areas=AREAS)
    assert (reading.area, reading.year) == ("", None)
    assert set(reading.areas) == {"north", "south"}
    assert reading.remarks == ["Which year the report is of is not certain, so no table was looked for."]


def test_another_area_and_year_than_named_are_told_first() -> None:
    text = f"Northshire MAPPA\nAnnual Report 2014-15\n{ELIGIBLE}"
    reading = read_report(document(text), areas=AREAS, area="south", year=ReportingYear(2011))
    assert reading.remarks[:2] == [
        "The report's own text is of 2014-15, and not of 2011-12.",
        "The report's own text is of Northshire, and not of Southshire.",
    ]


@pytest.mark.parametrize(
    ("first", "own", "expected"),
    [
        ("Northshire MAPPA Annual Report 2011-12", "", "Northshire MAPPA Annual Report 2011-12"),
        ("Northshire\nAnnual Report 2011/12", "", "Annual Report 2011/12"),
        ("Northshire MAPPA Annual Report 2011-12", "Its own title", "Its own title"),
        ("Northshire 2011-12", "", "report"),  # no line calls itself a report: the name of the file
        (f"This report {'says much ' * 20}of Northshire in 2011-12.", "", "report"),
    ],
)
def test_the_title_is_what_the_document_or_its_cover_says(first: str, own: str, expected: str) -> None:
    assert read_report(document(first, title=own), areas=AREAS).title == expected
