"""Pages made for frames of other sites, and how pages are cited and shown by those who link to them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.views.reading import Page

EMBEDS = [
    "/embed/compare/rso-rate/2018-19/",
    "/embed/compare/rso-rate/2018-19/funnel/",
    "/embed/compare/rso-rate/years/",
    "/embed/areas/dorset/rso-rate/",
    "/embed/areas/dorset/rsos/",
    "/embed/orders/prevention-orders/",
    "/embed/orders/notification-orders/",
    "/embed/recalls/licence-recalls/",
    "/embed/notification/notification-breaches-per-100-rsos/",
    "/embed/serious-further-offences/sfo-charges/",
    "/embed/england-and-wales/rate/",
    "/embed/england-and-wales/rsos/",
]
SERIES_PAGES = [
    "/orders/",
    "/recalls/",
    "/notification/",
    "/serious-further-offences/",
    "/england-and-wales/",
]
PAGES = [
    "/",
    "/areas/dorset/2015-16/",
    "/compare/rso-rate/2018-19/",
    "/compare/rso-rate/years/",
    "/measures/sopo/",
    *SERIES_PAGES,
]

pytestmark = pytest.mark.usefixtures("shipped")


def policy(header: str) -> dict[str, str]:
    directives = (one.strip().partition(" ") for one in header.split(";"))
    return {name: value for name, _space, value in directives}


NOTHING = [
    "/embed/compare/no-such/2018-19/",
    "/embed/compare/no-such/years/",
    "/embed/compare/rso-rate/2030-31/",
    "/embed/areas/nowhere/rsos/",
    "/embed/areas/dorset/no-such/",
    "/embed/areas/kent/rsos/",
    "/embed/compare/rsos/2018-19/funnel/",
    "/embed/orders/no-such/",
    "/embed/orders/licence-recalls/",
    "/embed/recalls/rso-rate/",
    "/embed/england-and-wales/rso-rate/",
]


@pytest.mark.parametrize("path", [*EMBEDS, *NOTHING])
def test_an_embed_may_be_framed_anywhere_and_runs_nothing(client: Client, path: str) -> None:
    """One of nothing too: a frame that refuses to be shown tells its reader nothing."""
    answer = client.get(path)
    assert answer.status_code == (404 if path in NOTHING else 200)
    rules = policy(answer.headers["Content-Security-Policy"])
    assert (rules["frame-ancestors"], rules["script-src"]) == ("*", "'none'")
    assert rules["default-src"] == "'none'"
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert "<script" not in answer.text


@pytest.mark.parametrize("path", [*EMBEDS, *NOTHING])
def test_every_link_of_an_embed_opens_outside_the_frame(client: Client, path: str) -> None:
    links = re.findall(r"<a\b[^>]*>", client.get(path).text)
    assert links
    assert all('target="_blank"' in link and 'rel="noopener"' in link for link in links)
    assert not any("/admin" in link for link in links)


@pytest.mark.parametrize("path", [*PAGES, "/", "/compare/no-such/2018-19/"])
def test_no_other_page_may_be_framed(client: Client, path: str) -> None:
    answer = client.get(path)
    assert policy(answer.headers["Content-Security-Policy"])["frame-ancestors"] == "'none'"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", NOTHING)
def test_an_embed_of_nothing_says_so(client: Client, path: str) -> None:
    assert "There is no figure for this chart" in client.get(path).text


def test_an_embed_keeps_to_the_areas_chosen(client: Client) -> None:
    body = client.get("/embed/compare/rso-rate/2018-19/?areas=dorset,essex").text
    assert heads(body) == ["Dorset", "Essex"]


def test_an_embedded_chart_says_whose_it_is(client: Client) -> None:
    body = client.get("/embed/areas/dorset/rso-rate/").text
    shown = " ".join(re.findall(r'<text class="chart-title"[^>]*>([^<]*)</text>', body))
    assert shown.count("Dorset: registered sexual offenders per 100,000 people, 2002 to 2024") == 3
    assert body.count("MAPPA in numbers") == 2  # the title of the frame, and the link to the page


def heads(body: str) -> list[str]:
    [table] = Page(body).tables
    return [row[0] for row in table.rows[1:]]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/embed/recalls/licence-recalls/", "/recalls/"),
        ("/embed/orders/notification-orders/", "/orders/"),
        ("/embed/england-and-wales/rate/", "/england-and-wales/"),
    ],
)
def test_an_embedded_series_has_every_year_of_its_page_and_leads_there(
    client: Client, path: str, page: str
) -> None:
    key = path.split("/")[-2]
    body = client.get(path).text
    tables = {table.id: table for table in Page(client.get(page).text).tables}
    [embedded] = Page(body).tables
    assert [row[:3] for row in embedded.rows[1:]] == [
        [cell or "–" for cell in row[:3]] for row in tables[f"table-{key}"].rows[1:]
    ]
    assert f'href="http://testserver{page}"' in body


def test_an_embedded_funnel_has_every_area_that_it_draws(client: Client) -> None:
    body = client.get("/embed/compare/rso-rate/2018-19/funnel/?areas=dorset").text
    drawn = set(re.findall(r'class="chart-point[^"]*"[^>]*aria-label="([^:]+):', body))
    assert len(drawn) > 10
    assert set(heads(body)) == drawn


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_cited_by_title_release_date_and_permanent_link(client: Client, path: str) -> None:
    body = unescape(client.get(path).text)
    [cite] = re.findall(r'<p class="share__text">([^<]+)</p>', body)
    assert re.search(r"\. MAPPA in numbers, release 1, \d{1,2} [A-Z][a-z]+ 20\d\d\. http://testserver/", cite)
    address = cite.rsplit(" ", 1)[1].removeprefix("http://testserver")
    assert client.get(address).status_code == 200


def test_the_html_to_copy_leads_to_pages_that_exist(client: Client) -> None:
    counts = {
        "/": 1,
        "/areas/dorset/2015-16/": 4,
        "/compare/rso-rate/2018-19/?areas=dorset,essex": 2,
        "/compare/rsos/2018-19/": 1,
        "/orders/": 4,
        "/england-and-wales/": 2,
    }
    for path, count in counts.items():
        body = client.get(path).text
        snippets = [unescape(one) for one in re.findall(r"<code>([^<]+)</code>", body) if "iframe" in one]
        assert len(snippets) >= count, path
        for snippet in snippets:
            [address] = re.findall(r'<iframe src="http://testserver([^"]+)" title="[^"]+"', snippet)
            assert client.get(unescape(address)).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_those_who_link_see_title_and_finding(client: Client, path: str) -> None:
    head = client.get(path).text.partition("</head>")[0]
    found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', head))
    assert found["title"]
    assert found["description"]
    assert found["url"].startswith("http://testserver/")


def asked_oembed(client: Client, url: str, **more: str) -> dict[str, object]:
    answer = client.get("/oembed", {"url": url, "format": "json", **more})
    assert answer.status_code == 200, url
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found: dict[str, object] = answer.json()
    return found


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        ("/areas/dorset/", "/embed/areas/dorset/rso-rate/?form=compact"),
        ("/areas/dorset/2015-16/", "/embed/areas/dorset/rso-rate/?form=compact"),
        ("/embed/areas/dorset/rsos/", "/embed/areas/dorset/rsos/?form=compact"),
        ("/embed/areas/dorset/rsos/?form=table", "/embed/areas/dorset/rsos/?form=table"),
        (
            "/compare/rso-rate/2018-19/?areas=dorset",
            "/embed/compare/rso-rate/2018-19/?areas=dorset&form=compact",
        ),
        ("/compare/rso-rate/years/", "/embed/compare/rso-rate/years/"),
        ("/orders/", "/embed/orders/prevention-orders/?form=compact"),
        ("/england-and-wales/", "/embed/england-and-wales/rate/?form=compact"),
        ("/", "/embed/england-and-wales/rsos/?form=compact"),
    ],
)
def test_a_pages_address_gives_the_frame_of_its_first_chart(client: Client, url: str, frame: str) -> None:
    found = asked_oembed(client, f"http://testserver{url}", maxwidth="500")
    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 500)
    [(address, height)] = re.findall(r'<iframe src="([^"]+)".* height="(\d+)"', str(found["html"]))
    assert unescape(address) == f"http://testserver{frame}"
    assert int(height) == found["height"]
    assert client.get(unescape(address)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/areas/dorset/2015-16/", "/compare/rso-rate/2018-19/", "/orders/"])
def test_pages_say_where_their_oembed_is(client: Client, path: str) -> None:
    head = client.get(path).text.partition("</head>")[0]
    found = re.findall(r'<link rel="alternate" type="application/json\+oembed"[^>]* href="([^"]+)"', head)
    assert found
    assert all(client.get(unescape(address)).status_code == 200 for address in found)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": "http://testserver/areas/dorset/", "format": "xml"}, 501),
        ({"url": "http://elsewhere.example/areas/dorset/"}, 404),
        ({"url": "http://testserver/about/"}, 404),
        ({"url": "http://testserver/areas/nowhere/"}, 404),
        ({"url": "http://testserver/areas/kent/"}, 404),
        ({"url": "http://testserver/admin/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://[::1/areas/dorset/"}, 404),
        ({"url": "\0"}, 404),
        ({}, 404),
        ({"url": "http://testserver/areas/dorset/", "maxheight": "100"}, 404),
        ({"url": "http://testserver/areas/dorset/", "maxwidth": "200"}, 404),
        ({"url": "http://testserver/areas/dorset/", "maxwidth": "-1", "maxheight": "x" * 5000}, 200),
    ],
)
def test_what_has_no_frame_is_said_to_have_none(client: Client, query: dict[str, str], status: int) -> None:
    assert client.get("/oembed", query).status_code == status


def test_every_form_of_a_chart_can_be_copied_and_a_picture_says_what_it_shows(client: Client) -> None:
    body = client.get("/embed/", {"of": "/embed/areas/dorset/rsos/"}).text
    codes = [unescape(one) for one in re.findall(r"<code>([^<]+)</code>", body)]
    assert [re.sub(r".*?(form=\w+|<img).*|.*", r"\1", code) for code in codes] == [
        "form=compact",
        "",
        "form=table",
        "<img",
    ]
    for code in codes:
        [address] = re.findall(r'src="http://testserver([^"]+)"', code)
        assert client.get(unescape(address)).status_code == 200
    assert 'alt="Dorset: registered sexual offenders, 2003 to 2020. ' in codes[3]
    assert client.get("/embed/", {"of": "/about/"}).status_code == 404
    assert client.get("/embed/").status_code == 404


def test_a_small_chart_leaves_out_the_numbers_and_a_table_the_chart(client: Client) -> None:
    path = "/embed/areas/dorset/rso-rate/"
    small, table = (client.get(path, {"form": form}).text for form in ("compact", "table"))
    assert ("<svg" in small, "<table" in small) == (True, False)
    assert ("<svg" in table, "<table" in table) == (False, True)
    assert "(1) " in small  # the reasons of breaks, which the small picture only numbers
    assert client.get(path, {"form": "poster"}).text == client.get(path).text


def test_a_sentence_stands_alone_in_a_frame(client: Client) -> None:
    answer = client.get("/embed/sentence/dorset/2015-16/licence-recalls/")
    assert "7 people managed at Levels 2 and 3 in Dorset were returned" in answer.text
    assert "Dorset MAPPA Annual Report 2015-2016" in answer.text
    assert policy(answer.headers["Content-Security-Policy"])["frame-ancestors"] == "*"
    for nothing in ("dorset/2016-17/rsos", "nowhere/2015-16/rsos", "dorset/2015-16/no-such"):
        answer = client.get(f"/embed/sentence/{nothing}/")
        assert (answer.status_code, "There is no figure" in answer.text) == (404, True)
