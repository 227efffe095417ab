from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.amounts import Amount, Marker, Qualifier
from stats.calculations.change import Change, NoPercentage, change

C = Amount.marked(Marker.SUPPRESSED)
Z = Amount.marked(Marker.NOT_APPLICABLE)

any_amounts = (
    st.integers(min_value=0, max_value=20).map(Amount.of)
    | st.integers(min_value=0, max_value=20).map(Amount.at_least)
    | st.sampled_from([C, Z, None])
)


def test_dorset_2014_15_to_2015_16() -> None:
    result = change(Amount.of(670), later=Amount.of(697))
    assert result.absolute == 27
    assert result.percent is not None
    assert round(result.percent, 2) == Decimal("4.03")
    assert result.reason_no_percent is None


def test_a_fall_is_negative() -> None:
    assert change(Amount.of(10), later=Amount.of(5)) == Change(Decimal(-5), Decimal(-50), None)


@pytest.mark.parametrize(
    ("earlier", "later", "absolute", "reason"),
    [
        (None, Amount.of(9), None, NoPercentage.NOT_HELD),
        (Amount.of(9), None, None, NoPercentage.NOT_HELD),
        (C, Amount.of(9), None, NoPercentage.MARKED),
        (Amount.of(9), Z, None, NoPercentage.MARKED),
        (Amount.at_least(9), Amount.of(12), None, NoPercentage.BOUND),
        (Amount.of(9), Amount.at_least(12), None, NoPercentage.BOUND),
        (Amount.of(9), Amount.of(12, Qualifier.FEWER_THAN), None, NoPercentage.BOUND),
        (Amount.of(64_300, Qualifier.ABOUT), Amount.of(66_741), None, NoPercentage.ROUNDED),
        (Amount.of(64_300, Qualifier.ABOUT), Amount.at_least(9), None, NoPercentage.BOUND),
        (Amount.of(0), Amount.of(9), 9, NoPercentage.EARLIER_IS_ZERO),
        (Amount.of(0), Amount.of(0), 0, NoPercentage.EARLIER_IS_ZERO),
        (Amount.of(4), Amount.of(9), 5, NoPercentage.SMALL_NUMERATOR),
        (Amount.of(9), Amount.of(4), -5, NoPercentage.SMALL_NUMERATOR),
        (Amount.of(9), Amount.of(0), -9, NoPercentage.SMALL_NUMERATOR),
    ],
)
def test_no_percentage_and_why(
    earlier: Amount | None, later: Amount | None, absolute: int | None, reason: NoPercentage
) -> None:
    expected = None if absolute is None else Decimal(absolute)
    assert change(earlier, later=later) == Change(expected, None, reason)


def test_five_is_enough() -> None:
    assert change(Amount.of(5), later=Amount.of(5)).percent == 0


def test_nothing_is_computed_across_a_series_break() -> None:
    result = change(Amount.of(79), later=Amount.of(48), across_break=True)
    assert result == Change(None, None, NoPercentage.SERIES_BREAK)


class TestRates:
    """A rate is judged by the counts behind it, not by its own size."""

    EARLIER, LATER = Amount.of(Decimal("98.3")), Amount.of(Decimal("101.5"))

    def test_large_enough_counts(self) -> None:
        result = change(self.EARLIER, later=self.LATER, numerators=(Amount.of(670), Amount.of(697)))
        assert result.absolute == Decimal("3.2")
        assert result.percent is not None

    def test_a_small_count_behind_a_large_rate(self) -> None:
        result = change(self.EARLIER, later=self.LATER, numerators=(Amount.of(4), Amount.of(697)))
        assert result == Change(Decimal("3.2"), None, NoPercentage.SMALL_NUMERATOR)

    @pytest.mark.parametrize("unknown", [None, C, Amount.at_least(4000)])
    def test_a_count_that_is_not_known(self, unknown: Amount | None) -> None:
        result = change(self.EARLIER, later=self.LATER, numerators=(Amount.of(670), unknown))
        assert result == Change(Decimal("3.2"), None, NoPercentage.NUMERATOR_UNKNOWN)

    def test_a_small_rate_over_large_counts_has_a_percentage(self) -> None:
        result = change(Amount.of(2), later=Amount.of(3), numerators=(Amount.of(20), Amount.of(30)))
        assert result.percent == 50


@given(any_amounts, any_amounts)
def test_a_percentage_or_a_reason_and_never_both(earlier: Amount | None, later: Amount | None) -> None:
    result = change(earlier, later=later)
    assert (result.percent is None) != (result.reason_no_percent is None)
    if result.percent is not None:
        assert earlier is not None
        assert later is not None
        assert min(earlier.exact or 0, later.exact or 0) >= 5
