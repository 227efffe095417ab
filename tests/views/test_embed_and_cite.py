"""Pages made for frames of other sites, and how pages are cited and shown by those who link to them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

EMBEDS = ["/embed/compare/rso-rate/2018-19/", "/embed/areas/dorset/rso-rate/", "/embed/areas/dorset/rsos/"]
PAGES = ["/areas/dorset/2015-16/", "/compare/rso-rate/2018-19/", "/orders/", "/england-and-wales/"]

pytestmark = pytest.mark.usefixtures("shipped")


def policy(header: str) -> dict[str, str]:
    directives = (one.strip().partition(" ") for one in header.split(";"))
    return {name: value for name, _space, value in directives}


NOTHING = [
    "/embed/compare/no-such/2018-19/",
    "/embed/compare/rso-rate/2030-31/",
    "/embed/areas/nowhere/rsos/",
    "/embed/areas/dorset/no-such/",
    "/embed/areas/kent/rsos/",
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
    assert "No figure is held for this chart" in client.get(path).text


def test_an_embed_keeps_to_the_areas_chosen(client: Client) -> None:
    body = client.get("/embed/compare/rso-rate/2018-19/?areas=dorset,essex").text
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>', body)
    assert rows == ["Dorset", "Essex"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_cited_by_title_release_date_and_permanent_link(client: Client, path: str) -> None:
    body = unescape(client.get(path).text)
    [cite] = re.findall(r'<p class="share__text">([^<]+)</p>', body)
    assert re.search(r"\. MAPPA in numbers, release 1, \d{1,2} [A-Z][a-z]+ 20\d\d\. http://testserver/", cite)
    address = cite.rsplit(" ", 1)[1].removeprefix("http://testserver")
    assert client.get(address).status_code == 200


def test_the_html_to_copy_leads_to_pages_that_exist(client: Client) -> None:
    for path in ("/areas/dorset/2015-16/", "/compare/rso-rate/2018-19/?areas=dorset,essex"):
        body = client.get(path).text
        snippets = [unescape(one) for one in re.findall(r"<code>([^<]+)</code>", body)]
        assert snippets
        for snippet in snippets:
            [address] = re.findall(r'<iframe src="http://testserver([^"]+)" title="[^"]+"', snippet)
            assert client.get(unescape(address)).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/"])
def test_those_who_link_see_title_and_finding(client: Client, path: str) -> None:
    head = client.get(path).text.partition("</head>")[0]
    found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', head))
    assert found["title"]
    assert found["description"]
    assert found["url"].startswith("http://testserver/")


@pytest.mark.parametrize("path", ["/areas/dorset/2019-20/", "/compare/rso-rate/2018-19/"])
def test_the_picture_beside_a_link_is_one(client: Client, path: str) -> None:
    found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', client.get(path).text))
    answer = client.get(found["image"].removeprefix("http://testserver"))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["/areas/dorset/2019-20/", "/compare/rso-rate/2018-19/"])
def test_every_picture_to_save_is_there(client: Client, path: str) -> None:
    saved = re.findall(r'href="([^"]+\.(?:png|svg)[^"]*)" download', client.get(path).text)
    assert len(saved) >= 4
    for one in saved:
        answer = client.get(unescape(one))
        assert answer.status_code == 200
        start = b"\x89PNG" if ".png" in one else b"<?xml"
        assert answer.content.startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/compare/rso-rate/2018-19/no-such.svg",
        "/compare/rsos/2018-19/funnel.png",
        "/compare/no-such/2018-19/chart.png",
        "/areas/nowhere/picture.png",
        "/areas/dorset/charts/no-such.png",
    ],
)
def test_a_picture_of_nothing_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
