"""The funnel behind a compare page: its limits agree with the words, and stand where they should."""

from __future__ import annotations

import pytest

from stats.analysis.compare import Funnel
from stats.calculations.funnel import Comparison
from stats.catalogue.years import ReportingYear
from stats.queries.pages.compare import ComparePage, compare_page
from tests.factories import make_area, make_figure, make_nation, make_population

pytestmark = pytest.mark.django_db
YEAR = ReportingYear(2014)


def area(slug: str, count: int, *, people: int = 1_000_000) -> None:
    one = make_area(slug)
    make_population(one, persons=people)
    make_figure(category="1", level="total", value=count, area=one)


def page_of(slug: str = "rso-rate", *, areas: tuple[str, ...] = ()) -> ComparePage:
    page = compare_page(slug, year=YEAR, areas=areas)
    assert page is not None
    return page


def funnel_of(page: ComparePage) -> Funnel:
    assert page.funnel is not None
    return page.funnel


def five(*counts: int) -> None:
    for number, count in enumerate(counts):
        area(f"area-{number}", count)


def test_limits_by_chance_alone_are_intervals_turned_round() -> None:
    """Around 100 per 100,000 among a million people 1,000 are expected. A count of 1,062.9 has an exact 95%
    interval that begins at 1,000, and one of 938.0 an interval that ends there (chi-squared quantiles)."""
    make_figure("rso_rate", value=100, area=make_nation())
    five(1000, 1010, 990, 1005, 995)
    [one] = {point.limits for point in funnel_of(page_of()).points}
    assert one.chance.lower == pytest.approx(93.80, abs=0.005)
    assert one.chance.upper == pytest.approx(106.29, abs=0.005)
    assert one.allowing == one.chance  # these five differ by less than chance would make them
    assert not funnel_of(page_of()).is_adjusted


def test_areas_that_differ_widely_have_wider_limits_and_the_words_rest_on_them() -> None:
    make_figure("rso_rate", value=100, area=make_nation())
    five(700, 850, 1000, 1150, 1300)
    found = funnel_of(page_of())
    assert found.is_adjusted
    for point in found.points:
        limits = point.limits
        assert limits.allowing.lower < limits.chance.lower
        outside = point.value not in limits.allowing
        assert outside == (point.verdict.comparison in (Comparison.HIGHER, Comparison.LOWER))
        assert point.verdict.beyond_outer == (point.value not in limits.allowing_outer)


def test_the_funnel_does_not_narrow_with_the_choice_of_areas() -> None:
    five(700, 850, 1000, 1150, 1300)
    page = page_of(areas=("area-1",))
    assert [row.area.slug for row in page.rows] == ["area-1"]
    assert len(funnel_of(page).points) == 5


def test_curves_run_past_the_smallest_and_the_largest_area() -> None:
    for number, people in enumerate((300_000, 500_000, 800_000, 1_000_000, 7_000_000)):
        area(f"area-{number}", people // 1000, people=people)
    curve = [one.denominator for one in funnel_of(page_of()).limits]
    assert curve == sorted(curve)
    assert curve[0] < 300_000
    assert curve[-1] > 7_000_000


def test_four_areas_make_no_funnel() -> None:
    five(700, 850, 1000, 1150)
    assert page_of().funnel is None


def test_counts_have_none() -> None:
    five(700, 850, 1000, 1150, 1300)
    assert page_of("rsos").funnel is None


def test_a_benchmark_of_zero_makes_no_funnel_and_no_words() -> None:
    make_figure("rso_rate", value=0, area=make_nation())
    five(700, 850, 1000, 1150, 1300)
    page = page_of()
    assert page.funnel is None
    assert {row.verdict.comparison for row in page.rows if row.verdict} == {Comparison.NOT_COMPARED}


def test_areas_with_no_case_at_all_stay_below_nothing() -> None:
    """Zero numerators pooled: the benchmark is zero, and nobody is higher or lower."""
    for number in range(5):
        one = make_area(f"area-{number}")
        make_figure(category="1", level="total", value=700, area=one)
        make_figure("notification_breaches", value=0, area=one)
    page = page_of("notification-breaches-per-100-rsos")
    assert page.funnel is None
    assert [row.value.amount for row in page.rows] == [0] * 5
    assert {row.verdict.comparison for row in page.rows if row.verdict} == {Comparison.NOT_COMPARED}


def test_an_area_whose_denominator_is_zero_is_set_apart_and_not_drawn() -> None:
    for number, register in enumerate((0, 500, 600, 700, 800, 900)):
        one = make_area(f"area-{number}")
        make_figure(category="1", level="total", value=register, area=one)
        make_figure("notification_breaches", value=20, area=one)
    page = page_of("notification-breaches-per-100-rsos")
    assert [row.area.slug for row in page.rows if row.is_apart] == ["area-0"]
    assert {point.area.slug for point in funnel_of(page).points} == {f"area-{n}" for n in range(1, 6)}
