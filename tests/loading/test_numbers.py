"""Reading numbers and markers: what is taken, what is refused, and that nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.tables.printed_amounts import (
    LARGEST_COUNT,
    PrintedAmount,
    UnreadableError,
    read_cell,
    read_marker,
    read_number,
)
from stats.calculations.amounts import Amount, Qualifier
from stats.catalogue.reader import catalogue
from stats.documents import DateCell

MORE_THAN = Qualifier.MORE_THAN
COUNT = catalogue().measures["eligible_offenders"]
RATE = catalogue().measures["rso_rate"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        (" 12 ", 12),
        ("1,471", 1471),
        ("1471", 1471),
        ("\u00a0697\u202f", 697),
        ("28,994", 28994),
        ("999,999", 999_999),
    ],
)
def test_counts_that_are_fine(text: str, value: int) -> None:
    assert read_number(text, measure=COUNT) == PrintedAmount(Decimal(value), "", text.strip())


@pytest.mark.parametrize(("text", "value"), [("102", "102"), ("57.45", "57.45"), ("1,002.125", "1002.125")])
def test_rates_that_are_fine(text: str, value: str) -> None:
    assert read_number(text, measure=RATE).value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "l2", "1O", "O", "-3", "−3", "- 3", "2.5", "697.0", "1,47", ",471", "1,4711", "1,,471", "1e3",
        "٣", "１２",
        "+5", "=1+1", "0x1F", "1_000", "1 471", "½", "3*",
        "12 about", "some 12", "more than", "about c", "over 1O", "at least 5 or more",
        "nan", "Infinity", "1\n2",
        "00", "012", "1000000", "9" * 40,
    ],
)  # fmt: skip
def test_counts_that_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_number(text, measure=COUNT)


@pytest.mark.parametrize("text", ["57.4512", "57.", ".5", "57,45", "1.2.3", "100000.1", "-1.5", "1e2"])
def test_rates_that_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_number(text, measure=RATE)


def test_a_date_is_no_number() -> None:
    with pytest.raises(UnreadableError, match="date"):
        read_number(DateCell("2014-12-01"), measure=COUNT)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("z", "z"), ("[z]", "z"), ("[Z]", "z"), ("-", "z"), ("–", "z"), ("—", "z"), (" - ", "z"),
        ("c", "c"), ("[c]", "c"), ("x", "x"), ("[x]", "x"), ("low", "low"), ("[LOW]", "low"),
        ("", None), ("0", None), ("--", None), ("[]", None), ("na", None), ("..", None), ("[c", None),
    ],
)  # fmt: skip
def test_markers(text: str, code: str | None) -> None:
    assert read_marker(text) == code


def test_a_printed_dash_is_not_a_zero() -> None:
    assert read_cell("-", measure=COUNT) == PrintedAmount(None, "z", "-")
    assert read_cell("0", measure=COUNT) == PrintedAmount(Decimal(0), "", "0")


@given(st.integers(min_value=0, max_value=int(LARGEST_COUNT)))
def test_every_count_is_read_with_and_without_commas(number: int) -> None:
    assert read_number(str(number), measure=COUNT).value == number
    assert read_number(f"{number:,}", measure=COUNT).value == number


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("more than 11,000", 11_000, "more than"),
        ("Just over 11,000", 11_000, "more than"),
        ("over 640", 640, "more than"),
        (">640", 640, "more than"),
        ("at least 5", 5, "at least"),
        ("11,000 or more", 11_000, "at least"),
        ("12+", 12, "at least"),
        ("fewer than 5", 5, "fewer than"),
        ("<5", 5, "fewer than"),
        ("nearly 1,500", 1_500, "fewer than"),
        ("up to 40", 40, "at most"),
        ("around 77", 77, "about"),
        ("c. 12", 12, "about"),
        ("approximately 64,300", 64_300, "about"),
    ],
)
def test_a_word_beside_a_number_is_its_qualifier(text: str, value: int, qualifier: str) -> None:
    found = read_cell(text, measure=COUNT)
    assert (found.value, found.qualifier, found.as_printed) == (value, qualifier, text)


def test_a_rate_takes_a_qualifier_too() -> None:
    assert read_number("more than 57.45", measure=RATE).amount == Amount.of(Decimal("57.45"), MORE_THAN)


@given(st.text(max_size=12))
def test_no_text_is_taken_for_another_number(text: str) -> None:
    """Whatever is read as a count has exactly the digits that stand there."""
    try:
        amount = read_number(text, measure=COUNT)
    except UnreadableError:
        return
    digits = "".join(text.split()).replace(",", "")
    assert str(amount.value) == (digits if not amount.qualifier else digits.strip("<>~+=≤≥"))
