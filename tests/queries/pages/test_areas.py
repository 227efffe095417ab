from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.comparison.area_map import area_map
from stats.analysis.series import Series
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import any_cell, fetch_figures
from stats.queries.pages.area import area_page
from stats.queries.pages.area_elsewhere import elsewhere
from stats.queries.pages.areas import areas_by_region, areas_page, latest_figures
from stats.queries.populations import all_populations
from tests.factories import make_area, make_figure, make_nation, make_population, make_report


@pytest.mark.django_db
def test_areas_stand_under_their_region_with_the_years_held() -> None:
    dorset = make_area("dorset", region="South West")
    make_area("wiltshire", region="South West")
    make_area("gwent", country="Wales", region="")
    for year in ("2013-14", "2015-16"):
        make_figure(value=1, category="1", level="total", area=dorset, year=year)
    make_figure(value=1, category="2", level="total", area=dorset, year="2015-16")
    south_west, wales = areas_by_region()
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
    assert [(one.area.slug, one.years) for region in areas_by_region() for one in region.areas] == [
        ("dorset", 0),
        ("essex", 0),
    ]


@pytest.mark.django_db
def test_two_queries_whatever_is_stored(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for slug in ("dorset", "essex", "kent"):
        make_figure(value=1, category="1", level="total", area=make_area(slug))
    with django_assert_num_queries(2):
        areas_by_region()


@pytest.mark.django_db
def test_an_area_has_the_latest_year_with_a_count_or_a_rate() -> None:
    dorset = make_area("dorset")
    make_figure(value=670, category="1", level="total", area=dorset, year="2013-14")
    make_figure("rso_rate", value="98", area=dorset, year="2014-15")
    make_figure("sopo", value=3, area=dorset, year="2015-16")
    make_figure("sopo", value=3, area=make_area("essex"), year="2015-16")
    page = areas_page()
    assert page.figures.keys() == {"dorset"}
    latest = page.figures["dorset"]
    assert latest.year == ReportingYear(2014)
    assert (latest.rate.amount, latest.rsos.amount) == (98, None)
    assert page.map is not None
    assert page.map.year == ReportingYear(2014)


@pytest.mark.django_db
def test_six_queries_for_all_areas_with_their_figures(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for slug in ("dorset", "essex", "kent"):
        make_figure(value=1, category="1", level="total", area=make_area(slug))
    with django_assert_max_num_queries(6):
        areas_page()


@pytest.mark.django_db
def test_an_area_without_figures_leads_to_those_of_its_region_and_to_those_alike() -> None:
    for slug, region, persons in (
        ("here", "West", 600_000),
        ("near", "West", 2_000_000),
        ("empty", "West", 600_000),
        ("alike", "East", 610_000),
        ("other", "East", 5_000_000),
    ):
        area = make_area(slug, region=region)
        make_population(area, mid_year=2014, persons=persons, age_band="all")
        if slug not in ("here", "empty"):
            make_figure("rso_rate", value="98", area=area, year="2014-15")
    found = elsewhere("here", country="England", region="West")
    assert [one.area.slug for one in found.near] == ["near"]
    assert [one.area.slug for one in found.alike] == ["alike", "other"]
    assert found.nation is None


@pytest.mark.usefixtures("shipped")
def test_one_area_of_the_shipped_data_has_nothing_yet() -> None:
    areas = [one for region in areas_by_region() for one in region.areas]
    assert len(areas) == 42
    assert {one.area.slug for one in areas if not one.years} == {"gloucestershire"}


@pytest.mark.usefixtures("shipped")
def test_a_foreword_alone_is_not_the_report_of_the_area() -> None:
    kent, derbyshire = area_page("kent"), area_page("derbyshire")
    assert kent is not None
    assert derbyshire is not None
    assert kent.area.report_years == frozenset()
    assert {year.label for year in derbyshire.area.report_years} == {"2005-06"}


@pytest.mark.django_db
def test_a_year_without_a_number_is_passed_over_for_the_one_before() -> None:
    for slug in ("dorset", "essex", "kent"):
        area = make_area(slug)
        make_figure(value=670, category="1", level="total", area=area, year="2013-14")
        make_figure(
            value=700 if slug == "dorset" else None,
            marker="" if slug == "dorset" else "c",
            category="1",
            level="total",
            area=area,
            year="2014-15",
            withdrawn=slug == "dorset",
        )
    found = areas_page().figures
    assert {(figures.year.label, figures.rsos.amount) for figures in found.values()} == {("2013-14", 670)}
    assert found.keys() == {"dorset", "essex", "kent"}


@pytest.mark.usefixtures("shipped")
def test_the_latest_figures_are_those_that_all_figures_give() -> None:
    """A page that asks for fewer figures tells of no other year, number or population."""
    rate, rsos = catalogue().rate, catalogue().rsos
    every = Series(fetch_figures(any_cell((*rate.cells, *rsos.cells))), populations=all_populations())
    page = areas_page()
    expected = {slug: latest_figures(slug, series=every) for slug in every.areas if slug != NATION_SLUG}
    assert page.figures == {slug: figures for slug, figures in expected.items() if figures is not None}
    assert page.map is not None
    assert page.map == area_map(page.map.year, series=every, areas=[ref for ref, _value in page.map.tiles])
