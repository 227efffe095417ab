from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.years import ReportingYear
from stats.queries.pages.coverage import CoverageCell, CoveragePage, coverage_page
from tests.factories import make_area, make_division, make_figure, make_nation, make_source

pytestmark = pytest.mark.django_db

DAY = date(2016, 11, 1)  # the reports for 2015-16 are out


def cell(page: CoveragePage, area: str, year: str) -> CoverageCell:
    rows = {row.area.slug: row for row in page.rows}
    return next(cell for cell in rows[area].cells if cell.year.label == year)


def code(page: CoveragePage, area: str, year: str) -> str | None:
    found = cell(page, area, year).coverage
    return found.code if found else None


def test_before_anything_is_loaded_nothing_is_expected_of_nobody() -> None:
    page = coverage_page(DAY)
    assert (page.areas, page.nation, page.reports, page.held, page.own_reports) == ((), None, 0, 0, 0)


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (date(2016, 10, 30), "2014-15"),
        (date(2016, 10, 31), "2015-16"),
        (date(2017, 3, 31), "2015-16"),
        (date(2017, 4, 1), "2015-16"),
        (date(2017, 12, 31), "2016-17"),
    ],
)
def test_a_report_is_expected_once_it_should_be_out(day: date, latest: str) -> None:
    make_area()
    page = coverage_page(day)
    assert [str(page.expected[0]), str(page.expected[-1])] == ["2001-02", latest]
    assert page.years == page.expected
    assert page.next_expected.start == page.expected[-1].start + 1


def test_the_best_source_of_any_figure_says_what_is_held() -> None:
    press, answer = make_source("Echo", kind="press report"), make_source("A", kind="parliamentary answer")
    make_figure(value=1, category="1", level="total", source=press)
    make_figure(value=1, category="2", level="total", source=answer)
    make_figure(value=1, category="1", level="total", year="2013-14", source=press)
    page = coverage_page(DAY)
    assert code(page, "dorset", "2014-15") == "national tables"
    assert code(page, "dorset", "2013-14") == "other source"
    assert code(page, "dorset", "2012-13") is None
    assert list(cell(page, "dorset", "2014-15").by_kind) == ["parliamentary answer", "press report"]
    assert (page.held, page.own_reports) == (2, 0)


def test_a_report_is_that_of_the_newest_year_in_it() -> None:
    make_figure(value=1, category="1", level="total", year="2014-15")
    make_figure(value=1, category="1", level="total", year="2013-14")
    page = coverage_page(DAY)
    assert code(page, "dorset", "2014-15") == "own report"
    assert code(page, "dorset", "2013-14") == "own report in part"
    assert (page.held, page.own_reports) == (2, 1)
    assert cell(page, "dorset", "2013-14").is_gap
    assert not cell(page, "dorset", "2014-15").is_gap


def test_a_foreword_is_a_part_of_the_report() -> None:
    make_figure(value=1, category="1", level="total", source=make_source("Foreword", standing="extract"))
    assert code(coverage_page(DAY), "dorset", "2014-15") == "own report in part"


def test_each_figure_counts_once_those_of_divisions_too_and_none_that_is_withdrawn() -> None:
    press = make_source("Echo", kind="press report")
    area = make_area("greater-manchester")
    make_figure(value=1, category="1", level="total", area=area)
    make_figure(value=2, category="1", level="total", area=area, source=press, preferred=False)
    make_figure(value=3, category="1", level="total", division=make_division("Bolton", area=area))
    make_figure(value=4, category="2", level="total", area=area, withdrawn=True)
    make_figure(marker="c", category="3", level="total", area=area, source=press)
    found = cell(coverage_page(DAY), "greater-manchester", "2014-15")
    assert (found.figures, found.own_report_figures) == (3, 2)
    assert found.by_kind == {"area report": 2, "press report": 1}


def test_what_was_withdrawn_leaves_a_gap() -> None:
    make_figure(value=1, category="1", level="total", withdrawn=True)
    found = cell(coverage_page(DAY), "dorset", "2014-15")
    assert (found.coverage, found.figures, found.is_gap) == (None, 0, True)


def test_the_nation_has_a_row_of_its_own_and_is_no_gap() -> None:
    make_figure(
        value=1, category="1", level="total", area=make_nation(), source=make_source("B", kind="press report")
    )
    make_area()
    page = coverage_page(DAY)
    assert page.nation is not None
    assert page.rows[-1] == page.nation
    assert (page.nation.held, page.held, page.reports) == (1, 0, 15)
    assert {area.slug for area, _cell in page.gaps} == {"dorset"}


def test_a_figure_of_a_year_without_reports_is_shown_and_no_report_of_that_year_is_missed() -> None:
    make_figure(value=1, category="1", level="total", area=make_nation(), year="2000-01")
    make_figure(value=1, category="1", level="total", area=make_area(), year="2016-17")
    page = coverage_page(DAY)
    assert [str(page.years[0]), str(page.years[-1]), len(page.years)] == ["2000-01", "2016-17", 17]
    assert len(page.expected) == 15
    assert not cell(page, "dorset", "2000-01").is_gap
    assert not cell(page, "dorset", "2016-17").is_gap
    assert (page.reports, page.held, page.own_reports) == (15, 0, 0)
    (dorset,) = page.areas
    assert (dorset.held, dorset.years) == (1, 16)


def test_gaps_are_told_newest_first_and_by_name_within_a_year() -> None:
    make_figure(value=1, category="1", level="total", area=make_area("kent"), year="2015-16")
    make_area("dorset")
    gaps = [(area.slug, cell.year.label) for area, cell in coverage_page(DAY).gaps]
    assert gaps[:3] == [("dorset", "2015-16"), ("dorset", "2014-15"), ("kent", "2014-15")]
    assert gaps[-1] == ("kent", "2001-02")
    assert len(gaps) == 29


@pytest.mark.parametrize("areas", [1, 6])
def test_three_queries_for_few_areas_and_for_many(
    areas: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(areas):
        make_figure(value=1, category="1", level="total", area=make_area(f"area-{number}"))
    with django_assert_num_queries(3):
        page = coverage_page(DAY)
    assert page.held == areas
    assert page.expected[-1] == ReportingYear(2015)
