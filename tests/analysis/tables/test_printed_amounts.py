"""What a cell that is no number is told: why, and what to type instead."""

import pytest

from stats.analysis.tables.printed_amounts import UnreadableError, read_cell
from stats.calculations.amounts import Qualifier
from stats.catalogue.reader import catalogue

COUNT = catalogue().measures["eligible_offenders"]


@pytest.mark.parametrize(
    ("text", "why", "expected"),
    [
        ("12*", "the sign of a footnote stands beside the number", "the number without it: 12"),
        ("1,012†", "the sign of a footnote stands beside the number", "the number without it: 1,012"),
        ("12¹", "the sign of a footnote stands beside the number", "the number without it: 12"),
        ("12 [1]", "the sign of a footnote stands beside the number", "the number without it: 12"),
        ("*12", "the sign of a footnote stands before the number", "the number without it: 12"),
        (
            "*",
            "a star is no number",
            "c if the star says that the number is suppressed, x if it is not available",
        ),
        ("..", "dots are no number", "x if the number is not available, - if there can be none"),
        ("n/a", "this is no number", "x if the number is not available, - if there can be none"),
        ("N.A.", "this is no number", "x if the number is not available, - if there can be none"),
        ("not available", "this is no number", "x if the number is not available, - if there can be none"),
        ("nil", "this is no number", "0, if the report means that there were none"),
        ("Suppressed", "this is no number", "c for a number that is suppressed"),
        ("1 471", "a space stands in the number", "a comma, or nothing, between its thousands"),
        ("1\u00a0471", "a space stands in the number", "a comma, or nothing, between its thousands"),
        ("12 34", "several numbers stand together", "one number"),
        ("5 or 6", "several numbers stand together", "one number"),
        ("10-15", "several numbers stand together", "one number"),
        (
            "[a]",
            "the mark of a note is no number",
            "x if the number is not available, - if there can be none",
        ),
        ("(12)", "the number stands in brackets", "the number without them: 12"),
        ("12%", "this is a percentage", "a whole number such as 1471 or 1,471"),
        ("7O0", "a letter stands among the digits", "a whole number such as 1471 or 1,471"),
    ],
)
def test_a_text_that_is_no_number_says_what_to_type(text: str, why: str, expected: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_cell(text, measure=COUNT)
    assert (str(caught.value), caught.value.expected) == (why, expected)


@pytest.mark.parametrize(
    ("text", "qualifier", "value"),
    [
        ("<5", Qualifier.FEWER_THAN, 5),
        ("< 5", Qualifier.FEWER_THAN, 5),
        ("5+", Qualifier.AT_LEAST, 5),
        ("≈30", Qualifier.ABOUT, 30),
        ("~30", Qualifier.ABOUT, 30),
        ("≤5", Qualifier.AT_MOST, 5),
    ],
)
def test_signs_that_qualify_a_number_are_read(text: str, qualifier: Qualifier, value: int) -> None:
    amount = read_cell(text, measure=COUNT)
    assert (amount.qualifier, amount.value, amount.as_printed) == (qualifier, value, text)


@pytest.mark.parametrize("text", ["c", "[c]", "C", "x", "-", "–", "low"])
def test_markers_are_read_as_they_are_offered(text: str) -> None:
    assert read_cell(text, measure=COUNT).value is None
