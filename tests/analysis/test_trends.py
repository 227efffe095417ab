"""Changes of a series: since the year before and since the first that it may be compared with."""

from __future__ import annotations

from decimal import Decimal

from stats.analysis.series import Point
from stats.analysis.trends import Changes, changes
from stats.analysis.values import Value
from stats.calculations.change import NoPercentage
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


def points(*held: tuple[str, int]) -> list[Point]:
    return [
        (ReportingYear.parse(year), Value(Decimal(count), None, numerator=Decimal(count)))
        for year, count in held
    ]


def of(slug: str, *held: tuple[str, int]) -> Changes:
    found = changes(catalogue().indicators[slug], points=points(*held), breaks=catalogue().breaks_for(slug))
    assert found is not None
    return found


def test_nothing_held_has_no_change() -> None:
    assert changes(catalogue().indicators["rsos"], points=(), breaks=()) is None


def test_one_year_has_no_change() -> None:
    found = of("rsos", ("2015-16", 697))
    assert (found.since_last, found.since_first) == (None, None)


def test_dorset_from_670_to_697_is_27_or_four_per_cent() -> None:
    """27 of 670 is 4.03%, by hand."""
    found = of("rsos", ("2014-15", 670), ("2015-16", 697))
    assert found.since_last is not None
    assert found.since_last.change.absolute == 27
    assert found.since_last.change.percent is not None
    assert round(found.since_last.change.percent, 2) == Decimal("4.03")
    assert found.since_first is None


def test_a_gap_leaves_no_change_since_last_year_but_one_since_the_first() -> None:
    found = of("rsos", ("2012-13", 500), ("2015-16", 600))
    assert found.since_last is None
    assert found.since_first is not None
    assert (found.since_first.year.label, found.since_first.change.percent) == ("2012-13", 20)


def test_the_first_year_is_the_first_after_the_last_break() -> None:
    """SOPOs became SHPOs in 2015-16: 2014-15 is not compared with anything after it."""
    held = (("2013-14", 10), ("2014-15", 60), ("2015-16", 62), ("2016-17", 70), ("2017-18", 93))
    found = of("prevention-orders", *held)
    assert found.since_first is not None
    assert (found.since_first.year.label, found.since_first.change.percent) == ("2015-16", 50)


def test_across_a_break_there_is_neither_number_nor_percentage() -> None:
    found = of("prevention-orders", ("2014-15", 60), ("2015-16", 62))
    assert found.since_last is not None
    assert found.since_last.change.absolute is None
    assert found.since_last.change.reason_no_percent is NoPercentage.SERIES_BREAK
    assert [one.code for one in found.since_last.breaks] == ["sopo-to-shpo"]
    assert found.since_first is None


def test_below_five_there_is_no_percentage() -> None:
    found = of("licence-recalls", ("2014-15", 4), ("2015-16", 7))
    assert found.since_last is not None
    assert found.since_last.change.absolute == 3
    assert found.since_last.change.reason_no_percent is NoPercentage.SMALL_NUMERATOR
