"""The funnel behind a compare page: its limits agree with the words, and stand where they should."""

from __future__ import annotations

import pytest

from stats.analysis.comparison.compare import Funnel
from stats.calculations.funnel import Comparison, Spread
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


def areas(*counts: int) -> None:
    for number, count in enumerate(counts):
        area(f"area-{number}", count)


ALIKE = (1000, 1010, 990, 1005, 995) * 2
APART = (700, 760, 820, 880, 940, 1060, 1120, 1180, 1240, 1300)


def test_limits_by_chance_alone_are_intervals_turned_round() -> None:
    """Around 100 per 100,000 among a million people 1,000 are expected. A count of 1,062.9 has an exact 95%
    interval that begins at 1,000, and one of 938.0 an interval that ends there (chi-squared quantiles)."""
    make_figure("rso_rate", value=100, area=make_nation())
    areas(*ALIKE)
    [one] = {point.limits for point in funnel_of(page_of()).points}
    assert one.chance.lower == pytest.approx(93.80, abs=0.005)
    assert one.chance.upper == pytest.approx(106.29, abs=0.005)
    assert one.usual == one.chance  # these differ by less than chance would make them, about 100 as well
    assert not funnel_of(page_of()).is_adjusted


def test_areas_that_differ_widely_have_wider_limits_and_the_words_rest_on_them() -> None:
    make_figure("rso_rate", value=100, area=make_nation())
    areas(*APART)
    found = funnel_of(page_of())
    assert found.is_adjusted
    for point in found.points:
        limits = point.limits
        place = point.verdict.place
        assert limits.usual.lower < limits.chance.lower
        assert place is not None
        assert (point.value not in limits.usual) == (place.spread is not Spread.WITHIN)
        assert place.beyond_outer == (point.value not in limits.usual_outer)
        different = point.verdict.comparison is not Comparison.NOT_CLEARLY_DIFFERENT
        assert (point.value not in limits.chance) == different


def test_the_usual_spread_is_about_the_areas_own_middle() -> None:
    make_figure("rso_rate", value=70, area=make_nation())
    areas(*APART)
    found = funnel_of(page_of())
    assert found.benchmark == 70
    assert found.usual.middle.value == 100
    [limits] = {point.limits for point in found.points}
    assert limits.chance.upper is not None
    assert limits.usual.upper is not None
    assert limits.chance.lower < 70 < limits.chance.upper < 80
    assert limits.usual.upper > 130


def test_the_funnel_does_not_narrow_with_the_choice_of_areas() -> None:
    areas(*APART)
    page = page_of(areas=("area-1",))
    assert [row.area.slug for row in page.rows] == ["area-1"]
    assert len(funnel_of(page).points) == 10


def test_curves_run_past_the_smallest_and_the_largest_area() -> None:
    for number, people in enumerate((300_000, 500_000, 800_000, 1_000_000, 7_000_000) * 2):
        area(f"area-{number}", people // 1000, people=people)
    curve = [one.denominator for one in funnel_of(page_of()).limits]
    assert curve == sorted(curve)
    assert curve[0] < 300_000
    assert curve[-1] > 7_000_000


def test_nine_areas_make_no_funnel() -> None:
    areas(*APART[:9])
    assert page_of().funnel is None


def test_counts_have_none() -> None:
    areas(*APART)
    assert page_of("rsos").funnel is None


def test_a_benchmark_of_zero_makes_no_funnel_and_everybody_above_it_is_higher() -> None:
    make_figure("rso_rate", value=0, area=make_nation())
    areas(*APART)
    page = page_of()
    assert page.funnel is None
    assert {row.verdict.comparison for row in page.rows if row.verdict} == {Comparison.HIGHER}


def test_areas_with_no_case_at_all_stay_below_nothing() -> None:
    """Zero numerators pooled: the benchmark is zero, and nobody is higher or lower."""
    for number in range(10):
        one = make_area(f"area-{number}")
        make_figure(category="1", level="total", value=700, area=one)
        make_figure("notification_breaches", value=0, area=one)
    page = page_of("notification-breaches-per-100-rsos")
    assert page.funnel is None
    assert [row.value.amount for row in page.rows] == [0] * 10
    assert {row.verdict.comparison for row in page.rows if row.verdict} == (
        {Comparison.NOT_CLEARLY_DIFFERENT}
    )


def test_an_area_whose_denominator_is_zero_is_set_apart_and_not_drawn() -> None:
    for number, register in enumerate((0, *range(500, 1000, 50))):
        one = make_area(f"area-{number}")
        make_figure(category="1", level="total", value=register, area=one)
        make_figure("notification_breaches", value=20, area=one)
    page = page_of("notification-breaches-per-100-rsos")
    assert [row.area.slug for row in page.rows if row.is_apart] == ["area-0"]
    assert {point.area.slug for point in funnel_of(page).points} == {f"area-{n}" for n in range(1, 11)}


def test_areas_with_a_rate_alone_are_named_as_left_out() -> None:
    """2014-15: the printed rate and no population to work the count back from."""
    areas(*APART)
    make_figure("rso_rate", value=218, area=make_area("lancashire"))
    found = funnel_of(page_of())
    assert [ref.slug for ref in found.left_out] == ["lancashire"]
    assert "lancashire" not in {point.area.slug for point in found.points}
