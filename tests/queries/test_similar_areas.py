"""Areas like another: the distance is what its description says."""

from __future__ import annotations

from math import log, sqrt

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.figures import AreaRef
from stats.catalogue.years import ReportingYear
from stats.queries.similar_areas import MOST_SIMILAR, Profile, distance, most_similar, profiles
from tests.factories import make_area, make_nation, make_place, make_population


def profile(slug: str, persons: int | None, metropolitan: float | None = 0.0, *, year: int = 2014) -> Profile:
    return Profile(AreaRef(slug, slug.title()), persons, year, metropolitan)


def test_twice_the_people_is_as_far_at_any_size() -> None:
    small = distance(profile("a", 500_000), other=profile("b", 1_000_000))
    large = distance(profile("c", 1_000_000), other=profile("d", 2_000_000))
    assert small == large == pytest.approx(log(2))


def test_all_metropolitan_against_none_weighs_as_much_as_2_7_times_the_people() -> None:
    both = distance(profile("a", 1_000_000, 1.0), other=profile("b", 2_718_282, 0.0))
    assert both == pytest.approx(sqrt(2), abs=1e-6)


def test_it_is_the_same_both_ways() -> None:
    one, other = profile("a", 700_000, 0.2), profile("b", 900_000, 1.0)
    assert distance(one, other=other) == pytest.approx(distance(other, other=one))


@pytest.mark.parametrize("other", [profile("b", None), profile("b", 0), profile("b", 5, year=2012)])
def test_without_a_population_of_the_same_year_nothing_is_said(other: Profile) -> None:
    assert distance(profile("a", 700_000), other=other) is None


def test_a_share_that_is_not_held_leaves_the_people_alone() -> None:
    assert distance(profile("a", 100, None), other=profile("b", 200, 1.0)) == pytest.approx(log(2))


def test_the_nearest_come_first_and_ties_stand_by_name() -> None:
    held = {one.area.slug: one for one in (profile("own", 100), profile("z", 110), profile("b", 110))}
    held |= {f"far-{number}": profile(f"far-{number}", 1000 + number) for number in range(9)}
    found = most_similar("own", profiles=held)
    assert [one.profile.area.slug for one in found][:3] == ["b", "z", "far-0"]
    assert len(found) == MOST_SIMILAR


def test_an_area_that_is_not_known_is_like_none() -> None:
    assert most_similar("nowhere", profiles={}) == ()


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
