"""Areas beside a benchmark, and the change from one year to the next."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.benchmark import NO_BENCHMARK, NationalFigure, national_figure, yardstick
from stats.analysis.figures import Populations, PublishedFigure, SourceRef
from stats.analysis.series import Series, change_between
from stats.analysis.values import Value, WhyNot
from stats.calculations.amounts import Amount
from stats.calculations.change import NoPercentage
from stats.calculations.funnel import Comparison, NotCompared
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

RATE = catalogue().indicators["rso-rate"]
COUNT = catalogue().indicators["rsos"]
SHARE = catalogue().indicators["level-1-share"]
REPORT = SourceRef(1, "area report", "A report", "")


def rate(above: int, people: int) -> Value:
    return Value(
        Decimal(above) * 100_000 / people, None, numerator=Decimal(above), denominator=Decimal(people)
    )


def word(values: Mapping[str, Value], slug: str, *, benchmark: int) -> Comparison:
    national = NationalFigure(Decimal(benchmark), is_pooled=False, areas=0)
    return yardstick(RATE, values=values, national=national).verdicts()[slug].comparison


def test_pooled_is_all_counts_over_all_people_and_no_mean_of_rates() -> None:
    areas = {"small": rate(100, 50_000), "large": rate(1_000, 1_000_000)}
    found = national_figure(RATE, nation=None, areas=areas)

    assert found.amount == Decimal(1_100) * 100_000 / 1_050_000
    assert (found.is_pooled, found.areas) == (True, 2)


def test_areas_that_cannot_be_compared_are_left_out_of_the_pool() -> None:
    bound = Value(Decimal(5), WhyNot.LOWER_BOUND, numerator=Decimal(5), denominator=Decimal(10))
    alone = Value(Decimal(98), None, is_printed=True)
    areas = {"a": rate(100, 100_000), "b": bound, "c": alone, "d": rate(300, 100_000)}
    found = national_figure(RATE, nation=None, areas=areas)
    assert (found.amount, found.areas) == (200, 2)


def test_an_area_is_not_compared_with_itself() -> None:
    areas = {"a": rate(100, 100_000), "b": Value(None, WhyNot.NOT_HELD)}
    national = national_figure(RATE, nation=None, areas=areas)
    assert national == NO_BENCHMARK
    assert yardstick(RATE, values=areas, national=national).verdicts()["a"].reason is NotCompared.NO_BENCHMARK


def test_nothing_held_is_no_benchmark() -> None:
    assert national_figure(RATE, nation=None, areas={}) == NO_BENCHMARK
    nothing = Value(None, WhyNot.NOT_HELD)
    assert national_figure(RATE, nation=nothing, areas={"a": nothing}) == NO_BENCHMARK


def test_a_nation_whose_number_may_not_be_compared_is_no_benchmark() -> None:
    bound = Value(Decimal(5), WhyNot.LOWER_BOUND)
    assert national_figure(RATE, nation=bound, areas={}) == NO_BENCHMARK


def test_counts_are_never_pooled() -> None:
    assert national_figure(COUNT, nation=None, areas={"a": rate(1, 100), "b": rate(2, 100)}) == NO_BENCHMARK


def test_the_word_allows_for_how_much_areas_differ_anyway() -> None:
    """By chance alone 1,150 in a million is far above 100 per 100,000; among areas that spread it is not."""
    spread = {f"area-{n}": rate(700 + 60 * n, 1_000_000) for n in range(11)}
    alike = {f"area-{n}": rate(990 + 2 * n, 1_000_000) for n in range(11)}

    assert word({**spread, "one": rate(1_150, 1_000_000)}, "one", benchmark=100) is Comparison.SIMILAR
    assert word({**alike, "one": rate(1_300, 1_000_000)}, "one", benchmark=100) is Comparison.HIGHER
    assert word({**alike, "one": rate(700, 1_000_000)}, "one", benchmark=100) is Comparison.LOWER


def test_an_area_that_is_not_held_is_not_called_similar() -> None:
    values = {"a": rate(100, 100_000), "b": Value(None, WhyNot.NOT_HELD)}
    national = NationalFigure(Decimal(100), is_pooled=False, areas=0)
    found = yardstick(RATE, values=values, national=national).verdicts()
    assert (found["b"].comparison, found["b"].reason) == (Comparison.NOT_COMPARED, NotCompared.NOT_HELD)


@pytest.mark.parametrize("amount", [None, Decimal(0)])
def test_no_benchmark_no_word(amount: Decimal | None) -> None:
    national = NationalFigure(amount, is_pooled=False, areas=0)
    found = yardstick(RATE, values={"a": rate(100, 100_000)}, national=national).verdicts()
    assert (found["a"].comparison, found["a"].reason) == (Comparison.NOT_COMPARED, NotCompared.NO_BENCHMARK)


def test_a_share_of_the_whole_is_no_benchmark_to_be_above_of() -> None:
    values = {"a": Value(Decimal(99), None, numerator=Decimal(99), denominator=Decimal(100))}
    national = NationalFigure(Decimal(100), is_pooled=False, areas=0)
    found = yardstick(SHARE, values=values, national=national).verdicts()
    assert found["a"].reason is NotCompared.NO_BENCHMARK


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.tuples(st.integers(0, 5_000), st.integers(5_000, 3_000_000)),
        max_size=8,
    )
)
def test_every_area_gets_exactly_one_word(numbers: dict[str, tuple[int, int]]) -> None:
    areas = {slug: rate(above, people) for slug, (above, people) in numbers.items()}
    national = national_figure(RATE, nation=None, areas=areas)
    found = yardstick(RATE, values=areas, national=national).verdicts()

    assert set(found) == set(areas)
    for verdict in found.values():
        assert (verdict.comparison is Comparison.NOT_COMPARED) == (verdict.reason is not None)


def held(year: str, value: int, *, preferred: bool = True, slug: str = "dorset") -> PublishedFigure:
    cell = CellKey("eligible_offenders", "1", "total")
    return PublishedFigure(
        slug, ReportingYear.parse(year), cell, Amount.of(value), str(value), REPORT, "", preferred
    )


def test_a_series_has_the_preferred_figures_oldest_first() -> None:
    figures = [held("2014-15", 670), held("2012-13", 600), held("2014-15", 671, preferred=False)]
    series = Series(figures, populations=Populations({}))

    points = [(year.label, value.amount) for year, value in series.points(COUNT, area_slug="dorset")]
    assert points == [("2012-13", 600), ("2014-15", 670)]
    assert series.points(COUNT, area_slug="kent") == ()


def test_a_year_has_the_areas_that_can_be_compared() -> None:
    series = Series(
        [held("2014-15", 670), held("2014-15", 900, slug="kent"), held("2013-14", 1, slug="essex")],
        populations=Populations({}),
    )
    assert set(series.comparable(COUNT, year=ReportingYear.parse("2014-15"))) == {"dorset", "kent"}


def change(
    earlier: Value, later: Value, *, across: bool = False
) -> tuple[Decimal | None, NoPercentage | None]:
    breaks = catalogue().breaks[:1] if across else ()
    found = change_between(RATE, earlier=earlier, later=later, breaks=breaks)
    return found.absolute, found.reason_no_percent


def test_a_change_of_rates_needs_the_counts_behind_them() -> None:
    assert change(rate(50, 100_000), rate(60, 100_000)) == (10, None)
    assert change(Value(Decimal(50), None), rate(60, 100_000)) == (10, NoPercentage.NUMERATOR_UNKNOWN)
    assert change(rate(4, 100_000), rate(60, 100_000)) == (56, NoPercentage.SMALL_NUMERATOR)
    assert change(rate(50, 100_000), rate(60, 100_000), across=True) == (None, NoPercentage.SERIES_BREAK)


def test_a_worked_out_rate_is_rounded_before_it_stands_beside_a_printed_one() -> None:
    """England and Wales: 126 printed for 2021-22, from 125.5 to 126.5, and 129.18 worked out for 2022-23."""
    printed = Value(Decimal(126), None, is_printed=True, numerator=Decimal(66_741))
    found = change_between(RATE, earlier=printed, later=rate(68_357, 52_914_345), breaks=())

    assert found.absolute == 3
    assert found.percent is None
    assert found.between is not None
    assert (round(found.between.lower, 1), round(found.between.upper, 1)) == (Decimal("2.1"), Decimal("2.9"))
    assert change(rate(50, 99_000), rate(60, 100_000))[0] == 60 - Decimal(50) * 100_000 / 99_000


@pytest.mark.parametrize("reason", WhyNot)
def test_no_change_from_what_cannot_be_compared(reason: WhyNot) -> None:
    hidden = Value(Decimal(50) if reason is WhyNot.LOWER_BOUND else None, reason)
    assert change(hidden, rate(60, 100_000)) == (None, NoPercentage.NOT_HELD)
    assert change(rate(60, 100_000), hidden) == (None, NoPercentage.NOT_HELD)
