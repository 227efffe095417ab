from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.intervals import Interval, poisson_rate
from stats.calculations.ranks import RankRange, joint_confidence, rank_intervals
from tests.reference.ranks import open_ranks

numbers = st.integers(min_value=0, max_value=40).map(float)
estimates = st.tuples(numbers, numbers, numbers).map(
    lambda ends: (sorted(ends)[1], Interval(min(ends), max(ends)))
)


def test_apart_overlapping_and_tied() -> None:
    ranges = rank_intervals(
        [
            (10.0, Interval(9.0, 11.0)),
            (20.0, Interval(15.0, 25.0)),
            (20.0, Interval(18.0, 22.0)),
            (30.0, Interval(24.0, None)),
        ]
    )
    assert ranges == (
        RankRange(rank=4, low=4, high=4, of=4),
        RankRange(rank=2, low=1, high=3, of=4),
        RankRange(rank=2, low=2, high=3, of=4),
        RankRange(rank=1, low=1, high=2, of=4),
    )


def test_intervals_that_touch_leave_the_order_open() -> None:
    first, second = rank_intervals([(1.0, Interval(0.0, 2.0)), (3.0, Interval(2.0, 4.0))])
    assert (first.low, first.high) == (1, 2)
    assert (second.low, second.high) == (1, 2)


def test_nobody_to_rank() -> None:
    assert rank_intervals([]) == ()


def test_one_is_first_of_one() -> None:
    assert rank_intervals([(3.0, Interval(0.0, None))]) == (RankRange(1, 1, 1, 1),)


def test_an_estimate_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        rank_intervals([(5.0, Interval(6.0, 7.0))])


@given(st.lists(estimates, max_size=30))
def test_looking_at_each_pair_finds_the_same(drawn: list[tuple[float, Interval]]) -> None:
    intervals = [(interval.lower, interval.upper or 0.0) for _value, interval in drawn]
    assert [(each.low, each.high) for each in rank_intervals(drawn)] == open_ranks(intervals)


@given(st.lists(estimates, min_size=1, max_size=30))
def test_the_rank_lies_in_its_range(drawn: list[tuple[float, Interval]]) -> None:
    for each in rank_intervals(drawn):
        assert 1 <= each.low <= each.rank <= each.high <= each.of == len(drawn)


def test_joint_confidence_is_reached_by_all_together() -> None:
    assert joint_confidence(0.95, of=42) ** 42 == pytest.approx(0.95)
    assert joint_confidence(0.95, of=42) == pytest.approx(0.99878, abs=0.00001)
    assert joint_confidence(0.95, of=1) == 0.95


@pytest.mark.parametrize(("confidence", "of"), [(1.0, 3), (0.0, 3), (0.95, 0)])
def test_bad_joint_confidence(confidence: float, of: int) -> None:
    with pytest.raises(ValueError, match=r"confidence|of is"):
        joint_confidence(confidence, of=of)


def ranges_of(*areas: tuple[int, int]) -> list[tuple[int, int]]:
    confidence = joint_confidence(0.95, of=len(areas))
    estimates = [
        (count / population * 100_000, poisson_rate(count, population=population, confidence=confidence))
        for count, population in areas
    ]
    return [(each.low, each.high) for each in rank_intervals(estimates)]


def test_areas_of_2014_15() -> None:
    """Offenders and people aged ten and over: Dorset, Greater Manchester, Cambridgeshire.

    Of two areas, at 97.47% each, Dorset reaches up to 98.3 x (1 + 2.24 / root 670) = 106.8 and Greater
    Manchester down to 112.3 x (1 - 2.24 / root 2662) = 107.4: apart. Of three, at 98.30% each, 2.39 takes the
    place of 2.24, the two meet, and no rank is certain.
    """
    dorset, manchester, cambridgeshire = (670, 681_542), (2_662, 2_370_462), (808, 726_100)
    assert ranges_of(dorset, manchester) == [(2, 2), (1, 1)]
    assert ranges_of(dorset, manchester, cambridgeshire) == [(1, 3), (1, 3), (1, 3)]
