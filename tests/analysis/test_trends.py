"""Changes of a series from a year to the next."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stats.analysis.series import Point, change_between
from stats.analysis.trends import YearChange, year_changes
from stats.analysis.values import Value
from stats.calculations.change import NoPercentage
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.text.changes import percent_text

RATE = catalogue().indicators["rso-rate"]


def points(*held: tuple[str, int]) -> list[Point]:
    return [
        (ReportingYear.parse(year), Value(Decimal(count), None, numerator=Decimal(count)))
        for year, count in held
    ]


def of(slug: str, *held: tuple[str, int]) -> tuple[YearChange, ...]:
    return year_changes(
        catalogue().indicators[slug], points=points(*held), breaks=catalogue().breaks_for(slug)
    )


def test_nothing_held_has_no_change_and_one_year_none() -> None:
    assert of("rsos") == ()
    assert of("rsos", ("2015-16", 697)) == ()


def test_dorset_from_670_to_697_is_27_or_four_per_cent() -> None:
    """27 of 670 is 4.03%, by hand."""
    (found,) = of("rsos", ("2014-15", 670), ("2015-16", 697))
    assert found.change.absolute == 27
    assert found.change.percent is not None
    assert round(found.change.percent, 2) == Decimal("4.03")


def test_newest_first_and_none_over_a_gap() -> None:
    """From 500 to 600 with two years between that are not held: what lay between is not known."""
    found = of("rsos", ("2011-12", 450), ("2012-13", 500), ("2015-16", 600), ("2016-17", 660))
    assert [(one.earlier[0].label, one.change.percent) for one in found] == [
        ("2015-16", 10),
        ("2011-12", Decimal(5000) / 450),
    ]


def test_none_across_a_break() -> None:
    """SOPOs became SHPOs in 2015-16."""
    (found,) = of("prevention-orders", ("2014-15", 60), ("2015-16", 62), ("2016-17", 93))
    assert (found.earlier[0].label, found.change.percent) == ("2015-16", 50)


def test_below_five_there_is_no_percentage() -> None:
    (found,) = of("licence-recalls", ("2014-15", 4), ("2015-16", 7))
    assert found.change.absolute == 3
    assert found.change.reason_no_percent is NoPercentage.SMALL_NUMERATOR


@pytest.mark.parametrize(
    ("slug", "earlier", "later", "beyond"),
    [
        ("licence-recalls", 165, 166, False),
        ("licence-recalls", 1306, 1540, True),
        ("notification-orders", 0, 0, False),
        ("notification-orders", 0, 5, False),
        ("notification-orders", 6, 0, True),
        ("level-2-3-offenders", 46, 58, False),
        ("prevention-orders", 933, 1200, True),
        # The people of 31 March are mostly the same a year later: no word, however large the change.
        ("rsos", 670, 1340, None),
        ("eligible-offenders", 900, 901, None),
    ],
)
def test_a_count_over_the_year_is_set_against_chance_and_a_stock_is_not(
    slug: str, earlier: int, later: int, *, beyond: bool | None
) -> None:
    (found,) = of(slug, ("2016-17", earlier), ("2017-18", later))
    assert found.change.beyond_chance is beyond


@pytest.mark.parametrize("slug", ["rso-rate", "level-1-share", "licence-recalls-per-100-level-2-3"])
def test_a_rate_a_share_and_a_ratio_have_no_word_on_chance(slug: str) -> None:
    (found,) = of(slug, ("2016-17", 10), ("2017-18", 90))
    assert found.change.beyond_chance is None


def printed(rate: str, *, count: int | None = None, people: int | None = None) -> Value:
    """A printed rate, and what count and population give beside it."""
    computed = Decimal(count) * 100_000 / people if count and people else None
    numerator = None if count is None else Decimal(count)
    return Value(Decimal(rate), None, is_printed=True, numerator=numerator, computed=computed)


def worked_out(count: int, people: int) -> Value:
    return Value(Decimal(count) * 100_000 / people, None, numerator=Decimal(count))


@pytest.mark.parametrize(
    ("earlier", "later", "absolute", "percent"),
    [
        # Dorset, 31 March 2012 and 2020: 574 people, 85, and 846 people, 122, each rounded to a whole number.
        (printed("85", count=574), printed("122", count=846), "37", "+42% to +45%"),
        # With the populations held, 85.45 and 121.62 make 42.3%.
        (printed("85", count=574, people=671_729), printed("122", count=846, people=695_600), "37", "+42%"),
        # England and Wales: 126 printed for 2021-22, 129.18 worked out for 2022-23.
        (printed("126", count=66_741), worked_out(68_357, 52_914_345), "3", "+2% to +3%"),
        # Thames Valley: rates that rounding leaves between two whole numbers of per cent.
        (printed("73", count=1409), printed("92", count=1963), "19", "+24% to +28%"),
        (printed("1000", count=5000), printed("1100", count=5500), "100", "+10%"),
        # A printed rate that its own count contradicts is compared as printed.
        (
            printed("70", count=394, people=579_400),
            printed("77", count=440, people=580_000),
            "7",
            "+9% to +12%",
        ),
    ],
)
def test_a_percentage_of_rates_is_no_finer_than_they_bear(
    earlier: Value, later: Value, absolute: str, percent: str
) -> None:
    found = change_between(RATE, earlier=earlier, later=later, breaks=())
    assert found.absolute == Decimal(absolute)
    assert percent_text(found, of_counts=False) == percent


def test_a_percentage_of_counts_is_exact_to_a_decimal() -> None:
    """England and Wales: 66,741 and 68,357 people."""
    (found,) = of("rsos", ("2021-22", 66_741), ("2022-23", 68_357))
    assert percent_text(found.change, of_counts=True) == "+2.4%"
