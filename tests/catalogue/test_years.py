"""Reporting years and spans of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.catalogue.years import (
    FIRST_START,
    LAST_START,
    NotAReportingYearError,
    ReportingYear,
    Span,
)

years = st.integers(FIRST_START, LAST_START).map(ReportingYear)


@given(years)
def test_a_label_reads_back_as_its_year(year: ReportingYear) -> None:
    assert ReportingYear.parse(year.label) == year
    assert str(year) == year.label


@given(years, years)
def test_years_and_their_labels_stand_in_the_same_order(one: ReportingYear, other: ReportingYear) -> None:
    assert (one < other) == (one.label < other.label)


@given(st.text(max_size=9))
def test_what_is_read_is_what_would_be_written(text: str) -> None:
    try:
        year = ReportingYear.parse(text)
    except NotAReportingYearError:
        return
    assert year.label == text


@pytest.mark.parametrize(
    "text",
    [
        "2014-15",
        " 2014-15 ",
        "2014/15",
        "2014 / 15",
        "2014-2015",
        "2014 - 2015",
        "2014/2015",
        "2014–15",
        "2014—15",
        "2014‑15",
        "2014−2015",
        "2014 to 2015",
        "March 2015",
        "MARCH 2015",
        "Mar 2015",
        "31 March 2015",
        "31st March 2015",
        "at 31 March 2015",
        "As at 31 March 2015",
        "year ending March 2015",
        "Year ended 31 March 2015",
    ],
)
def test_one_year_in_every_way_that_people_write_it(text: str) -> None:
    assert ReportingYear.read(text) == ReportingYear(2014)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2014",
            "2014-16",
            "2014-2016",
            "2014-14",
            "2014/5",
            "20142015",
            "1999-00",
            "1999-2000",
            "2100-01",
        ),
        *(
            "April 2015",
            "30 March 2015",
            "Mar-15",
            "March 15",
            "March 2000",
            "٢٠١٤-١٥",
            "2014-15-16",
            "next year",
        ),
    ],
)
def test_what_is_no_year_whatever_is_let_pass(text: str) -> None:
    with pytest.raises(NotAReportingYearError):
        ReportingYear.read(text)


@given(years, st.sampled_from(["-", "/", "–", " - ", " to "]), st.booleans())
def test_a_year_is_read_back_from_two_calendar_years(year: ReportingYear, sign: str, whole: bool) -> None:  # noqa: FBT001
    if year.end == 2100 and whole:
        return
    end = f"{year.end}" if whole else f"{year.end % 100:02d}"
    assert ReportingYear.read(f"{year.start}{sign}{end}") == year


@pytest.mark.parametrize(
    ("label", "start", "end"), [("2014-15", 2014, 2015), ("2009-10", 2009, 2010), ("2099-00", 2099, 2100)]
)
def test_a_year_runs_to_31_march(label: str, start: int, end: int) -> None:
    year = ReportingYear.parse(label)
    assert (year.start, year.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2014-16",
        "2014-14",
        "2014-2015",
        "2014/15",
        "2014–15",
        "2014",
        "99-00",
        "1999-00",
        "2100-01",
        "9999-00",
        "٢٠١٤-١٥",
        "２０１４-１５",
        " 2014-15",
        "2014-15\n",
        "2014-15 ",
        "",
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotAReportingYearError, match="expected"):
        ReportingYear.parse(text)


def test_years_back_stop_at_the_first_year_known() -> None:
    assert ReportingYear.parse("2014-15").back(1) == ReportingYear.parse("2013-14")
    with pytest.raises(NotAReportingYearError):
        ReportingYear(FIRST_START).back(1)


@given(years, years, years)
def test_a_span_holds_its_ends_and_what_lies_between(
    a: ReportingYear, b: ReportingYear, c: ReportingYear
) -> None:
    first, last = min(a, b), max(a, b)
    span = Span(first, last)
    assert first in span
    assert last in span
    assert (c in span) == (c in set(span.years()))


@given(years, years)
def test_an_open_span_has_no_end(first: ReportingYear, year: ReportingYear) -> None:
    assert (year in Span(first=first)) == (year >= first)
    assert (year in Span(last=first)) == (year <= first)
    assert year in Span()


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends 2013-14 before it starts 2014-15"):
        Span(ReportingYear(2014), ReportingYear(2013))


def test_an_open_span_has_no_list_of_years() -> None:
    with pytest.raises(ValueError, match="open span"):
        Span(first=ReportingYear(2014)).years()
