from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.factories import make_area, make_place
from tests.views.reading import Page

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("Bournemouth", "/areas/dorset/?place=bournemouth"),
        ("Salford", "/areas/greater-manchester/?place=salford"),
        ("King’s Lynn", "/areas/norfolk/?place=kings-lynn"),
        ("Met", "/areas/london/"),
        ("  DORSET ", "/areas/dorset/"),
    ],
)
def test_a_name_of_one_area_leads_straight_to_its_page(client: Client, query: str, path: str) -> None:
    assertRedirects(client.get("/areas/", {"q": query}), path, fetch_redirect_response=False)


def test_a_name_of_several_areas_shows_them_all_with_what_tells_them_apart(client: Client) -> None:
    answer = client.get("/areas/", {"q": "Newport"})
    assertContains(answer, "<h1>“Newport” leads to 6 areas</h1>")
    for text in (
        "/areas/gwent/",
        "/areas/west-mercia/",
        "/areas/hampshire-and-isle-of-wight/",
        "/areas/west-mercia/?place=newport",
        "Which one do you mean?",
        "Newport: Welsh unitary authority",
        "Newport: town or locality in Telford and Wrekin",
        "Newport: town or locality in the Isle of Wight",
        "Newport: town or locality in Pembrokeshire (general knowledge)",
    ):
        assertContains(answer, text)


def test_a_misspelling_is_answered_with_what_comes_near_and_never_redirected(client: Client) -> None:
    answer = client.get("/areas/", {"q": "Bornmouth"})
    assertContains(answer, "Nothing is spelt exactly “Bornmouth”")
    assertContains(answer, "Near to it:")
    assertContains(answer, '<a href="/areas/dorset/?place=bournemouth">Dorset</a>')
    assertContains(answer, "Bournemouth: town or locality in Bournemouth, Christchurch and Poole")


@pytest.mark.parametrize("query", ["BH1 1AA", "sw1a1aa"])
def test_a_postcode_gets_a_kind_word(client: Client, query: str) -> None:
    answer = client.get("/areas/", {"q": query})
    assertContains(answer, "Postcodes do not work")
    assertContains(answer, "Type the name of the town")


def test_nothing_found_says_what_to_try_and_keeps_the_list(client: Client) -> None:
    answer = client.get("/areas/", {"q": "xyzzy"})
    assertContains(answer, "Nothing found for “xyzzy”")
    assertContains(answer, "try the nearest town")
    assertContains(answer, "Wiltshire")
    assertContains(answer, "nothing about any one person")
    assertContains(answer, "Child Sex Offender Disclosure Scheme")
    assertContains(answer, '<a href="/about/#help">')


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("sex offenders near me", ("Which place do you mean?", "does not know where you are")),
        ("near me", ("Which place do you mean?", '<a href="/england-and-wales/">')),
        ("Sarah's law", ("Sarah’s Law: the Child Sex Offender Disclosure Scheme", 'href="tel:101"')),
        ("sarahs law", ("Sarah’s Law: the Child Sex Offender Disclosure Scheme", 'href="tel:999"')),
        ("names and photos", ("There is nothing about individuals here", "nothing about any one person")),
        ("John Smith", ("Nothing found for “John Smith”", "nothing about any one person")),
        (
            "John Smith Leeds",
            ("Part of what you typed is the name of a place:", "/areas/west-yorkshire/?place=leeds"),
        ),
        ("10 Acacia Avenue", ("Addresses do not work", "none for a street or a house")),
        ("12 High Street, Poole", ("Addresses do not work", "/areas/dorset/?place=poole")),
        ("BH1 1AA", ("Postcodes do not work", "nothing about any one person")),
        ("Scotland", ("Only England and Wales are here", '<a href="/england-and-wales/">')),
        ("Wales", ("<h1>Wales has 4 areas</h1>", "/areas/gwent/", '<a href="/england-and-wales/">')),
        ("England", ("<h1>England has 38 areas</h1>", "Each area of England is in the list below.")),
    ],
)
def test_words_that_are_no_place_get_a_kind_answer(
    client: Client, query: str, texts: tuple[str, ...]
) -> None:
    answer = client.get("/areas/", {"q": query})
    for text in (*texts, "<h2>All areas</h2>"):
        assertContains(answer, text)


