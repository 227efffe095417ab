from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.factories import make_area, make_place

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("Bournemouth", "/areas/dorset/"),
        ("Salford", "/areas/greater-manchester/"),
        ("Met", "/areas/london/"),
        ("  DORSET ", "/areas/dorset/"),
    ],
)
def test_a_name_of_one_area_leads_straight_to_its_page(client: Client, query: str, path: str) -> None:
    assertRedirects(client.get("/areas/", {"q": query}), path, fetch_redirect_response=False)


def test_a_name_of_several_areas_shows_them_all_with_what_tells_them_apart(client: Client) -> None:
    answer = client.get("/areas/", {"q": "Newport"})
    assertContains(answer, "<h1>“Newport” leads to 3 areas</h1>")
    for text in (
        "/areas/gwent/",
        "/areas/west-mercia/",
        "/areas/hampshire-and-isle-of-wight/",
        "Telford and Wrekin",
        "Isle of Wight",
    ):
        assertContains(answer, text)


def test_a_misspelling_is_answered_with_what_comes_near_and_never_redirected(client: Client) -> None:
    answer = client.get("/areas/", {"q": "Bornmouth"})
    assertContains(answer, "Nothing is spelt exactly “Bornmouth”")
    assertContains(answer, "Near to it:")
    assertContains(answer, '<a href="/areas/dorset/">Dorset</a>')


@pytest.mark.parametrize("query", ["BH1 1AA", "sw1a1aa"])
def test_a_postcode_gets_a_kind_word(client: Client, query: str) -> None:
    answer = client.get("/areas/", {"q": query})
    assertContains(answer, "Postcodes are not held")
    assertContains(answer, "Type the name of the town")


def test_nothing_found_says_what_to_try_and_keeps_the_list(client: Client) -> None:
    answer = client.get("/areas/", {"q": "xyzzy"})
    assertContains(answer, "Nothing found for “xyzzy”")
    assertContains(answer, "try the nearest town")
    assertContains(answer, "Wiltshire")


@pytest.mark.parametrize("query", ["", "   ", "\0\0", "\u202e", "\t\r\n"])
def test_a_query_of_nothing_visible_shows_the_list(client: Client, query: str) -> None:
    assertContains(client.get("/areas/", {"q": query}), "<h1>Areas</h1>")


@pytest.mark.parametrize(
    "query", ["a" * 5000, "🙂", "%' OR 1=1; --", "日本語", "\ud83d".encode("utf-8", "replace")]
)
def test_odd_queries_get_a_page(client: Client, query: str) -> None:
    answer = client.get("/areas/", {"q": query})
    assertContains(answer, "Nothing found for")
    assert len(answer.content) < 30_000


def test_bytes_that_are_no_text_get_a_page(client: Client) -> None:
    assertContains(client.get("/areas/?q=%FF%FE%00"), 'role="search"')


def test_what_is_typed_comes_back_as_text_and_never_as_markup(client: Client) -> None:
    answer = client.get("/areas/", {"q": '<script>alert(1)</script>"'})
    assertNotContains(answer, "<script>alert")
    assertContains(answer, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;")


def test_the_list_says_what_is_held_for_each_area_and_where_nothing_is(client: Client) -> None:
    answer = client.get("/areas/")
    assertContains(answer, "Nothing held yet", count=3)
    assertContains(answer, "South West, England")
    assertContains(
        answer,
        '<tr><th scope="row"><a href="/areas/dorset/">Dorset</a></th>'
        '<td class="number">2019-20</td><td class="number">10</td></tr>',
        html=True,
    )


def test_a_search_is_not_for_search_engines_and_the_list_is(client: Client) -> None:
    assertContains(client.get("/areas/", {"q": "Newport"}), '<meta name="robots" content="noindex">')
    assertNotContains(client.get("/areas/"), "noindex")


def test_at_most_eight_queries_whatever_is_asked(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for query in ("", "Newport", "Bornmouth", "xyzzy"):
        with django_assert_max_num_queries(8):
            client.get("/areas/", {"q": query})


def test_a_place_named_in_markup_is_shown_as_text(client: Client) -> None:
    for slug in ("dorset", "essex"):
        make_place("<b>Odd</b>", area=make_area(slug))
    assertContains(client.get("/areas/", {"q": "b odd b"}), "&lt;b&gt;Odd&lt;/b&gt;")
