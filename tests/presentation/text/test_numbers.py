"""The one formatter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.amounts import Amount, Marker
from stats.calculations.intervals import Interval
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers

# What the database can hold: twelve digits, three of them decimals.
stored = st.decimals(min_value=0, max_value=999_999_999, places=3)
signed = st.decimals(min_value=-999_999_999, max_value=999_999_999, places=3)


def read(text: str) -> Decimal:
    """A number as a reader understands it."""
    return Decimal(text.replace(",", "").replace(numbers.MINUS, "-").replace("+", ""))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("101.5", 0, "102"),
        ("101.546", 0, "102"),
        ("101.499", 0, "101"),
        ("0.05", 1, "0.1"),
        ("0.25", 1, "0.3"),
        ("98.4666", 1, "98.5"),
        ("1471", 0, "1,471"),
        ("1234567.891", 2, "1,234,567.89"),
        ("-2.5", 0, "−3"),
        ("-1471", 0, "−1,471"),
        ("0", 0, "0"),
        ("-0.4", 0, "0"),
        ("-0.04", 1, "0.0"),
    ],
)
def test_a_number_is_rounded_half_up_with_thousands_apart(value: str, places: int, text: str) -> None:
    assert numbers.number(Decimal(value), places=places) == text


def test_a_float_is_rounded_by_what_it_prints_not_by_its_last_bit() -> None:
    assert numbers.number(2.675, places=2) == "2.68"
    assert numbers.number(1.005, places=2) == "1.01"


@given(signed, st.integers(0, 3))
def test_what_is_written_is_never_further_off_than_half_a_place(value: Decimal, places: int) -> None:
    assert abs(read(numbers.number(value, places=places)) - value) <= Decimal("0.5").scaleb(-places)


@given(signed, signed, st.integers(0, 3))
def test_a_larger_number_is_never_written_as_a_smaller_one(a: Decimal, b: Decimal, places: int) -> None:
    low, high = sorted((a, b))
    assert read(numbers.number(low, places=places)) <= read(numbers.number(high, places=places))


@given(signed)
def test_below_zero_stands_a_minus_sign_and_no_hyphen(value: Decimal) -> None:
    text = numbers.signed(value)
    assert "-" not in text
    assert (text[0] == "+") == (read(text) > 0)
    assert (text[0] == numbers.MINUS) == (read(text) < 0)


@given(stored)
def test_a_published_number_keeps_every_digit_that_is_stored(value: Decimal) -> None:
    text = numbers.as_published(value)
    assert read(text) == value
    assert not (("." in text) and text.endswith(("0", ".")))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("57.450", "57.45"),
        ("125.200", "125.2"),
        ("102.000", "102"),
        ("1500.000", "1,500"),
        ("1471", "1,471"),
        ("0.000", "0"),
        ("1E+3", "1,000"),
    ],
)
def test_a_published_number_keeps_its_decimals_and_gets_no_others(value: str, text: str) -> None:
    assert numbers.as_published(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("683333", "683,000"), ("1000", "1,000"), ("999", "999"), ("999500", "1,000,000"), ("12", "12")],
)
def test_an_implied_population_is_given_to_three_figures(value: str, text: str) -> None:
    assert numbers.about(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("27", "+27"), ("-3", "−3"), ("0", "0"), ("0.4", "0"), ("-0.4", "0")]
)
def test_a_change_carries_its_sign_unless_it_is_nothing(value: str, text: str) -> None:
    assert numbers.signed(Decimal(value)) == text


def test_percentages() -> None:
    assert numbers.percent(Decimal("4.03")) == "4.0%"
    assert numbers.signed_percent(Decimal("4.03")) == "+4.0%"
    assert numbers.signed_percent(Decimal("-4.05")) == "−4.1%"
    assert numbers.signed_percent(Decimal("-0.01")) == "0.0%"


def test_an_interval_without_an_upper_end_says_so() -> None:
    assert numbers.interval(Interval(94.15, 109.4), places=0) == "94 to 109"
    assert numbers.interval(Interval(94.15, None), places=1) == "94.2 or more"


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Amount.of(1471), "1,471"),
        (Amount.of(0), "0"),
        (Amount.of(Decimal("57.45")), "57.45"),
        (Amount.at_least(12), "at least 12"),
        (Amount.marked(Marker.NOT_APPLICABLE), "–"),
        (Amount.marked(Marker.SUPPRESSED), "[c]"),
        (Amount.marked(Marker.NOT_AVAILABLE), "[x]"),
        (Amount.marked(Marker.LOW), "[low]"),
    ],
)
def test_a_marker_is_never_written_as_a_number(one: Amount, text: str) -> None:
    assert numbers.amount(one) == text


def test_days() -> None:
    assert numbers.snapshot_date(ReportingYear.parse("2014-15")) == "31 March 2015"
    assert numbers.long_date(date(2026, 11, 3)) == "3 November 2026"


def test_a_moment_is_told_in_london_time() -> None:
    assert numbers.long_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert numbers.long_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "31 December 2026"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("2014", "2014"),
        ("2014-11", "November 2014"),
        ("2014-11-03", "3 November 2014"),
        # The database takes any two digits, and a page must not fail over a slip in the admin.
        ("2014-13", "2014-13"),
        ("2014-02-30", "2014-02-30"),
        ("2014-00", "2014-00"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(text: str, said: str) -> None:
    assert numbers.partial_date(text) == said
