from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.years import ReportingYear
from stats.queries.pages.area import area_page
from stats.queries.pages.areas import areas_page
from tests.factories import make_area, make_figure, make_nation, make_report


@pytest.mark.django_db
def test_areas_stand_under_their_region_with_the_years_held() -> None:
    dorset = make_area("dorset", region="South West")
    make_area("wiltshire", region="South West")
    make_area("gwent", country="Wales", region="")
    for year in ("2013-14", "2015-16"):
        make_figure(value=1, category="1", level="total", area=dorset, year=year)
    make_figure(value=1, category="2", level="total", area=dorset, year="2015-16")
    south_west, wales = areas_page()
    assert (south_west.country, south_west.name) == ("England", "South West")
    held, without = south_west.areas
    assert (held.area.slug, held.years, held.latest) == ("dorset", 2, ReportingYear(2015))
    assert (without.area.slug, without.years, without.latest) == ("wiltshire", 0, None)
    assert (wales.country, wales.name) == ("Wales", "")


@pytest.mark.django_db
def test_withdrawn_figures_reports_without_figures_and_the_nation_do_not_count() -> None:
    make_figure(value=1, category="1", level="total", withdrawn=True)
    make_report(make_area("essex"))
    make_figure(value=1, category="1", level="total", area=make_nation())
    assert [(one.area.slug, one.years) for region in areas_page() for one in region.areas] == [
        ("dorset", 0),
        ("essex", 0),
    ]


@pytest.mark.django_db
def test_two_queries_whatever_is_stored(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for slug in ("dorset", "essex", "kent"):
        make_figure(value=1, category="1", level="total", area=make_area(slug))
    with django_assert_num_queries(2):
        areas_page()


@pytest.mark.usefixtures("shipped")
def test_one_area_of_the_shipped_data_has_nothing_yet() -> None:
    areas = [one for region in areas_page() for one in region.areas]
    assert len(areas) == 42
    assert {one.area.slug for one in areas if not one.years} == {"gloucestershire"}


@pytest.mark.usefixtures("shipped")
def test_a_foreword_alone_is_not_the_report_of_the_area() -> None:
    kent, derbyshire = area_page("kent"), area_page("derbyshire")
    assert kent is not None
    assert derbyshire is not None
    assert kent.area.report_years == frozenset()
    assert {year.label for year in derbyshire.area.report_years} == {"2005-06"}
