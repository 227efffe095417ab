"""The five documents that the project began with, worked out by hand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.headlines import Headline
from stats.analysis.tables.printed_tables import PrintedTable
from stats.calculations.reconciliation import Outcome
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.queries.pages.area import AreaPage, area_page
from tests.reference.poisson import garwood
from tests.shipped import DATA_LOADS

pytestmark = pytest.mark.usefixtures("shipped")


def page_of(slug: str, year: str) -> AreaPage:
    page = area_page(slug, year=ReportingYear.parse(year))
    assert page is not None
    return page


def headline(page: AreaPage, slug: str) -> Headline:
    return next(one for one in page.headlines if one.indicator.slug == slug)


def table(page: AreaPage, code: str) -> PrintedTable:
    return next(one for one in page.tables if one.code == code)


def rows(found: PrintedTable) -> dict[str, list[str]]:
    """The numbers of a table as printed, by the label of the row."""
    return {
        row.label: [cell.held.as_printed if cell.held else "" for cell in row.cells] for row in found.rows
    }


@dataclass(frozen=True)
class Report:
    slug: str
    year: str
    rsos: int
    rate: int
    people: int
    """The ONS estimate for mid-2014 or mid-2015 aged ten and over; for Derbyshire mid-2005, all ages."""

    def __str__(self) -> str:
        return f"{self.slug} {self.year}"


REPORTS = (
    Report("dorset", "2015-16", rsos=697, rate=102, people=686_389),
    Report("dorset", "2014-15", rsos=670, rate=98, people=681_542),
    Report("cambridgeshire", "2014-15", rsos=808, rate=111, people=726_100),
    Report("greater-manchester", "2014-15", rsos=2_662, rate=112, people=2_370_462),
    Report("derbyshire", "2005-06", rsos=628, rate=64, people=985_479),
)


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_count_and_rate_are_as_printed(report: Report) -> None:
    page = page_of(report.slug, report.year)
    count, rate = headline(page, "rsos").value, headline(page, "rso-rate").value

    assert (count.amount, rate.amount) == (report.rsos, report.rate)
    assert rate.is_printed
    assert [source.kind for source in rate.sources] == ["area report"]


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_the_computed_rate_rounds_to_the_printed_one(report: Report) -> None:
    rate = headline(page_of(report.slug, report.year), "rso-rate").value

    assert rate.computed is not None
    assert float(rate.computed) == pytest.approx(report.rsos / report.people * 100_000)
    assert round(rate.computed) == report.rate
    assert not rate.printed_differs


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_one_in_so_many_people(report: Report) -> None:
    rate = headline(page_of(report.slug, report.year), "rso-rate").value
    assert rate.one_in == int(report.people / report.rsos + 0.5)


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_intervals_of_count_and_rate_by_adding_up_probabilities(report: Report) -> None:
    page = page_of(report.slug, report.year)
    lower, upper = garwood(report.rsos, confidence=0.95)

    for slug, factor in (("rsos", 1.0), ("rso-rate", 100_000 / report.people)):
        ends = headline(page, slug).value.interval
        assert ends is not None
        assert ends.lower == pytest.approx(lower * factor, rel=1e-9)
        assert ends.upper == pytest.approx(upper * factor, rel=1e-9)


def test_dorset_2015_by_hand() -> None:
    """697 over 686,389 is 101.546 per 100,000, one in 985; 27 more than 670, which is 4.03%."""
    page = page_of("dorset", "2015-16")
    count, rate = headline(page, "rsos"), headline(page, "rso-rate")

    assert rate.value.computed is not None
    assert round(rate.value.computed, 3) == Decimal("101.546")
    assert rate.value.one_in == 985
    assert count.previous is not None
    assert count.previous.amount == 670
    assert count.change is not None
    assert count.change.absolute == 27
    assert count.change.percent is not None
    assert round(count.change.percent, 2) == Decimal("4.03")
    assert rate.change is not None
    assert rate.change.absolute == 4
    assert (rate.breaks, count.breaks) == ((), ())


def test_derbyshires_rate_divides_by_people_of_all_ages() -> None:
    rate = headline(page_of("derbyshire", "2005-06"), "rso-rate").value

    assert rate.population is not None
    assert (rate.population.age_band, rate.population.mid_year) == ("all", 2005)


def test_derbyshire_adds_level_2_and_level_3_and_recalls() -> None:
    """Page 17 prints 34 at Level 3 and 242 at Level 2, and no total."""
    page = page_of("derbyshire", "2005-06")

    assert headline(page, "level-2-3-offenders").value.amount == 242 + 34
    assert headline(page, "licence-recalls").value.amount == 64
    assert rows(table(page, "levels_2005"))["Total"] == ["34", "242"]


def test_derbyshire_prints_orders_applied_for_interim_and_full() -> None:
    printed = rows(table(page_of("derbyshire", "2005-06"), "category_1_2005"))

    assert {label for label in printed if "SOPOs" in label} == {
        "Sexual offences prevention orders (SOPOs) applied for",
        "Interim SOPOs granted",
        "Full SOPOs imposed",
    }
    assert all(number != "" for (number,) in printed.values())


def test_derbyshires_four_divisions_make_its_total() -> None:
    found = table(page_of("derbyshire", "2005-06"), "divisions")
    numbers = [int(number.replace(",", "")) for (number,) in rows(found).values()]

    assert len(numbers) == 5
    assert sum(numbers[:4]) == numbers[4] == 628
    assert [check.finding.outcome for check in found.checks] == [Outcome.AGREES]


def test_dorset_2015_prints_its_category_table() -> None:
    assert rows(table(page_of("dorset", "2015-16"), "eligible")) == {
        "Level 1": ["693", "196", "-", "889"],
        "Level 2": ["4", "2", "3", "9"],
        "Level 3": ["0", "0", "1", "1"],
        "Total": ["697", "198", "4", "899"],
    }


def test_dorset_2014_prints_its_category_table() -> None:
    """The report, "MAPPA-eligible offenders on 31 March 2015"."""
    assert rows(table(page_of("dorset", "2014-15"), "eligible")) == {
        "Level 1": ["666", "233", "-", "899"],
        "Level 2": ["4", "6", "2", "12"],
        "Level 3": ["0", "1", "1", "2"],
        "Total": ["670", "240", "3", "913"],
    }


def test_greater_manchester_prints_eleven_divisions_and_what_the_template_lacks() -> None:
    page = page_of("greater-manchester", "2014-15")
    printed = rows(table(page, "divisions"))

    assert len(printed) == 12
    assert sum(int(printed[label][0]) for label in printed if label != "Area total") == 2_631
    assert printed["Area total"] == ["2662"]
    assert {"serious_further_offences", "serious_case_reviews"} <= {one.code for one in page.tables}


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_every_figure_of_a_report_has_a_place_in_its_tables(report: Report) -> None:
    page = page_of(report.slug, report.year)

    assert page.outside == ()
    assert page.year in page.area.report_years
    broken = {
        found.code
        for found in page.tables
        for row in found.rows
        for cell in row.cells
        if cell.held is None and cell.exists and not cell.is_not_applicable
    }
    # Greater Manchester prints breaches of a SOPO for Category 1 alone, without a total of the row.
    assert broken == ({"returned_sopo"} if report.slug == "greater-manchester" else set())


def test_dashes_are_not_zeros() -> None:
    page = page_of("dorset", "2015-16")
    dash = CellKey("eligible_offenders", "3", "1")
    (cell,) = (
        cell
        for row in table(page, "eligible").rows
        for cell in row.cells
        if cell.held is not None and cell.held.cell == dash
    )
    assert cell.is_not_applicable
    assert cell.held is not None
    assert cell.held.amount.value is None


@pytest.mark.parametrize(
    ("year", "orders", "codes"),
    [("2014-15", "orders_sopo", {"sopo"}), ("2015-16", "orders_shpo", {"shpo", "shpo_foreign_travel"})],
)
def test_orders_follow_the_law_of_the_year(year: str, orders: str, codes: set[str]) -> None:
    page = page_of("dorset", year)
    held = {cell.held.cell.measure for row in table(page, orders).rows for cell in row.cells if cell.held}
    assert codes <= held
    assert not ({"sopo", "shpo"} - codes) & held


def test_the_change_of_law_is_told_on_the_first_page_under_it() -> None:
    page = page_of("dorset", "2015-16")
    assert "sopo-to-shpo" in {one.code for one in page.breaks if one.first == page.year}


def test_what_the_report_of_2014_prints_of_2013_stands_on_a_page_of_2013() -> None:
    """Greater Manchester 2014-15 prints the serious further offences of the year before beside its own."""
    page = page_of("greater-manchester", "2013-14")
    shown = {cell.held.cell for found in page.tables for row in found.rows for cell in row.cells if cell.held}
    every = shown | {held.cell for held in page.outside}

    assert CellKey("sfo_charged", "1", "2") in every
    assert page.area.report_years == {ReportingYear.parse("2014-15")}


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_seven_queries(report: Report, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(6):
        page_of(report.slug, report.year)


def test_greater_manchester_has_its_divisions_in_the_order_of_its_report() -> None:
    path = DATA_LOADS / "figures/area_reports/area-report-greater-manchester-2014-15.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = [row for row in csv.DictReader(file) if row["division"]]
    assert len(printed) == 11
    found = table(page_of("greater-manchester", "2014-15"), "divisions")
    assert [row.label for row in found.rows] == [*(row["division"] for row in printed), "Area total"]
    (check,) = found.checks
    assert [str(part) for part in check.finding.parts] == [row["value"] for row in printed]
