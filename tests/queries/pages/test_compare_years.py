"""An indicator's years area by area, each row as its own year's comparison has it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.queries.pages.compare import compare_page
from stats.queries.pages.compare_years import compare_years_page, compare_years_rows
from tests.factories import make_area, make_figure
from tests.generated import generate


@pytest.mark.django_db
class TestMade:
    def test_only_areas_with_two_years_by_area_and_oldest_first(self) -> None:
        held = {"kent": ("2016-17",), "essex": ("2015-16", "2014-15"), "avon": ("2014-15",)}
        for area, years in held.items():
            for year in years:
                measure = "sopo" if year == "2014-15" else "shpo"
                make_figure(measure, value=4, area=make_area(area), year=year)
        rows = compare_years_rows("prevention-orders")
        assert rows is not None
        assert [(row.area.slug, table.year.label) for table, row in rows] == [
            ("essex", "2014-15"),
            ("essex", "2015-16"),
        ]

    def test_areas_that_are_not_shown_count_towards_the_benchmark_and_the_ranks(self) -> None:
        """Kent has one year alone, and is one of those that Essex is compared with all the same."""
        for area, years in {"kent": ("2014-15",), "essex": ("2013-14", "2014-15")}.items():
            for year in years:
                place = make_area(area)
                make_figure("notification_breaches", value=30, area=place, year=year)
                make_figure(category="1", level="total", value=600, area=place, year=year)
        rows = compare_years_rows("notification-breaches-per-100-rsos")
        assert rows is not None
        (first, alone), (second, beside) = rows
        # Essex alone, in the year before, is no benchmark for itself.
        assert (first.national.amount, second.national.areas) == (None, 2)
        assert alone.rank is None
        assert beside.rank is not None
        assert (beside.rank.low, beside.rank.high) == (1, 2)

    def test_a_year_set_apart_is_no_row(self) -> None:
        make_figure("sopo", year="2012-13", value=9)
        make_figure("sopo", year="2013-14", value=7)
        make_figure("sopo", year="2014-15", marker="c")
        rows = compare_years_rows("prevention-orders")
        assert rows is not None
        assert [table.year.label for table, _row in rows] == ["2012-13", "2013-14"]

    def test_unknown_and_empty(self) -> None:
        assert compare_years_rows("crimes") is None
        assert compare_years_rows("rsos") == ()

    @pytest.mark.parametrize(("areas", "years"), [(3, 3), (12, 18)])
    def test_as_many_queries_for_few_as_for_many(
        self, areas: int, years: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        generate(areas=areas, years=years)
        with django_assert_num_queries(3):
            rows = compare_years_rows("rso-rate")
        assert rows is not None
        assert len({row.area.slug for _table, row in rows}) == areas


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("slug", ["rso-rate", "level-1-share", "licence-recalls-per-100-level-2-3", "rsos"])
def test_each_row_is_that_of_its_year_alone(slug: str) -> None:
    rows = compare_years_rows(slug)
    shown = compare_years_page(slug)
    assert rows is not None
    assert shown is not None
    assert [(row.area.slug, table.year) for table, row in rows] == [
        (one.area.slug, year) for one in shown.areas for year, _value in one.points
    ]
    for table, row in rows:
        alone = compare_page(slug, year=table.year, areas=[row.area.slug])
        assert alone is not None
        assert alone.rows == (row,)
        assert (alone.national, alone.starting) == (table.national, table.starting)
