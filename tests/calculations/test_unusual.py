from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.unusual import FEWEST, log_change, unusual_change

USUAL = [math.log(ratio) for ratio in (0.97, 1.0, 1.02, 1.04, 1.05, 1.06, 1.08, 1.1, 1.12)]


def change(earlier: int, later: int, changes: list[float] = USUAL) -> bool:
    return unusual_change(Decimal(earlier), Decimal(later), changes=changes) is not None


def test_a_digit_too_many_or_too_few_is_unusual() -> None:
    assert change(697, 6970)
    assert change(697, 69)
    assert not change(670, 697)


def test_small_counts_jump_without_being_unusual() -> None:
    # 2 and 7: the difference of their Anscombe transforms is 1.66 standard errors.
    assert not change(2, 7)
    assert not change(0, 4)


def test_chance_makes_what_is_within_three_standard_errors() -> None:
    """From 5 to 19 is 2.95 of them and from 5 to 20 is 3.10, though both are three times as many and more."""
    assert not change(5, 19, [])
    assert change(5, 20, [])


def test_a_change_that_chance_does_not_make_is_usual_where_areas_change_as_much() -> None:
    wild = [math.log(ratio) for ratio in (0.4, 0.5, 0.7, 0.9, 1.2, 1.5, 1.9, 2.2, 2.6)]
    assert change(100, 210)
    assert not change(100, 210, wild)


def test_where_areas_hardly_move_five_per_cent_is_still_usual() -> None:
    still = [0.0] * FEWEST
    assert not change(10_000, 10_450, still)
    assert change(10_000, 11_000, still)


def test_with_few_known_changes_only_a_doubling_or_halving_is_told() -> None:
    assert not change(100, 190, [0.0] * (FEWEST - 1))
    assert change(100, 230, [0.0] * (FEWEST - 1))
    found = unusual_change(Decimal(100), Decimal(230), changes=[])
    assert found is not None
    assert (found.known, found.usual) == (0, (pytest.approx(0.5), pytest.approx(2.0)))


def test_the_bounds_told_are_those_that_were_asked() -> None:
    """By hand: median log 1.05; deviations' median 0.02817, over 0.6745, times 3.5."""
    found = unusual_change(Decimal(1000), Decimal(3000), changes=USUAL)
    assert found is not None
    centre = math.log(1.05)
    spread = sorted(abs(one - centre) for one in USUAL)[4] / 0.6745 * 3.5
    assert found.usual == (pytest.approx(math.exp(centre - spread)), pytest.approx(math.exp(centre + spread)))
    assert found.ratio == pytest.approx(3, rel=0.001)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_no_change_is_unusual_where_it_is_the_only_kind_there_is(earlier: int, later: int) -> None:
    same = [log_change(Decimal(earlier), Decimal(later))] * FEWEST
    assert unusual_change(Decimal(earlier), Decimal(later), changes=same) is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        unusual_change(Decimal(-1), Decimal(5), changes=[])
