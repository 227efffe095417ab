"""The topic pages as a reader gets them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import make_area, make_figure, make_nation, make_source
from tests.views.reading import Page


@pytest.mark.django_db
class TestMade:
    @pytest.mark.parametrize("path", ["/orders/", "/recalls/"])
    def test_nothing_held_is_said(self, client: Client, path: str) -> None:
        assertContains(client.get(path), "There are no figures yet.")

    def test_two_years_are_embedded_as_a_table_and_make_no_picture(self, client: Client) -> None:
        for year, value in (("2004-05", 503), ("2005-06", 933)):
            make_figure("sopo", value=value, area=make_nation(), year=year)
        assertNotContains(client.get("/orders/"), "og:image")
        assert client.get("/orders/picture.png").status_code == 404
        embedded = client.get("/embed/orders/prevention-orders/")
        assertContains(embedded, "rose from 503 to 933 between 2004-05 and 2005-06")
        assertNotContains(embedded, "<svg")

    def test_one_area_alone_looks_right(self, client: Client) -> None:
        make_figure("sopo", value=62)
        response = client.get("/orders/")
        assertContains(response, "figures for one of the 1 areas: Dorset")
        assertContains(response, 'href="/areas/dorset/2014-15/"')
        assertContains(response, 'href="/compare/prevention-orders/2014-15/data.csv"')

    @pytest.mark.parametrize(
        "query",
        [
            "year=2014-16",
            "year=zzz",
            "year=",
            "year=%00",
            "year=1066-67",
            "year=２０１４-15",
            "year=2010-11",
            "sort=%27",
        ],
    )
    def test_bad_parameters_are_answered(self, client: Client, query: str) -> None:
        make_figure("sopo", value=62)
        assertContains(client.get(f"/orders/?{query}"), "Dorset")

    def test_what_is_asked_never_comes_back_as_html(self, client: Client) -> None:
        make_figure("sopo", value=62)
        response = client.get("/orders/", {"year": "<script>x", "sort": "<script>y"})
        assertNotContains(response, "<script>x")
        assertNotContains(response, "<script>y")

    def test_press_figures_are_marked_second_hand(self, client: Client) -> None:
        make_figure("sopo", value=62, source=make_source("Echo", kind="press report"))
        assertContains(client.get("/orders/"), "report, second-hand")

    def test_only_safe_methods(self, client: Client) -> None:
        assert client.post("/orders/").status_code == 405
        assert client.post("/orders/charts/prevention-orders.json").status_code == 405

    @pytest.mark.parametrize("areas", [3, 42])
    def test_at_most_eight_queries(
        self, client: Client, areas: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_figure("sopo", value=900, area=make_nation())
        for number in range(areas):
            area = make_area(f"area-{number}")
            make_figure("sopo", value=10, area=area)
            make_figure(value=500, category="1", level="total", area=area)
        with django_assert_max_num_queries(8):
            response = client.get("/orders/?year=2014-15&sort=-prevention-orders")
        assertContains(response, f"{areas} of the {areas} areas")

    def test_charts_of_two_years_do_not_exist(self, client: Client) -> None:
        for year, value in (("2004-05", 503), ("2005-06", 933)):
            make_figure("sopo", value=value, area=make_nation(), year=year)
        assert client.get("/orders/charts/prevention-orders.json").status_code == 404


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_orders_tell_the_change_of_law(self, client: Client) -> None:
        response = client.get("/orders/")
        assertContains(response, "On 8 March 2015 the law changed.")
        assertContains(response, "SOPOs are replaced by SHPOs")

    def test_orders_of_2014_15_side_by_side(self, client: Client) -> None:
        response = client.get("/orders/?year=2014-15")
        for text in ("Cambridgeshire", "Dorset", "Greater Manchester", "Foreign travel orders"):
            assertContains(response, text)
        assertContains(response, "There is no England and Wales figure for that year.")

    def test_recalls_say_what_they_divide_by(self, client: Client) -> None:
        assertContains(
            client.get("/recalls/?year=2014-15"),
            "÷ offenders managed at Levels 2 and 3 during the year × 100",
        )

    @pytest.mark.parametrize("path", ["/orders/", "/recalls/"])
    def test_every_year_offered_answers(self, client: Client, path: str) -> None:
        years = [link.url for link in client.get(path).context["text"].years]
        assert len(years) > 3
        for url in years:
            response = client.get(url)
            assert response.status_code == 200
            assert response.context["text"].notice == ""

    def test_the_chart_to_explore(self, client: Client) -> None:
        response = client.get("/orders/charts/prevention-orders.json")
        assert response.headers["Content-Type"] == "application/json"
        assert {"wide", "middle", "narrow", "config"} == response.json().keys()
        assert client.get("/orders/charts/licence-recalls.json").status_code == 404
        assert client.get("/recalls/charts/licence-recalls.json").status_code == 200


@pytest.mark.django_db
class TestNothingTwice:
    def test_a_year_without_areas_has_no_table_of_areas(self, client: Client) -> None:
        make_figure(
            "sfo_charged", value=48, category="total", level="total", area=make_nation(), year="2008-09"
        )
        page = Page(client.get("/serious-further-offences/").text)
        assert "For 2008-09 there is a figure for England and Wales, and none for any area." in page.text
        assert [table.rows[0][0] for table in page.tables] == ["Counted"]

    @pytest.mark.parametrize(("level", "tables"), [("total", 0), ("2", 1)])
    def test_the_years_stand_again_only_where_a_table_adds_a_number(
        self, client: Client, level: str, tables: int
    ) -> None:
        for year in ("2004-05", "2005-06", "2006-07"):
            for one in {"total", level}:
                make_figure(
                    "recall_licence", value=1_306, category="total", level=one, area=make_nation(), year=year
                )
        page = Page(client.get("/recalls/").text)
        found = [table for table in page.tables if table.id.endswith("-years")]
        assert len(found) == tables
