from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.analysis.values import WhyNot
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.pages.home import home_page
from tests.factories import make_area, make_figure, make_nation, make_population

pytestmark = pytest.mark.django_db


def rsos(value: int, *, year: str, area: Area | None = None) -> None:
    make_figure(value=value, category="1", level="total", year=year, area=area or make_nation())


def rate(value: str, *, year: str, area: Area | None = None) -> None:
    make_figure("rso_rate", value=value, year=year, area=area or make_nation())


class TestHome:
    def test_an_empty_database_has_an_empty_page(self) -> None:
        page = home_page()
        assert (page.map, page.facts, page.new) == (None, (), ())
        assert page.nation is None

    def test_the_map_is_that_of_the_latest_year_with_any_area(self) -> None:
        make_area("essex")
        rate("98", year="2014-15", area=make_area())
        rate("104", year="2015-16")
        found = home_page().map
        assert found is not None
        assert (found.year, found.areas_held, found.areas) == (ReportingYear(2014), 1, 2)
        assert {ref.slug: value.amount for ref, value in found.tiles} == {
            "dorset": Decimal(98),
            "essex": None,
        }
        assert found.national.amount is None  # 2015-16 is another year

    def test_the_areas_are_shaded_against_england_and_wales_in_their_year(self) -> None:
        rate("98", year="2014-15", area=make_area())
        rate("104", year="2014-15")
        found = home_page().map
        assert found is not None
        assert (found.national.amount, found.areas_held) == (Decimal(104), 1)

    def test_the_facts_are_the_newest_of_each_cell_with_its_change(self) -> None:
        for year, value in (("2008-09", 1_414), ("2009-10", 1_116)):
            make_figure(
                "recall_licence", value=value, category="total", level="total", year=year, area=make_nation()
            )
        (fact,) = home_page().facts
        assert fact.year == ReportingYear(2009)
        assert fact.cell.held is not None
        assert fact.cell.held.amount.value == 1_116
        assert fact.cell.change is not None
        assert fact.cell.change.absolute == -298

    def test_a_count_with_its_population_makes_a_rate(self) -> None:
        dorset = make_area()
        make_population(dorset, mid_year=2014, persons=681_601)
        rsos(670, year="2014-15", area=dorset)
        found = home_page().map
        assert found is not None
        ((_ref, value),) = found.tiles
        assert value.amount is not None
        assert round(value.amount, 1) == Decimal("98.3")
        assert not value.is_printed

    def test_withdrawn_figures_do_not_show(self) -> None:
        make_figure("rso_rate", value="98", withdrawn=True)
        assert home_page().map is None

    def test_as_many_queries_for_many_areas_as_for_few(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(42):
            rate("98", year="2014-15", area=make_area(f"area-{number}"))
        with django_assert_max_num_queries(6):
            home_page()


class TestNationalPicture:
    def test_the_latest_year_stands_beside_the_year_before(self) -> None:
        rsos(49466, year="2014-15")
        rsos(52770, year="2015-16")
        rate("98", year="2014-15")
        rate("104", year="2015-16")
        found = home_page().nation
        assert found is not None
        assert found.year == ReportingYear(2015)
        assert found.rsos.value.amount == 52770
        assert found.rsos.change is not None
        assert found.rsos.change.absolute == 3304
        assert found.rate.previous is not None
        assert found.rate.previous.amount == 98

    def test_a_year_that_is_not_held_is_not_jumped_over(self) -> None:
        rsos(43664, year="2012-13")
        rsos(49466, year="2014-15")
        found = home_page().nation
        assert found is not None
        assert found.rsos.previous is not None
        assert found.rsos.previous.why_not is WhyNot.NOT_HELD
        assert found.rsos.change is not None
        assert found.rsos.change.absolute is None

    def test_no_change_is_computed_across_a_series_break(self) -> None:
        rsos(64300, year="2020-21")
        rsos(66741, year="2021-22")
        rate("122", year="2020-21")
        rate("126", year="2021-22")
        found = home_page().nation
        assert found is not None
        assert [one.code for one in found.rate.breaks] == ["population-census-2021"]
        assert found.rate.change is not None
        assert found.rate.change.absolute is None
        assert found.rsos.change is not None
        assert found.rsos.change.absolute == 2441

    def test_a_year_with_a_count_alone_says_that_no_rate_is_held(self) -> None:
        rsos(14813, year="2000-01")
        found = home_page().nation
        assert found is not None
        assert found.rate.value.why_not is not None
        assert found.rsos.previous is None
