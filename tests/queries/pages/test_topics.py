"""A topic's query: one year's areas side by side, and the nation over the years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.years import ReportingYear
from stats.queries.pages.topics import TopicPage, topic_page
from tests.factories import make_area, make_figure, make_nation

pytestmark = pytest.mark.django_db


def page_of(topic: str = "orders", *, year: str | None = None, sort: str = "") -> TopicPage:
    page = topic_page(topic, year=ReportingYear.parse(year) if year else None, sort=sort)
    assert page is not None
    return page


def sopos(
    slug: str, value: int | None, *, rsos: int | None = None, year: str = "2014-15", marker: str = ""
) -> None:
    area = make_area(slug)
    make_figure("sopo", value=value, marker=marker, area=area, year=year)
    if rsos is not None:
        make_figure(value=rsos, category="1", level="total", area=area, year=year)


def names(page: TopicPage) -> list[str]:
    return [row.area.name for row in page.rows]


def test_nothing_held_is_no_page() -> None:
    make_figure(value=670, category="1", level="total")
    assert topic_page("orders") is None


def test_areas_stand_by_name_with_the_indicators_that_any_of_them_has() -> None:
    sopos("dorset", 62, rsos=670)
    sopos("cambridgeshire", 69, rsos=808)
    make_area("kent")
    page = page_of()
    assert names(page) == ["Cambridgeshire", "Dorset"]
    assert [one.slug for one in page.indicators] == ["prevention-orders", "prevention-orders-per-100-rsos"]
    assert page.areas_not_held == 1
    assert page.nation is None
    assert page.rows[1].values[0].amount == 62
    assert round(page.rows[1].values[1].amount or 0, 1) == Decimal("9.3")


def test_the_latest_year_of_england_and_wales_or_of_five_areas_comes_first() -> None:
    """An area or two alone do not open the page, as Norfolk's breaches of 2022-23 did."""
    sopos("dorset", 62)
    make_figure("shpo", value=5_753, area=make_nation(), year="2021-22")
    make_figure("shpo", value=40, year="2022-23")
    page = page_of()
    assert page.year == ReportingYear(2021)
    assert [(one.year.label, one.areas, one.nation) for one in page.years] == [
        ("2022-23", 1, False),
        ("2021-22", 0, True),
        ("2014-15", 1, False),
    ]
    assert page.rows == ()
    assert page.nation is not None
    for slug in ("kent", "essex", "norfolk", "suffolk"):
        make_figure("shpo", value=40, area=make_area(slug), year="2022-23")
    assert page_of().year == ReportingYear(2022)


def test_a_year_that_is_not_held_gives_the_latest() -> None:
    sopos("dorset", 62)
    assert page_of(year="2010-11").year == ReportingYear(2014)


def test_a_year_with_registered_offenders_alone_is_no_year_of_orders() -> None:
    sopos("dorset", 62)
    make_figure(value=697, category="1", level="total", year="2015-16")
    assert [one.year.label for one in page_of().years] == ["2014-15"]


def test_sorting_keeps_areas_without_a_number_last_both_ways() -> None:
    sopos("dorset", 62, rsos=670)
    sopos("essex", 30)
    sopos("kent", 80, rsos=2_000)
    ratio = "prevention-orders-per-100-rsos"
    assert names(page_of(sort=ratio)) == ["Kent", "Dorset", "Essex"]
    assert names(page_of(sort=f"-{ratio}")) == ["Dorset", "Kent", "Essex"]
    assert names(page_of(sort="-area")) == ["Kent", "Essex", "Dorset"]
    assert names(page_of(sort="no-such-column")) == ["Dorset", "Essex", "Kent"]


def test_a_suppressed_count_is_not_compared_and_not_a_zero() -> None:
    sopos("dorset", None, marker="c")
    sopos("essex", 30)
    page = page_of()
    assert names(page) == ["Essex"]
    assert page.areas_not_held == 1


def test_withdrawn_figures_do_not_show() -> None:
    make_figure("sopo", value=62, withdrawn=True)
    assert topic_page("orders") is None


def test_the_nation_over_the_years_keeps_its_break() -> None:
    for year, code, value in (("2004-05", "sopo", 503), ("2005-06", "sopo", 933), ("2021-22", "shpo", 5_753)):
        make_figure(code, value=value, area=make_nation(), year=year)
    (series,) = page_of().series
    assert [(year.label, value.amount) for year, value in series.points] == [
        ("2004-05", 503),
        ("2005-06", 933),
        ("2021-22", 5_753),
    ]
    assert [one.code for one in series.breaks] == ["sopo-to-shpo"]


@pytest.mark.parametrize("areas", [3, 42])
def test_four_queries_for_three_areas_and_for_forty_two(
    areas: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_nation()
    for number in range(areas):
        sopos(f"area-{number}", number + 10, rsos=1_000)
    with django_assert_num_queries(4):
        assert len(page_of().rows) == areas