@pytest.mark.parametrize(
    "query", ["England and Wales", "england & wales", "sex offenders in England and Wales"]
)
def test_the_nation_has_its_page(client: Client, query: str) -> None:
    assertRedirects(client.get("/areas/", {"q": query}), "/england-and-wales/", fetch_redirect_response=False)


@pytest.mark.parametrize("query", ["Scotland", "Newport", "Wales", "Bolt"])
def test_who_asks_for_a_place_is_not_told_of_persons(client: Client, query: str) -> None:
    assertNotContains(client.get("/areas/", {"q": query}), "any one person")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/areas/west-yorkshire/?place=halifax", "Halifax is in Calderdale, West Yorkshire."),
        ("/areas/west-yorkshire/?place=leeds", "Leeds is in West Yorkshire."),
        ("/areas/dorset/?place=weymouth", "Weymouth is in Dorset."),
        ("/areas/west-midlands/?place=dudley", "Dudley is in the West Midlands."),
        ("/areas/north-wales/?place=y-rhyl", "Y Rhyl (Welsh name of Rhyl) is in North Wales."),
        ("/areas/kent/?place=shepway", "Shepway (former name of Folkestone and Hythe) is in Kent."),
        ("/areas/avon-and-somerset/?place=mendip", "Mendip (former district) is in Avon and Somerset."),
        (
            "/areas/hampshire-and-isle-of-wight/?place=newport",
            "Newport is in the Isle of Wight, Hampshire and Isle of Wight.",
        ),
    ],
)
def test_the_page_says_where_the_place_is_that_led_to_it(client: Client, address: str, sentence: str) -> None:
    assertContains(client.get(address, follow=True), sentence)


def test_the_line_stands_after_the_redirect_without_a_cookie(client: Client) -> None:
    answer = client.get("/areas/", {"q": "Halifax"}, follow=True)
    assertContains(answer, "Halifax is in Calderdale, West Yorkshire.")
    assert not client.cookies
    assert "public" in answer.headers["Cache-Control"]


def test_the_page_names_the_others_of_that_name(client: Client) -> None:
    answer = client.get("/areas/kent/?place=gillingham")
    assertContains(answer, "Other places of this name:")
    assertContains(answer, '<a href="/areas/dorset/?place=gillingham">Gillingham in Dorset</a>', html=True)


def test_what_rests_on_general_knowledge_says_so(client: Client) -> None:
    said = "This is general knowledge, not from an official list."
    assertContains(client.get("/areas/london/?place=highgate"), said)
    assertNotContains(client.get("/areas/west-yorkshire/?place=halifax"), said)


@pytest.mark.parametrize(
    "place",
    ["", "poole", "west-yorkshire", "HALIFAX", "<script>alert(1)</script>", "\0", "\u202e", "x" * 5000],
)
def test_a_place_that_the_area_does_not_have_is_left_out(client: Client, place: str) -> None:
    plain = client.get("/areas/west-yorkshire/")
    answer = client.get("/areas/west-yorkshire/", {"place": place})
    assert answer.content == plain.content


def test_a_place_does_not_change_the_address_to_keep(client: Client) -> None:
    answer = client.get("/areas/dorset/?place=gillingham")
    assertContains(answer, "Gillingham is in Dorset.")
    assertContains(answer, '<link rel="canonical" href="http://testserver/areas/dorset/2019-20/">')


def test_an_area_without_figures_says_where_the_place_is_too(client: Client) -> None:
    make_place("Ankh", area=make_area("sto-plains"), within="Morpork")
    answer = client.get("/areas/sto-plains/?place=ankh")
    assertContains(answer, "There are no figures for")
    assertContains(answer, "Ankh is in Morpork, Sto Plains.")


@pytest.mark.parametrize(
    "query",
    [
        "poole " * 1000,
        "<img src=x onerror=alert(1)>",
        "\u202eelooP\u202c",
        "' OR ''='",
        "a\0b\x07c",
        "(" * 300,
        "🙂" * 400,
    ],
)
def test_hostile_words_get_a_page_or_a_place(client: Client, query: str) -> None:
    answer = client.get("/areas/", {"q": query})
    assert answer.status_code in {200, 302}
    assertNotContains(client.get("/areas/", {"q": query}, follow=True), "<img src=x")


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


