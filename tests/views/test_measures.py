from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from stats.catalogue.reader import catalogue
from tests.views.reading import Page


@pytest.mark.django_db
def test_every_measure_is_listed_and_has_a_page_even_before_anything_is_held(client: Client) -> None:
    listed = client.get("/measures/")
    for code, measure in catalogue().measures.items():
        assertContains(listed, f'href="/measures/{code}/"')
        answer = client.get(f"/measures/{code}/")
        assertContains(answer, measure.not_meaning.split(".")[0].replace("'", "&#x27;"))
        assertContains(answer, "There is no figure yet")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["nope", "eligible-offenders", "1"])
def test_an_unknown_code_gets_the_page_that_helps(client: Client, code: str) -> None:
    answer = client.get(f"/measures/{code}/")
    assertContains(answer, "Page not found", status_code=404)


@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_a_measure_tells_its_law_its_breaks_and_what_is_held(self, client: Client) -> None:
        answer = client.get("/measures/sopo/")
        for text in (
            "It counts orders made in the year, not orders in force and not people.",
            "Sexual Offences Act 2003, section 104",
            "From 2015-16",
            "SOPOs are replaced by SHPOs",
            'href="/compare/prevention-orders/"',
        ):
            assertContains(answer, text)
        assert "2004-05 to 2014-15" in Page(answer.text).text

    def test_the_list_says_how_much_is_held_of_each(self, client: Client) -> None:
        text = Page(client.get("/measures/").text).text
        assert "Figures for 4 areas, from 2015-16 to 2021-22." in text
        assert "Figures for England and Wales alone, from 2004-05 to 2005-06." in text
        assert "Figures for 1 area, for 2005-06." in text

    def test_a_break_names_the_comparisons_that_it_parts(self, client: Client) -> None:
        answer = client.get("/measures/eligible_offenders/")
        assertContains(answer, "This affects: Prevention orders per 100 registered sexual offenders.")

    def test_a_measure_that_is_not_compared_says_so(self, client: Client) -> None:
        answer = client.get("/measures/serious_case_reviews/")
        assertContains(answer, "Areas are not compared on it")
        assertNotContains(answer, 'href="/compare/serious')

    @pytest.mark.parametrize("path", ["/measures/", "/measures/eligible_offenders/"])
    def test_at_most_eight_queries(
        self, client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(8):
            client.get(path)
