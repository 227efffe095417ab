"""A change in words: the amount and the percentage never contradict each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stats.analysis.trends import changes
from stats.analysis.values import Value
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text.changes import change_row

RATE = catalogue().indicators["rso-rate"]
PEOPLE = 1_000_000


def worked_out(count: int) -> Value:
    return Value(
        Decimal(count) * RATE.per / PEOPLE, None, numerator=Decimal(count), denominator=Decimal(PEOPLE)
    )


def since_last(before: Value, now: Value) -> str:
    found = changes(RATE, points=[(ReportingYear(2014), before), (ReportingYear(2015), now)], breaks=())
    assert found is not None
    return change_row(RATE, name="Dorset", found=found).cells[0].text


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (1_036, 1_040, "0"),  # 103.6 and 104.0 both stand as 104: "0 (+0.4%)" would be no change and one
        (1_034, 1_036, "+1 (+0.2%)"),
        (1_040, 1_040, "0 (0.0%)"),
        (1_000, 1_100, "+10 (+10.0%)"),
    ],
)
def test_a_change_that_rounding_hides_has_no_percentage(before: int, now: int, said: str) -> None:
    assert since_last(worked_out(before), worked_out(now)) == said
