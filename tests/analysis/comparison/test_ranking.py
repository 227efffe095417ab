"""The range of ranks that chance leaves each area."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from stats.analysis.comparison.ranking import rank_ranges
from stats.analysis.figures import Population
from stats.analysis.values import Value, WhyNot
from stats.calculations.amounts import Qualifier
from stats.calculations.intervals import poisson_rate, ratio_of_counts
from stats.calculations.ranks import RankRange
from stats.catalogue.reader import catalogue

RATE = catalogue().indicators["rso-rate"]


def rate(count: int | None, people: int | None = 1_000_000, *, printed: int | None = None) -> Value:
    amount = Decimal(printed) if printed is not None else Decimal((count or 0) * 100_000) / (people or 1)
    if count is None and people is not None:
        count = int(amount * people / 100_000)
    known = count is not None and people is not None
    return Value(
        amount,
        None,
        is_printed=printed is not None,
        interval=poisson_rate(count, population=people) if known and count is not None and people else None,
        numerator=None if count is None else Decimal(count),
        denominator=None if people is None else Decimal(people),
        population=None if people is None else Population(people, 2014, "10+", is_own_estimate=False),
    )


def low_high(found: Mapping[str, RankRange]) -> dict[str, tuple[int, int, int]]:
    return {slug: (one.low, one.high, one.of) for slug, one in found.items()}


def test_far_apart_each_has_one_rank() -> None:
    found = rank_ranges(RATE, values={"a": rate(500), "b": rate(1000), "c": rate(2000)})
    assert low_high(found) == {"a": (3, 3, 3), "b": (2, 2, 3), "c": (1, 1, 3)}


def test_alike_none_can_be_told_from_the_others() -> None:
    found = rank_ranges(RATE, values={"a": rate(1000), "b": rate(1001), "c": rate(1002)})
    assert set(low_high(found).values()) == {(1, 3, 3)}


def test_the_range_is_joint_and_so_wider_than_each_interval_alone() -> None:
    """1,000 and 1,125: Garwood's 95% intervals are 939 to 1,064 and 1,060 to 1,193 and all but apart; those
    at 97.5% (two areas, Sidak) overlap by more. At 1,150 those at 95% no longer touch (1,085), and those at
    97.5% (931 to 1,073 and 1,075 to 1,229) part as well. Worked with chi-squared quantiles."""
    assert set(low_high(rank_ranges(RATE, values={"a": rate(1000), "b": rate(1125)})).values()) == {(1, 2, 2)}
    assert low_high(rank_ranges(RATE, values={"a": rate(1000), "b": rate(1150)})) == {
        "a": (2, 2, 2),
        "b": (1, 1, 2),
    }


def test_the_widened_confidence_is_what_keeps_two_areas_from_being_told_apart() -> None:
    """1,000 and 1,135: at 95% 1,064 is below 1,070; at 97.47% 1,073 is above 1,061."""
    found = rank_ranges(RATE, values={"a": rate(1000), "b": rate(1135)})
    assert set(low_high(found).values()) == {(1, 2, 2)}


def test_counts_are_not_ranked_and_nor_is_one_area_alone() -> None:
    counts = {"a": Value(Decimal(5), None), "b": Value(Decimal(9), None)}
    assert rank_ranges(catalogue().indicators["rsos"], values=counts) == {}
    assert rank_ranges(RATE, values={"a": rate(1000)}) == {}


@pytest.mark.parametrize(
    "apart",
    [
        Value(None, WhyNot.SUPPRESSED),
        Value(Decimal(150), WhyNot.BOUND, qualifier=Qualifier.AT_LEAST),
        Value(Decimal(150), WhyNot.NOT_OF_ITS_YEAR, numerator=Decimal(1500), denominator=Decimal(1_000_000)),
    ],
)
def test_what_is_set_apart_has_no_rank_and_is_not_counted(apart: Value) -> None:
    values = {"a": rate(500), "b": rate(2000), "c": apart}
    assert low_high(rank_ranges(RATE, values=values)) == {"a": (2, 2, 2), "b": (1, 1, 2)}


def test_a_printed_rate_without_its_count_rests_on_the_population_held() -> None:
    found = rank_ranges(RATE, values={"a": rate(None, printed=50), "b": rate(2000)})
    assert low_high(found) == {"a": (2, 2, 2), "b": (1, 1, 2)}


def test_a_rate_of_which_nothing_else_is_known_may_stand_anywhere() -> None:
    found = rank_ranges(RATE, values={"a": rate(None, None, printed=50), "b": rate(2000), "c": rate(500)})
    assert low_high(found) == {"b": (1, 2, 3), "c": (2, 3, 3)}


@pytest.mark.parametrize("printed", [60, 140])
def test_a_printed_rate_outside_its_interval_widens_the_range_alone(printed: int) -> None:
    values = {"a": rate(1000, printed=printed), "b": rate(1300), "c": rate(700)}
    plain = low_high(rank_ranges(RATE, values=values | {"a": rate(1000)}))
    wide = low_high(rank_ranges(RATE, values=values))
    assert plain["a"] == (2, 2, 3)
    assert wide["a"][0] <= 2 <= wide["a"][1]
    assert wide["a"] != (2, 2, 3)


def test_zero_numerators_share_the_last_places() -> None:
    indicator = catalogue().indicators["notification-breaches-per-100-rsos"]
    values = {
        slug: Value(
            Decimal(count * 100) / 700,
            None,
            interval=ratio_of_counts(count, denominator=700, per=100),
            numerator=Decimal(count),
            denominator=Decimal(700),
        )
        for slug, count in (("a", 0), ("b", 0), ("c", 60))
    }
    assert low_high(rank_ranges(indicator, values=values)) == {
        "a": (2, 3, 3),
        "b": (2, 3, 3),
        "c": (1, 1, 3),
    }
