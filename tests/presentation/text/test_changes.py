"""A change in words: the amount and the percentage never contradict each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stats.analysis.trends import year_changes
from stats.analysis.values import Value
from stats.calculations.change import Change, Percentages
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text.changes import (
    chance_note,
    change_sentence,
    change_text,
    percent_text,
)

INDICATORS = catalogue().indicators
RATE = INDICATORS["rso-rate"]
PEOPLE = 1_000_000


def worked_out(count: int) -> Value:
    return Value(
        Decimal(count) * RATE.per / PEOPLE, None, numerator=Decimal(count), denominator=Decimal(PEOPLE)
    )


def said(before: Value, now: Value) -> str:
    points = [(ReportingYear(2014), before), (ReportingYear(2015), now)]
    (found,) = year_changes(RATE, points=points, breaks=())
    return change_text(RATE, found)


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (1_036, 1_040, "0"),  # 103.6 and 104.0 both stand as 104: "0 (+0.4%)" would be no change and one
        (1_034, 1_036, "+1 (0%)"),
        (1_040, 1_040, "0 (0%)"),
        (1_000, 1_100, "+10 (+10%)"),
    ],
)
def test_a_change_that_rounding_hides_has_no_percentage(before: int, now: int, text: str) -> None:
    assert said(worked_out(before), worked_out(now)) == text


def counts(slug: str, before: int, now: int) -> str:
    points = [
        (ReportingYear(start), Value(Decimal(count), None)) for start, count in ((2014, before), (2015, now))
    ]
    (found,) = year_changes(INDICATORS[slug], points=points, breaks=())
    return change_sentence(INDICATORS[slug], name="Dorset", found=found)


@pytest.mark.parametrize(
    ("slug", "before", "now", "text"),
    [
        ("licence-recalls", 165, 166, "from 165 to 166, +1 (+0.6%), no more than chance could make."),
        ("licence-recalls", 1306, 1540, "from 1,306 to 1,540, +234 (+17.9%), more than chance would make."),
        (
            "licence-recalls",
            0,
            0,
            "from 0 to 0, 0 (no percentage from zero).",
        ),
        ("licence-recalls", 0, 6, "from 0 to 6, +6 (no percentage from zero), more than chance would make."),
        (
            "licence-recalls",
            3,
            1,
            "from 3 to 1, −2 (too few for a percentage), no more than chance could make.",
        ),
    ],
)
def test_a_count_over_the_year_says_whether_chance_would_make_it(
    slug: str, before: int, now: int, text: str
) -> None:
    assert counts(slug, before, now) == f"Dorset, 2014-15 to 2015-16: {text}"


def test_a_stock_says_nothing_of_chance_and_why() -> None:
    assert counts("rsos", 670, 697) == "Dorset, 31 March 2015 to 31 March 2016: from 670 to 697, +27 (+4.0%)."
    assert "mostly the same people a year later" in chance_note(INDICATORS["rsos"])
    assert "Przyborowski and Wilenski 1940" in chance_note(INDICATORS["licence-recalls"])
    assert "rests on two numbers" in chance_note(RATE)


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        ("42.1", "45.0", "+42% to +45%"),
        ("9.6", "10.4", "+10%"),
        ("-0.4", "0.3", "0%"),
        ("-3", "1", "−3% to +1%"),
    ],
)
def test_what_rounding_leaves_is_two_whole_numbers_or_one(lower: str, upper: str, text: str) -> None:
    found = Change(Decimal(1), None, None, Percentages(Decimal(lower), Decimal(upper)))
    assert percent_text(found, of_counts=False) == text