def test_the_list_has_the_latest_figure_of_each_area_and_says_where_there_is_none(client: Client) -> None:
    (table,) = Page(client.get("/areas/").text).tables
    heads, *rows = table.rows
    assert heads == ["Area", "Registered sexual offenders", "Per 100,000 people", "Year", "Source"]
    found = {row[0]: row[1:] for row in rows}
    assert len([cells for cells in found.values() if cells]) == 42
    assert found["Dorset"] == ["846", "122", "2019-20", "Press report, second-hand"]
    assert found["Bedfordshire"] == ["568", "92", "2022-23", "Press report, second-hand rate worked out"]
    assert found["Merseyside"][:3] == ["no figure", "144", "2018-19"]
    assert found["Kent"] == ["", "", "", "other figures, 2006-07"]
    assert found["Gloucestershire"] == ["", "", "", "no figure yet"]


def test_regions_come_by_country_and_name_and_each_heads_its_areas(client: Client) -> None:
    (table,) = Page(client.get("/areas/").text).tables
    names = [row[0] for row in table.rows[1:]]
    regions = [row[0] for row in table.rows[1:] if len(row) == 1]
    assert regions[0] == "East Midlands"
    assert regions[-2:] == ["Yorkshire and The Humber", "Wales"]
    assert names[names.index("Wales") + 1 :] == ["Dyfed-Powys", "Gwent", "North Wales", "South Wales"]


def test_a_doubt_stands_below_the_list_and_the_map_beside_it(client: Client) -> None:
    answer = client.get("/areas/")
    text = Page(answer.text).text
    assert "1,848 note 1" in text
    assert "Essex. Unusual: " in text
    assertContains(answer, 'class="tile ', count=42)


def test_an_area_without_figures_leads_on(client: Client) -> None:
    answer = client.get("/areas/gloucestershire/")
    page = Page(answer.text)
    (table,) = page.tables
    assert "70,052 registered sexual offenders" in page.text
    near = [row[0] for row in table.rows[1:] if len(row) > 1]
    assert near[:4] == ["Avon and Somerset", "Devon and Cornwall", "Dorset", "Wiltshire"]
    assert len(near) > 6
    assert all(
        any(cell.isdigit() or "," in cell for cell in row[1:3]) for row in table.rows if row[0] in near
    )
    assert {"/areas/durham/", "/coverage/", "/about/#contact", "/england-and-wales/"} <= set(page.links)
    assertContains(answer, "The Ministry of Justice publishes a report for England and Wales each autumn")


def test_a_year_that_is_not_held_leads_to_those_that_are_and_no_further(client: Client) -> None:
    assertNotContains(client.get("/areas/dorset/2001-02/"), "Where its report is", status_code=404)


def test_an_area_without_figures_alone_in_the_world_has_a_page(client: Client) -> None:
    make_area("sto-plains")
    answer = client.get("/areas/sto-plains/")
    assertContains(answer, "There are no figures for")
    assertContains(answer, "Where its report is")


def test_a_search_is_not_for_search_engines_and_the_list_is(client: Client) -> None:
    assertContains(client.get("/areas/", {"q": "Newport"}), '<meta name="robots" content="noindex">')
    assertNotContains(client.get("/areas/"), "noindex")


def test_at_most_eight_queries_whatever_is_asked(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for query in ("", "Newport", "Bornmouth", "xyzzy", "England", "sex offenders near me"):
        with django_assert_max_num_queries(8):
            client.get("/areas/", {"q": query})
    with django_assert_max_num_queries(8):
        client.get("/areas/kent/?place=gillingham&with=dorset")


def test_a_place_named_in_markup_is_shown_as_text(client: Client) -> None:
    for slug in ("dorset", "essex"):
        make_place("<b>Odd</b>", area=make_area(slug))
    assertContains(client.get("/areas/", {"q": "b odd b"}), "&lt;b&gt;Odd&lt;/b&gt;")
