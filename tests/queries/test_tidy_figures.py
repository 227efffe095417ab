from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.calculations.amounts import Amount, Marker
from stats.catalogue.measures import Basis
from stats.catalogue.reader import catalogue
from stats.presentation.exports.tidy import tidy_row
from stats.queries.figures import tidy_figures
from tests.factories import make_area, make_division, make_figure, make_source

pytestmark = pytest.mark.django_db


def test_every_source_of_a_cell_is_there_the_preferred_one_first() -> None:
    make_figure(
        value=671,
        category="1",
        level="total",
        source=make_source("Echo", kind="press report"),
        preferred=False,
    )
    make_figure(value=670, category="1", level="total", source_page="Table 1")
    first, second = (one.figure for one in tidy_figures())
    assert (first.amount, first.preferred, first.page) == (Amount.of(670), True, "Table 1")
    assert (second.amount, second.preferred, second.source.kind) == (Amount.of(671), False, "press report")


def test_what_was_withdrawn_stays_inside() -> None:
    make_figure(value=1, category="1", level="total", withdrawn=True)
    assert list(tidy_figures()) == []


def test_a_marker_is_kept_and_is_no_number() -> None:
    make_figure(marker="z", category="3", level="1")
    (one,) = tidy_figures()
    assert one.figure.amount == Amount.marked(Marker.NOT_APPLICABLE)


def test_a_division_is_named_and_belongs_to_its_area() -> None:
    make_figure(value=238, category="1", level="total", division=make_division("Bolton"))
    (one,) = tidy_figures()
    assert (one.area.slug, one.figure.cell.division) == ("greater-manchester", "Bolton")


def test_the_basis_is_that_of_the_year_and_category() -> None:
    place = [column.name for column in catalogue().tidy_columns].index("basis")
    for year in ("2005-06", "2014-15"):
        make_figure(value=5, category="2", level="total", year=year)
    bases = [tidy_row(one)[place] for one in tidy_figures()]
    assert bases == [Basis.YEARLY_TOTAL, Basis.SNAPSHOT]


def test_one_area_alone() -> None:
    make_figure(value=1, category="1", level="total")
    make_figure(value=2, category="1", level="total", area=make_area("essex"))
    assert [one.figure.amount.exact for one in tidy_figures(area_slug="essex")] == [Decimal(2)]


def test_both_codes_of_london_are_in_one_cell() -> None:
    london = make_area("london", gss_codes=["E23000001", "E23000034"])
    make_figure(value=1, category="1", level="total", area=london)
    (one,) = tidy_figures()
    assert one.area.code == "E23000001;E23000034"


def test_one_query_however_much_is_stored(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for slug in ("dorset", "essex", "kent"):
        for year in ("2013-14", "2014-15"):
            make_figure(value=1, category="1", level="total", area=make_area(slug), year=year)
    with django_assert_num_queries(1):
        assert len(list(tidy_figures())) == 6


def test_areas_by_name_then_years_then_the_measures_place() -> None:
    essex = make_area("essex")
    make_figure("sopo", value=1, area=essex)
    make_figure(value=1, category="1", level="total", area=essex)
    make_figure(value=1, category="1", level="total", area=essex, year="2013-14")
    make_figure(value=1, category="1", level="total")
    assert [(one.area.slug, one.figure.year.label, one.figure.cell.measure) for one in tidy_figures()] == [
        ("dorset", "2014-15", "eligible_offenders"),
        ("essex", "2013-14", "eligible_offenders"),
        ("essex", "2014-15", "eligible_offenders"),
        ("essex", "2014-15", "sopo"),
    ]
