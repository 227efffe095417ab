"""Printed tables: which cell stands where, and which printed numbers are sums of which."""

from __future__ import annotations

import pytest

from stats.catalogue.layouts import Layout, Table, Total
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear

LAYOUTS = (*catalogue().layouts, *catalogue().national_layouts)
TABLES = [
    pytest.param(layout, table, id=f"{layout.code}-{table.code}")
    for layout in LAYOUTS
    for table in layout.tables
]


def table(code: str, *, year: str) -> Table:
    layout = catalogue().layout_for(ReportingYear.parse(year))
    assert layout is not None
    return next(one for one in layout.tables if one.code == code)


def sums(found: Table) -> set[tuple[CellKey, frozenset[CellKey]]]:
    return {(total.total, frozenset(total.parts)) for total in found.totals}


def eligible(category: str, level: str, division: str = "") -> CellKey:
    return CellKey("eligible_offenders", category, level, division)


@pytest.mark.parametrize(("layout", "found"), TABLES)
def test_every_cell_can_exist_in_each_year_that_its_measure_is_published(
    layout: Layout, found: Table
) -> None:
    for cell in found.cells():
        measure = catalogue().measures[cell.measure]
        for start in range(FIRST_START, LAST_START + 1):
            year = ReportingYear(start)
            if year in layout.years and year in measure.years:
                assert measure.problem_with(cell, year=year) is None


@pytest.mark.parametrize(("layout", "found"), TABLES)
def test_every_cell_is_published_in_some_year_of_the_layout(layout: Layout, found: Table) -> None:
    years = [ReportingYear(start) for start in range(FIRST_START, LAST_START + 1)]
    for cell in found.cells():
        span = catalogue().measures[cell.measure].years
        assert any(year in layout.years and year in span for year in years), cell


@pytest.mark.parametrize(("layout", "found"), TABLES)
def test_no_cell_stands_twice_in_a_table(layout: Layout, found: Table) -> None:
    cells = list(found.cells())
    assert len(cells) == len(set(cells))


@pytest.mark.parametrize(("layout", "found"), TABLES)
def test_no_total_is_a_part_of_itself_and_none_is_checked_twice(layout: Layout, found: Table) -> None:
    totals = found.totals
    assert all(one.total not in one.parts for one in totals)
    assert len(sums(found)) == len(totals)


@pytest.mark.parametrize(("layout", "found"), TABLES)
def test_the_title_has_no_gap_left(layout: Layout, found: Table) -> None:
    title = found.title_for(layout.years.first or ReportingYear(2014))
    assert "{" not in title


def test_no_two_tables_of_a_layout_print_the_same_total() -> None:
    for layout in LAYOUTS:
        printed = [one for found in layout.tables for one in sums(found)]
        assert len(printed) == len(set(printed)), layout.code


def test_sums_of_dorsets_category_table_by_hand() -> None:
    """Dorset 2014-15: four columns down (three levels and their total), four rows along."""
    down = {
        (eligible(category, "total"), frozenset(eligible(category, level) for level in "123"))
        for category in ("1", "2", "3", "total")
    }
    along = {
        (eligible("total", level), frozenset(eligible(category, level) for category in "123"))
        for level in ("1", "2", "3", "total")
    }
    assert sums(table("eligible", year="2014-15")) == down | along
    assert len(down | along) == 8


def test_sums_of_dorsets_returned_to_custody_by_hand() -> None:
    """Two headed parts, each of two levels and three categories: seven sums in each."""
    found = sums(table("returned_sopo", year="2014-15"))

    def cell(measure: str, category: str, level: str) -> CellKey:
        return CellKey(measure, category, level)

    expected = set()
    for measure in ("recall_licence", "custody_order_breach"):
        for category in ("1", "2", "3", "total"):
            parts = frozenset(cell(measure, category, level) for level in "23")
            expected.add((cell(measure, category, "total"), parts))
        for level in ("2", "3", "total"):
            parts = frozenset(cell(measure, category, level) for category in "123")
            expected.add((cell(measure, "total", level), parts))
    assert found == expected
    assert len(expected) == 14


def test_category_4_counts_in_totals_from_2022() -> None:
    found = {one.total: one for one in table("eligible_with_category_4", year="2022-23").totals}
    assert found[eligible("total", "1")].parts == tuple(eligible(category, "1") for category in "1234")
    assert found[eligible("4", "total")].parts == tuple(eligible("4", level) for level in "123")


def test_a_dash_is_known_from_a_gap() -> None:
    found = table("eligible", year="2014-15")
    dashes = {
        (row.label, column.short_label)
        for row in found.rows
        for column in found.columns
        if found.is_not_applicable(row, column)
    }
    assert dashes == {("Level 1", "Cat 3")}


def test_divisions_are_rows_that_make_the_area_total() -> None:
    divisions = table("divisions", year="2014-15")
    assert divisions.totals == ()

    filled = divisions.for_divisions(["Bolton", "Bury"])

    assert [row.label for row in filled.rows] == ["Bolton", "Bury", "Area total"]
    assert filled.totals == (
        Total(
            eligible("1", "total"),
            (eligible("1", "total", "Bolton"), eligible("1", "total", "Bury")),
            "Area total",
        ),
    )


def test_other_tables_have_no_rows_for_divisions() -> None:
    found = table("eligible", year="2014-15")
    assert found.for_divisions(["Bolton"]) is found


def test_a_report_prints_last_years_further_offences_beside_its_own() -> None:
    cells = set(table("serious_further_offences", year="2014-15").cells())
    assert CellKey("sfo_charged", "1", "2") in cells
    assert CellKey("sfo_charged", "1", "2", years_back=1) in cells
    assert CellKey("sfo_convicted", "1", "2", years_back=1) not in cells


def test_titles_name_the_day_or_the_year() -> None:
    year = ReportingYear.parse("2014-15")
    assert table("eligible", year="2014-15").title_for(year) == "MAPPA-eligible offenders on 31 March 2015"
    assert table("orders_sopo", year="2014-15").title_for(year).endswith(", 2014-15")
