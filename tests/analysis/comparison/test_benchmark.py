"""Areas beside a benchmark, and the change from one year to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.analysis.comparison.benchmark import (
    NO_BENCHMARK,
    NationalFigure,
    Verdict,
    national_figure,
    yardstick,
)
from stats.analysis.figures import Populations, PublishedFigure, SourceRef
from stats.analysis.series import Series, change_between
from stats.analysis.values import Value, WhyNot
from stats.calculations.amounts import Amount, Qualifier
from stats.calculations.change import NoPercentage
from stats.calculations.funnel import Comparison, NoWord, Spread
from stats.calculations.intervals import poisson, poisson_rate, wilson
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

RATE = catalogue().indicators["rso-rate"]
COUNT = catalogue().indicators["rsos"]
SHARE = catalogue().indicators["level-1-share"]
REPORT = SourceRef(1, "area report", "A report", "")


def rate(above: int, people: int) -> Value:
    return Value(
        Decimal(above) * 100_000 / people,
        None,
        interval=poisson_rate(above, population=people),
        numerator=Decimal(above),
        denominator=Decimal(people),
    )


def verdict_of(
    values: Mapping[str, Value], slug: str, *, benchmark: Decimal | int | None, indicator: Indicator = RATE
) -> Verdict:
    amount = None if benchmark is None else Decimal(benchmark)
    national = NationalFigure(amount, is_pooled=False, areas=0)
    found = yardstick(indicator, values=values, national=national).verdict(slug, value=values[slug])
    assert found is not None
    return found


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
    assert verdict_of(areas, "a", benchmark=None).why_not_compared is NoWord.NO_BENCHMARK


def test_nothing_held_is_no_benchmark() -> None:
    assert national_figure(RATE, nation=None, areas={}) == NO_BENCHMARK
    nothing = Value(None, WhyNot.NOT_HELD)
    found = national_figure(RATE, nation=nothing, areas={"a": nothing})
    assert (found.amount, found.is_pooled, found.value) == (None, False, nothing)


def test_a_nation_whose_number_may_not_be_compared_is_no_benchmark() -> None:
    """It is given all the same, for the page that says why areas are not compared with it."""
    bound = Value(Decimal(5), WhyNot.BOUND, qualifier=Qualifier.AT_MOST)
    found = national_figure(RATE, nation=bound, areas={})
    assert (found.amount, found.value) == (None, bound)
    pooled = national_figure(RATE, nation=bound, areas={"a": rate(100, 100_000), "b": rate(300, 100_000)})
    assert (pooled.amount, pooled.is_pooled, pooled.value) == (200, True, bound)


def test_counts_are_never_pooled() -> None:
    assert national_figure(COUNT, nation=None, areas={"a": rate(1, 100), "b": rate(2, 100)}) == NO_BENCHMARK


SPREAD = {f"area-{n}": rate(700 + 60 * n, 1_000_000) for n in range(11)}
ALIKE = {f"area-{n}": rate(990 + 2 * n, 1_000_000) for n in range(11)}


def words(values: Mapping[str, Value], one: Value, *, benchmark: int) -> tuple[Comparison, Spread]:
    found = verdict_of({**values, "one": one}, "one", benchmark=benchmark)
    return found.comparison, found.spread


def test_the_two_words_are_two_facts() -> None:
    """1,150 in a million is far above 100 per 100,000, and among areas that differ so, nothing unusual."""
    assert words(SPREAD, rate(1_150, 1_000_000), benchmark=100) == (Comparison.HIGHER, Spread.WITHIN)
    assert words(ALIKE, rate(1_300, 1_000_000), benchmark=100) == (Comparison.HIGHER, Spread.ABOVE)
    assert words(ALIKE, rate(700, 1_000_000), benchmark=100) == (Comparison.LOWER, Spread.BELOW)
    assert words(ALIKE, rate(1_010, 1_000_000), benchmark=100) == (
        *(Comparison.NOT_CLEARLY_DIFFERENT, Spread.WITHIN),
    )


def test_what_is_usual_does_not_rest_on_the_benchmark() -> None:
    low, high = (words(SPREAD, rate(1_150, 1_000_000), benchmark=benchmark) for benchmark in (50, 300))
    assert low == (Comparison.HIGHER, Spread.WITHIN)
    assert high == (Comparison.LOWER, Spread.WITHIN)


@pytest.mark.parametrize("areas", range(1, 12))
def test_what_is_usual_is_said_from_ten_areas_on(areas: int) -> None:
    values = {f"area-{n}": rate(1_000 + n, 1_000_000) for n in range(areas)}
    found = verdict_of(values, "area-0", benchmark=100)
    assert found.comparison is Comparison.NOT_CLEARLY_DIFFERENT
    assert (found.spread is Spread.WITHIN) == (areas >= 10)
    assert found.why_no_place == (None if areas >= 10 else NoWord.TOO_FEW_AREAS)


def test_areas_all_equal_are_within_what_is_usual() -> None:
    values = {f"area-{n}": rate(1_000, 1_000_000) for n in range(10)}
    assert {verdict_of(values, slug, benchmark=100).spread for slug in values} == {Spread.WITHIN}


def test_half_of_the_areas_at_zero_leave_no_middle_to_spread_about() -> None:
    values = {f"area-{n}": rate(0 if n < 6 else 9, 1_000_000) for n in range(11)}
    found = verdict_of(values, "area-10", benchmark=1)
    assert (found.spread, found.why_no_place) == (Spread.NOT_SAID, NoWord.MIDDLE_IS_ZERO)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (Value(None, WhyNot.NOT_HELD), NoWord.NOT_HELD),
        (Value(Decimal(90), WhyNot.BOUND, qualifier=Qualifier.AT_MOST), NoWord.NOT_HELD),
        (Value(Decimal(218), None, is_printed=True), NoWord.NO_INTERVAL),
    ],
)
def test_an_area_without_an_interval_has_neither_word(value: Value, reason: NoWord) -> None:
    found = verdict_of({**SPREAD, "one": value}, "one", benchmark=100)
    assert (found.comparison, found.why_not_compared) == (Comparison.NOT_COMPARED, reason)
    assert (found.spread, found.why_no_place, found.percent) == (Spread.NOT_SAID, reason, None)


def test_a_figure_that_is_not_of_its_year_widens_nothing() -> None:
    """It has every number that a comparison needs, and is in neither the spread nor the pool."""
    far = rate(5_000, 1_000_000)
    apart = replace(far, why_not=WhyNot.NOT_OF_ITS_YEAR)
    assert words({**ALIKE, "far": far}, rate(1_300, 1_000_000), benchmark=100)[1] is Spread.ABOVE
    national = NationalFigure(Decimal(100), is_pooled=False, areas=0)
    with_it, without = (
        yardstick(RATE, values=values, national=national) for values in ({**ALIKE, "apart": apart}, ALIKE)
    )
    assert with_it.usual == without.usual
    assert (with_it.areas, without.areas) == (11, 11)
    assert national_figure(RATE, nation=None, areas={**ALIKE, "apart": apart}).areas == 11


@pytest.mark.parametrize(
    ("value", "benchmark", "percent"),
    [
        (rate(1_310, 1_000_000), 100, Decimal(31)),
        (rate(890, 1_000_000), 129, -31),
        (rate(4, 100_000), 100, None),
        (rate(0, 100_000), 100, None),
    ],
)
def test_the_distance_from_the_benchmark(value: Value, benchmark: int, percent: int | None) -> None:
    found = verdict_of({"a": value}, "a", benchmark=benchmark).percent
    assert (None if found is None else round(found)) == percent


@pytest.mark.parametrize("amount", [None, Decimal(0)])
def test_no_benchmark_or_none_of_anything(amount: Decimal | None) -> None:
    found = verdict_of({"a": rate(100, 100_000)}, "a", benchmark=amount)
    if amount is None:
        assert found.why_not_compared is NoWord.NO_BENCHMARK
    else:
        assert (found.comparison, found.percent) == (Comparison.HIGHER, None)


def test_shares_differ_by_points_and_not_by_per_cent() -> None:
    share = Value(
        Decimal(99),
        None,
        interval=wilson(990, of=1_000).scaled(100),
        numerator=Decimal(990),
        denominator=Decimal(1_000),
    )
    found = verdict_of({"a": share}, "a", benchmark=97, indicator=SHARE)
    assert (found.comparison, found.percent) == (Comparison.HIGHER, None)


def test_counts_have_no_words() -> None:
    values = {"a": Value(Decimal(5), None, interval=poisson(5), numerator=Decimal(5))}
    national = NationalFigure(Decimal(5), is_pooled=False, areas=0)
    assert yardstick(COUNT, values=values, national=national).verdict("a", value=values["a"]) is None


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.tuples(st.integers(0, 5_000), st.integers(5_000, 3_000_000)),
        max_size=14,
    )
)
def test_each_word_is_said_or_has_its_reason(numbers: dict[str, tuple[int, int]]) -> None:
    areas = {slug: rate(above, people) for slug, (above, people) in numbers.items()}
    rule = yardstick(RATE, values=areas, national=national_figure(RATE, nation=None, areas=areas))
    for slug, value in areas.items():
        verdict = rule.verdict(slug, value=value)
        assert verdict is not None
        assert (verdict.comparison is Comparison.NOT_COMPARED) == (verdict.why_not_compared is not None)
        assert (verdict.place is None) == (verdict.why_no_place is not None)


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
    is_shown = reason in (WhyNot.LOWER_BOUND, WhyNot.BOUND, WhyNot.ROUNDED, WhyNot.NOT_OF_ITS_YEAR)
    hidden = Value(Decimal(50) if is_shown else None, reason)
    assert change(hidden, rate(60, 100_000)) == (None, NoPercentage.NOT_HELD)
    assert change(rate(60, 100_000), hidden) == (None, NoPercentage.NOT_HELD)
