"""The exact conditional test of two Poisson counts, beside a slow one and worked examples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.chance import beyond_chance, probability_of_difference

counts = st.integers(0, 300)


def slowly(earlier: int, later: int) -> Fraction:
    """Every outcome with the same sum that is no more probable than the one observed, added up exactly."""
    n = earlier + later
    observed = comb(n, later)
    return Fraction(sum(ways for k in range(n + 1) if (ways := comb(n, k)) <= observed), 2**n)


@given(counts, counts)
def test_it_is_the_sum_of_all_outcomes_no_more_probable(earlier: int, later: int) -> None:
    assert probability_of_difference(earlier, later=later) == pytest.approx(float(slowly(earlier, later)))


@given(counts, counts)
def test_neither_order_nor_direction_matters(earlier: int, later: int) -> None:
    assert probability_of_difference(earlier, later=later) == probability_of_difference(later, later=earlier)


@pytest.mark.parametrize(
    ("earlier", "later", "probability", "beyond"),
    [
        (0, 0, 1, False),
        (0, 1, 1, False),
        (0, 5, 2 / 2**5, False),  # 0.0625
        (0, 6, 2 / 2**6, True),  # 0.03125: from none, six is the least that chance would not make
        (6, 0, 2 / 2**6, True),
        (5, 5, 1, False),
        (1, 7, 2 * 9 / 2**8, False),  # by hand: 1 + 8 of 256 ways, twice
        (1, 8, 2 * 10 / 2**9, True),  # 1 + 9 of 512 ways, twice: 0.039
    ],
)
def test_small_counts_by_hand(earlier: int, later: int, probability: float, *, beyond: bool) -> None:
    assert probability_of_difference(earlier, later=later) == pytest.approx(probability)
    assert beyond_chance(earlier, later=later) is beyond


@pytest.mark.parametrize(
    ("earlier", "later", "beyond"),
    [
        (165, 166, False),
        (15, 14, False),
        (79, 61, False),  # serious further offences, 2004-05 and 2005-06
        (73, 104, True),  # returned for breach of an order, 2004-05 and 2005-06
        (1306, 1540, True),  # recalls, England and Wales
        (1_000_000, 1_002_000, False),
    ],
)
def test_counts_that_are_held(earlier: int, later: int, *, beyond: bool) -> None:
    assert beyond_chance(Decimal(earlier), later=Decimal(later)) is beyond


@pytest.mark.parametrize(("earlier", "later"), [(-1, 3), (3, -1), (Decimal("1.5"), 2)])
def test_what_is_no_count_is_refused(earlier: int | Decimal, later: int | Decimal) -> None:
    with pytest.raises(ValueError, match=r"whole number|0 or more"):
        probability_of_difference(earlier, later=later)
