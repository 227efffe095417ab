"""Every percentage that the 2005-06 overview prints (Tables 1, 3, 4 and 5), beside the one worked out here.

The overview's percentages were typed in by hand from its pages. Two of them are cut and not rounded: 18.39,
where 4,280 after 3,615 is up by 18.396%, and -7.49, where 506 after 547 is down by 7.495%.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from django.db.models import Q

from stats.analysis.tables.national_tables import NationalCell
from stats.calculations.change import NoPercentage
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.queries.figures import fetch_figures
from stats.queries.pages.nation import NationPage, nation_page

RSOS = CellKey("eligible_offenders", "1", "total")
CATEGORY_2 = CellKey("eligible_offenders", "2", "total")
CATEGORY_3 = CellKey("eligible_offenders", "3", "total")
ALL = CellKey("eligible_offenders", "total", "total")


def managed(category: str, level: str) -> CellKey:
    return CellKey("level_2_3_offenders", category, level)


PRINTED = [
    (RSOS, "2003-04", "14.22"),
    (RSOS, "2004-05", "18"),
    (RSOS, "2005-06", "3.38"),
    (CATEGORY_2, "2004-05", "-0.72"),
    (CATEGORY_2, "2005-06", "13.07"),
    (CATEGORY_3, "2003-04", "20.2"),
    (CATEGORY_3, "2004-05", "35.55"),
    (CATEGORY_3, "2005-06", "14.54"),
    (ALL, "2004-05", "12.91"),
    (ALL, "2005-06", "6.86"),
    (managed("1", "2"), "2005-06", "11.76"),
    (managed("1", "3"), "2005-06", "-7.35"),
    (managed("2", "2"), "2005-06", "18.39"),
    (managed("2", "3"), "2005-06", "-7.49"),
    (managed("3", "2"), "2005-06", "-3.53"),
    (managed("3", "3"), "2005-06", "-37.05"),
    (managed("total", "2"), "2005-06", "10.78"),
    (managed("total", "3"), "2005-06", "-13.53"),
    (CellKey("recall_licence", "total", "2"), "2005-06", "21.86"),
    (CellKey("recall_licence", "total", "3"), "2005-06", "-1.35"),
    (CellKey("recall_licence", "total", "total"), "2005-06", "17.92"),
    (CellKey("custody_order_breach", "total", "2"), "2005-06", "49.09"),
    (CellKey("custody_order_breach", "total", "3"), "2005-06", "22.22"),
    (CellKey("custody_order_breach", "total", "total"), "2005-06", "42.47"),
    (CellKey("sfo_charged", "total", "2"), "2005-06", "6.38"),
    (CellKey("sfo_charged", "total", "3"), "2005-06", "-65.63"),
    (CellKey("sfo_charged", "total", "total"), "2005-06", "-22.78"),
    (CellKey("notification_breaches"), "2005-06", "30.41"),
    (CellKey("sopo"), "2005-06", "85.49"),
    (CellKey("notification_order"), "2005-06", "77.27"),
    (CellKey("orders_total"), "2005-06", "84.98"),
]
CUT = {"18.39", "-7.49"}


@pytest.fixture
def page(shipped: None) -> NationPage:
    return nation_page()


def cell_of(page: NationPage, cell: CellKey, *, year: str) -> NationalCell:
    for group in page.groups:
        for place, column in enumerate(group.columns):
            if column.cell == cell:
                row = next(row for row in group.years if row.year == ReportingYear.parse(year))
                return row.cells[place]
    raise AssertionError(f"{cell} is not on the page")


@pytest.mark.parametrize(("cell", "year", "printed"), PRINTED)
def test_the_page_works_out_what_the_overview_prints(
    page: NationPage, cell: CellKey, year: str, printed: str
) -> None:
    change = cell_of(page, cell, year=year).change
    assert change is not None
    assert change.percent is not None
    places = Decimal(printed)
    if printed in CUT:
        assert change.percent.quantize(places, rounding=ROUND_DOWN) == places
        assert change.percent.quantize(places, rounding=ROUND_HALF_UP) != places
    else:
        assert change.percent.quantize(places, rounding=ROUND_HALF_UP) == places


@pytest.mark.parametrize(("cell", "printed"), [(CATEGORY_2, "-56.9"), (ALL, "-25.36")])
def test_what_the_overview_marks_with_a_star_is_not_worked_out(
    page: NationPage, cell: CellKey, printed: str
) -> None:
    """It prints both and warns in a note that Category 2 had begun to leave out people in custody."""
    found = cell_of(page, cell, year="2003-04")
    assert found.change is not None
    assert found.change.reason_no_percent is NoPercentage.SERIES_BREAK
    assert [one.code for one in found.breaks] == ["category-2-custody"]


def test_one_order_in_both_years_is_too_few_for_a_percentage(page: NationPage) -> None:
    """The overview prints 0%."""
    change = cell_of(page, CellKey("foreign_travel_order"), year="2005-06").change
    assert change is not None
    assert (change.absolute, change.percent) == (0, None)


@pytest.mark.parametrize(
    ("category", "level", "printed"),
    [
        ("1", "2", "12.62"),
        ("1", "3", "1.22"),
        ("1", "total", "13.84"),
        ("2", "2", "8.98"),
        ("2", "3", "1.06"),
        ("2", "total", "10.04"),
        ("3", "2", "4.64"),
        ("3", "3", "0.4"),
        ("3", "total", "5.04"),
        ("total", "2", "26.24"),
        ("total", "3", "2.68"),
        ("total", "total", "28.92"),
    ],
)
def test_table_2_prints_shares_of_everyone_under_mappa(
    shipped: None, category: str, level: str, printed: str
) -> None:
    """Its heading says "% change", but 6,014 is 12.62% of 47,653."""
    of_year = fetch_figures(
        Q(report__area__slug="england-and-wales", report__start_year=2005, preferred=True)
    )
    held = {one.cell: one.amount.exact for one in of_year}
    part, whole = held[managed(category, level)], held[ALL]
    assert part is not None
    assert whole is not None
    share = part * 100 / whole
    assert share.quantize(Decimal(printed), rounding=ROUND_HALF_UP) == Decimal(printed)
