"""What areas are compared by: their people and their districts."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.years import ReportingYear
from stats.queries.similar_areas import profiles
from tests.factories import make_area, make_nation, make_place, make_population


@pytest.mark.django_db
def test_profiles_take_the_latest_population_up_to_the_year(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_nation()
    dorset = make_area("dorset")
    for mid_year, persons in ((2012, 12), (2014, 14), (2016, 16)):
        make_population(dorset, mid_year=mid_year, persons=persons, age_band="all")
    make_population(dorset, mid_year=2015, persons=15, age_band="10+")
    make_area("kent")
    for name, kind in (("Leeds", "metropolitan district"), ("York", "unitary authority"), ("Ely", "town")):
        make_place(name, area=dorset, kind=kind)
    with django_assert_num_queries(1):
        found = profiles(ReportingYear(2015))
    assert list(found) == ["dorset", "kent"]
    assert (found["dorset"].persons, found["dorset"].mid_year, found["dorset"].metropolitan) == (
        14,
        2014,
        0.5,
    )
    assert (found["kent"].persons, found["kent"].metropolitan) == (None, None)


@pytest.mark.usefixtures("shipped")
def test_the_big_conurbations_are_wholly_metropolitan_and_the_shires_not_at_all() -> None:
    found = profiles(ReportingYear(2019))
    wholly = {slug for slug, one in found.items() if one.metropolitan == 1}
    assert wholly == {
        "london",
        "greater-manchester",
        "merseyside",
        "south-yorkshire",
        "west-midlands",
        "west-yorkshire",
    }
    assert found["northumbria"].metropolitan == pytest.approx(5 / 6)
    assert sum(one.metropolitan == 0 for one in found.values()) == 35
