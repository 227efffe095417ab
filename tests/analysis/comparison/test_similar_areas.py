"""Areas like another: the distance is what its description says."""

from __future__ import annotations

from math import log, sqrt

import pytest

from stats.analysis.comparison.similar_areas import MOST_SIMILAR, Profile, distance, most_similar
from stats.analysis.figures import AreaRef


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
    assert [profile.area.slug for profile in found][:3] == ["b", "z", "far-0"]
    assert len(found) == MOST_SIMILAR


def test_an_area_that_is_not_known_is_like_none() -> None:
    assert most_similar("nowhere", profiles={}) == ()
