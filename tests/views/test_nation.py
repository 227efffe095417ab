"""The England and Wales page as a reader gets it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from stats.presentation.components.tables import FigureCell
from tests.factories import make_figure, make_nation

PATH = "/england-and-wales/"


@pytest.mark.django_db
class TestMade:
    def test_nothing_held_is_said(self, client: Client) -> None:
        assertContains(client.get(PATH), "There are no figures yet.")

    def test_one_figure_alone_looks_right(self, client: Client) -> None:
        make_figure(value=14_813, category="1", level="total", area=make_nation(), year="2000-01")
        response = client.get(PATH)
        assertContains(response, "14,813 registered sexual offenders")
        assertContains(response, "The only figure for England and Wales is 14,813, for 31 March 2001.")

    def test_only_safe_methods(self, client: Client) -> None:
        assert client.post(PATH).status_code == 405
        assert client.post(f"{PATH}charts/rate.json").status_code == 405


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_the_printed_percentages(self, client: Client) -> None:
        response = client.get(PATH)
        assertContains(response, "+4,422 (+18.0%)")
        assertContains(response, "−200 (−13.5%)")

    def test_conflicts_restatement_and_checks(self, client: Client) -> None:
        response = client.get(PATH)
        for text in ("21,413", "21,513", "57.45", "later given again as 64"):
            assertContains(response, text)
        assert response.context["text"].strip.state == "agrees"

    def test_a_lower_bound_makes_no_fall(self, client: Client) -> None:
        """The Evening Standard prints "more than 11,000" at Level 2 for 2007-08."""
        tables = (one.table for one in client.get(PATH).context["text"].tables)
        levels = next(table for table in tables if table.id == "levels")
        year = next(row for row in levels.rows if row.head.text == "2007-08")
        assert [(cell.text, cell.under) for cell in year.cells if not cell.spoken] == [
            ("more than 11,000", "not compared: “more than 11,000” is not exact"),
            ("1,072", "−177 (−14.2%)"),
            ("12,806", "−2,681 (−17.3%)"),
        ]

    def test_contents_lead_to_every_table(self, client: Client) -> None:
        response = client.get(PATH)
        for one in response.context["text"].tables:
            assertContains(response, f'<a href="#{one.table.id}">', count=1)
            assertContains(response, f'id="{one.table.id}"', count=1)

    def test_every_explained_number_leads_to_something_on_the_page(self, client: Client) -> None:
        response = client.get(PATH)
        about = {
            cell.note_id
            for one in response.context["text"].tables
            for row in one.table.rows
            for cell in row.cells
            if isinstance(cell, FigureCell) and cell.note_id
        }
        assert about
        for anchor in about:
            assertContains(response, f'id="{anchor}"', count=1)

    @pytest.mark.parametrize("key", ["rate", "rsos"])
    def test_the_charts_to_explore(self, client: Client, key: str) -> None:
        response = client.get(f"{PATH}charts/{key}.json")
        assert response.headers["Content-Type"] == "application/json"
        assert {"wide", "middle", "narrow", "config"} == response.json().keys()

    def test_other_charts_do_not_exist(self, client: Client) -> None:
        assert client.get(f"{PATH}charts/licence-recalls.json").status_code == 404

    def test_at_most_eight_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(8):
            client.get(PATH)
