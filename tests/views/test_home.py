from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import make_area, make_figure, make_nation
from tests.views.reading import Page


@pytest.mark.django_db
class TestHome:
    def test_an_empty_database_gives_a_page_with_the_search_and_says_that_nothing_is_held(
        self, client: Client
    ) -> None:
        answer = client.get("/")
        assertContains(answer, 'role="search"')
        assertContains(answer, "There are no figures yet")
        assertNotContains(answer, "tiles__map")

    def test_the_nation_alone_has_its_sentence_and_no_map(self, client: Client) -> None:
        make_figure(value=14813, category="1", level="total", year="2000-01", area=make_nation())
        answer = client.get("/")
        assertContains(
            answer, "On 31 March 2001, <strong>14,813 registered sexual offenders</strong> were managed"
        )
        assertContains(answer, "No area has a rate yet")
        assertNotContains(answer, "tiles__map")

    def test_a_withdrawn_figure_changes_nothing(self, client: Client) -> None:
        empty = client.get("/").content
        make_figure("rso_rate", value="98", withdrawn=True)
        assert client.get("/").content == empty

    def test_tiles_lead_to_the_year_where_it_is_held_and_else_to_the_area(self, client: Client) -> None:
        dorset = make_area("dorset", tile_abbr="DORS", tile_column=1, tile_row=9)
        make_figure("rso_rate", value="98", area=dorset)
        make_area("kent", tile_abbr="KENT", tile_column=5, tile_row=8)
        answer = client.get("/")
        assertContains(answer, 'href="/areas/dorset/2014-15/"')
        assertContains(answer, 'href="/areas/kent/"')
        assertContains(answer, "Kent, no figure for 2014-15")
        assertContains(answer, "there is a rate for 1 of the 2 areas.")

    def test_a_change_across_a_break_is_not_told_but_its_reason_is(self, client: Client) -> None:
        for year, value in (("2020-21", "122"), ("2021-22", "126")):
            make_figure("rso_rate", value=value, year=year, area=make_nation())
        answer = client.get("/")
        assertContains(answer, "Population estimates move to the 2021 Census")
        assertNotContains(answer, "A year earlier the rate was 122")

    def test_only_reading_is_allowed(self, client: Client) -> None:
        assert client.post("/").status_code == 405


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_the_national_picture_and_the_latest_year_are_told_plainly(self, client: Client) -> None:
        answer = client.get("/")
        assertContains(answer, "<strong>70,052 registered sexual offenders</strong>")
        assertContains(answer, "A year earlier there were 68,357, or 129 per 100,000.")
        latest = "For 2022-23 there is a rate for 18 of the 42 areas."
        assert latest in Page(answer.text).text
        assertContains(answer, 'class="tile ', count=42)

    def test_the_chart_stands_beside_its_table(self, client: Client) -> None:
        answer = client.get("/")
        assertContains(answer, "Table: Registered sexual offenders<")
        assertContains(answer, 'id="table-rsos"')
        assertContains(answer, "14,813")

    def test_at_most_eight_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(8):
            client.get("/")

    @pytest.mark.parametrize("path", ["/compare/", "/orders/", "/recalls/", "/data/", "/england-and-wales/"])
    def test_it_leads_on(self, client: Client, path: str) -> None:
        assertContains(client.get("/"), f'href="{path}"')
