"""The people behind a rate, for the areas and summed for England and Wales."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.figures import Population
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.years import ReportingYear
from stats.models import Area, PopulationEstimate
from stats.queries.populations import (
    all_populations,
    fetch_populations,
)
from tests.factories import make_area, make_division, make_nation, make_population
from tests.reference.figures import people


def year(label: str) -> ReportingYear:
    return ReportingYear.parse(label)


@pytest.fixture
def two_areas(db: None) -> tuple[Area, Area]:
    make_nation()
    dorset, kent = make_area("dorset"), make_area("kent")
    make_population(dorset, mid_year=2014, persons=600)
    make_population(kent, mid_year=2014, persons=400)
    return dorset, kent


def test_the_nation_is_the_sum_of_its_areas(two_areas: tuple[Area, Area]) -> None:
    found = fetch_populations().behind(NATION_SLUG, year=year("2014-15"))

    assert found == Population(1_000, 2014, "10+", is_own_estimate=False)


def test_a_gap_never_makes_the_nation_smaller(two_areas: tuple[Area, Area]) -> None:
    PopulationEstimate.objects.filter(area=two_areas[1]).delete()

    assert fetch_populations().behind(NATION_SLUG, year=year("2014-15")) is None
    assert all_populations().behind("dorset", year=year("2014-15")) is not None


def test_a_new_area_without_an_estimate_is_a_gap(two_areas: tuple[Area, Area]) -> None:
    make_area("essex")
    assert fetch_populations().behind(NATION_SLUG, year=year("2014-15")) is None


def test_a_division_is_not_counted_again(two_areas: tuple[Area, Area]) -> None:
    make_population(make_division("Poole", area=two_areas[0]), mid_year=2014, persons=100)

    found = fetch_populations().behind(NATION_SLUG, year=year("2014-15"))
    assert found is not None
    assert found.persons == 1_000


def test_age_bands_and_years_are_never_mixed(two_areas: tuple[Area, Area]) -> None:
    for area in two_areas:
        make_population(area, mid_year=2005, persons=7, age_band="all")
        make_population(area, mid_year=2005, persons=5, age_band="10+")

    found = fetch_populations().behind(NATION_SLUG, year=year("2005-06"))
    assert found == Population(14, 2005, "all", is_own_estimate=False)


def test_an_estimate_of_our_own_is_named_and_so_is_a_sum_with_one_in_it(
    two_areas: tuple[Area, Area],
) -> None:
    dorset, kent = two_areas
    make_population(dorset, mid_year=2012, persons=590, vintage="estimate")
    make_population(kent, mid_year=2012, persons=390)

    found = all_populations()

    def own(slug: str) -> bool | None:
        one = found.behind(slug, year=year("2012-13"))
        return one.is_own_estimate if one else None

    assert (own("dorset"), own("kent"), own(NATION_SLUG)) == (True, False, True)


@pytest.mark.parametrize(
    ("label", "mid_year"),
    [("2013-14", 2013), ("2020-21", 2020), ("2021-22", None), ("2022-23", 2021), ("2007-08", None)],
)
def test_each_era_divides_by_its_own_estimate(
    two_areas: tuple[Area, Area], label: str, mid_year: int | None
) -> None:
    for start in (2007, 2013, 2020, 2021, 2022):
        make_population(two_areas[0], mid_year=start, persons=start)

    found = all_populations().behind("dorset", year=year(label))
    assert (found.persons if found else None) == mid_year


def test_a_page_asks_once_for_areas_and_the_nation(
    two_areas: tuple[Area, Area], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        fetch_populations(years=[year("2014-15")])
    with django_assert_num_queries(1):
        fetch_populations((two_areas[0].slug,), years=[year("2014-15")])


def test_an_areas_page_has_its_own_years_and_everyones_of_one_year(two_areas: tuple[Area, Area]) -> None:
    for area in two_areas:
        make_population(area, mid_year=2013, persons=13)

    found = fetch_populations((two_areas[0].slug,), years=[year("2014-15")])

    assert found.behind("dorset", year=year("2013-14")) is not None
    assert found.behind("kent", year=year("2014-15")) is not None
    assert found.behind("kent", year=year("2013-14")) is None
    assert found.behind(NATION_SLUG, year=year("2013-14")) is not None


@pytest.mark.parametrize(
    ("label", "mid_year", "band"),
    [("2015-16", 2015, "10+"), ("2022-23", 2021, "10+"), ("2005-06", 2005, "all")],
)
def test_the_nation_of_the_shipped_estimates(shipped: None, label: str, mid_year: int, band: str) -> None:
    found = fetch_populations().behind(NATION_SLUG, year=year(label))

    assert found is not None
    assert found.persons == sum(
        persons for (_area, when, ages), persons in people().items() if (when, ages) == (mid_year, band)
    )


def test_the_sum_is_what_the_office_for_national_statistics_prints(shipped: None) -> None:
    """England and Wales, mid-2005, all ages, in the series revised after the 2011 Census."""
    found = fetch_populations().behind(NATION_SLUG, year=year("2005-06"))
    assert found is not None
    assert found.persons == 53_575_343


def test_our_own_estimate_ships_for_mid_2012_alone(shipped: None) -> None:
    every = all_populations()
    own = {
        start
        for start in range(2001, 2024)
        if (one := every.behind("dorset", year=ReportingYear(start))) and one.is_own_estimate
    }
    assert own == {2012}
