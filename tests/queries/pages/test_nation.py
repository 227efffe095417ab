"""The England and Wales page's query, on the figures of the 2001-06 overview and on made-up ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.tables.national_tables import NationalCell
from stats.calculations.change import NoPercentage
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.years import ReportingYear
from stats.queries.pages.nation import NationPage, nation_page
from tests.factories import make_area, make_figure, make_nation, make_note, make_source

pytestmark = pytest.mark.django_db

RSOS = CellKey("eligible_offenders", "1", "total")
CATEGORY_2 = CellKey("eligible_offenders", "2", "total")
LEVEL_3 = CellKey("level_2_3_offenders", "total", "3")
FTO = CellKey("foreign_travel_order")


def national(cell: CellKey, value: int | str, *, year: str, **fields: Any) -> None:
    make_figure(
        cell.measure,
        category=cell.category,
        level=cell.level,
        value=value,
        area=make_nation(),
        year=year,
        **({"source": make_source("Overview", kind="national bulletin")} | fields),
    )


def cell_of(page: NationPage, cell: CellKey, *, year: str) -> NationalCell:
    for group in page.groups:
        for place, column in enumerate(group.columns):
            if column.cell == cell:
                row = next(row for row in group.years if row.year == ReportingYear.parse(year))
                return row.cells[place]
    raise AssertionError(cell)


def test_the_percentages_that_the_overview_prints_come_out() -> None:
    national(RSOS, 24_572, year="2003-04")
    national(RSOS, 28_994, year="2004-05")
    national(LEVEL_3, 1_478, year="2004-05")
    national(LEVEL_3, 1_278, year="2005-06")
    page = nation_page()
    rise = cell_of(page, RSOS, year="2004-05").change
    fall = cell_of(page, LEVEL_3, year="2005-06").change
    assert rise is not None
    assert fall is not None
    assert rise.absolute == 4_422
    assert round(rise.percent or 0) == 18
    assert fall.absolute == -200
    assert round(fall.percent or 0, 1) == Decimal("-13.5")


def test_no_change_is_computed_across_a_break() -> None:
    national(CATEGORY_2, 29_594, year="2002-03")
    national(CATEGORY_2, 12_754, year="2003-04")
    found = cell_of(nation_page(), CATEGORY_2, year="2003-04")
    assert [one.code for one in found.breaks] == ["category-2-custody"]
    assert found.change is not None
    assert found.change.absolute is None
    assert found.change.reason_no_percent is NoPercentage.SERIES_BREAK


def test_a_year_that_is_not_held_leaves_no_change_behind_it() -> None:
    national(RSOS, 49_466, year="2014-15")
    national(RSOS, 43_664, year="2012-13")
    assert cell_of(nation_page(), RSOS, year="2014-15").change is None


def test_small_numbers_carry_a_change_and_no_percentage() -> None:
    national(FTO, 4, year="2004-05")
    national(FTO, 8, year="2005-06")
    found = cell_of(nation_page(), FTO, year="2005-06").change
    assert found is not None
    assert (found.absolute, found.percent) == (4, None)
    assert found.reason_no_percent is NoPercentage.SMALL_NUMERATOR


def test_a_figure_that_counts_differently_is_not_compared() -> None:
    """2007-08 was printed as "more than 11,000": its distance from 14,238 is not a fall."""
    cell = CellKey("level_2_3_offenders", "total", "2")
    national(cell, 14_238, year="2006-07")
    national(cell, 11_000, year="2007-08")
    make_note(
        "Printed as more than 11,000.",
        area=make_nation(),
        year="2007-08",
        measure=cell.measure,
        category="total",
        level="2",
        kind=NoteKind.DEFINITION,
    )
    found = cell_of(nation_page(), cell, year="2007-08")
    assert found.counts_differ
    assert found.change is None


def test_the_same_definition_on_both_years_leaves_them_comparable() -> None:
    for year, value in (("2004-05", 526), ("2005-06", 973)):
        national(CellKey("orders_total"), value, year=year)
        make_note(
            "Leaves a line out.",
            area=make_nation(),
            year=year,
            measure="orders_total",
            kind=NoteKind.DEFINITION,
        )
    found = cell_of(nation_page(), CellKey("orders_total"), year="2005-06").change
    assert found is not None
    assert found.absolute == 447


def test_a_note_on_a_break_does_not_reach_the_year_after_it() -> None:
    national(CATEGORY_2, 12_754, year="2003-04")
    national(CATEGORY_2, 12_662, year="2004-05")
    make_note(
        "From 2003-04 Category 2 leaves out offenders held in custody.",
        area=make_nation(),
        year="2003-04",
        category="2",
        level="total",
        kind=NoteKind.DEFINITION,
    )
    found = cell_of(nation_page(), CATEGORY_2, year="2004-05").change
    assert found is not None
    assert found.absolute == -92


def test_a_note_repeated_after_a_break_does_not_part_the_two_years() -> None:
    """Returns for breach of a SOPO alone, in 2008-09, where the break is, and in 2009-10: 68 and 89."""
    returns = CellKey("custody_order_breach", "total", "total")
    for year, value in (("2008-09", 68), ("2009-10", 89)):
        national(returns, value, year=year)
        make_note(
            "Breach of a sexual offences prevention order.",
            area=make_nation(),
            year=year,
            measure=returns.measure,
            category="total",
            level="total",
            kind=NoteKind.DEFINITION,
        )
    found = cell_of(nation_page(), returns, year="2009-10").change
    assert found is not None
    assert (found.absolute, found.beyond_chance) == (21, False)


def test_what_no_table_has_a_column_for_is_held_apart() -> None:
    at_level_3 = CellKey("eligible_offenders", "total", "3")
    national(RSOS, 60_294, year="2018-19")
    national(at_level_3, 140, year="2018-19")
    assert [held.cell for held in nation_page().others] == [at_level_3]


def test_withdrawn_figures_and_areas_never_show() -> None:
    make_figure(value=670, category="1", level="total", area=make_area())
    make_figure(value=99_999, category="1", level="total", area=make_nation(), year="2014-15", withdrawn=True)
    page = nation_page()
    assert page.rsos.points == ()
    assert page.sources == ()
    assert all(group.years == () for group in page.groups)


def test_conflicts_come_with_the_figure_shown_first_and_a_restatement_with_its_reason() -> None:
    press = make_source("Herald", kind="press report")
    national(RSOS, 21_413, year="2002-03", source=press, preferred=False)
    national(RSOS, 21_513, year="2002-03")
    rate = CellKey("rso_rate")
    national(rate, "64", year="2006-07", source=press, preferred=False)
    national(rate, "57.45", year="2006-07")
    page = nation_page()
    found = {(one.year.label, one.cell): one for one in page.conflicts}
    counts = found["2002-03", RSOS]
    assert [held.amount.value for held in counts.figures] == [21_513, 21_413]
    assert counts.reason == ""
    assert "57.45" in found["2006-07", rate].reason
    assert [source.title for source, _years in page.sources] == ["Overview", "Herald"]


def test_three_queries_whatever_is_stored(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for start in range(2001, 2024):
        national(RSOS, 1_000 + start, year=f"{start}-{(start + 1) % 100:02d}")
    with django_assert_num_queries(3):
        nation_page()
