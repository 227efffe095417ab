"""Charts as files: what pages offer to save, and what other sites show beside a link."""

from __future__ import annotations

import re
import struct
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.presentation.charts.pictures.saved import PNG_WIDTH, SHARED_HEIGHT, SHARED_WIDTH
from tests.presentation.charts.reading import SVG, texts

# The page, and how many charts it draws from the figures that ship.
DRAWN = {
    "/": 1,
    "/areas/dorset/2019-20/": 3,  # the rate, where it stands, and the count
    "/compare/rso-rate/2018-19/": 2,
    "/compare/rso-rate/2018-19/?areas=dorset,essex": 2,
    "/compare/rso-rate/years/": 1,
    "/orders/": 2,
    "/recalls/": 3,
    "/notification/": 2,
    "/serious-further-offences/": 1,
    "/england-and-wales/": 2,
}
SVGS = {
    "/orders/charts/prevention-orders.svg": "/orders",
    "/recalls/charts/licence-recalls-per-100-level-2-3.svg": "/recalls",
    "/notification/charts/notification-breaches.svg": "/notification",
    "/serious-further-offences/charts/sfo-charges.svg": "/serious-further-offences",
    "/england-and-wales/charts/rate.svg": "/england-and-wales",
    "/england-and-wales/charts/rsos.svg": "/england-and-wales",
    "/areas/dorset/charts/rso-rate.svg": "/areas/dorset",
    "/compare/rso-rate/2018-19/chart.svg": "/compare/rso-rate/2018-19",
    "/compare/rso-rate/2018-19/funnel.svg": "/compare/rso-rate/2018-19",
    "/compare/rso-rate/years/chart.svg": "/compare/rso-rate/years",
}

# A picture will be seen without its page: its title begins with whose numbers it shows.
TITLES = {
    "/england-and-wales/charts/rsos.svg": "England and Wales: registered sexual offenders, 2001 to 2024 ",
    "/areas/dorset/charts/rso-rate.svg": (
        "Dorset: registered sexual offenders per 100,000 people, 2002 to 2024 Per 100,000 people of all "
        "ages up to 2006-07, people aged ten and over since 2009-10 "
    ),
}

pytestmark = pytest.mark.usefixtures("shipped")


def content(answer: HttpResponseBase) -> bytes:
    assert answer.status_code == 200
    return answer.content  # type: ignore[attr-defined]  # no picture is streamed


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.thorough
@pytest.mark.parametrize("path", DRAWN)
def test_each_chart_of_a_page_can_be_saved_twice_under_a_name_of_its_own(client: Client, path: str) -> None:
    saved = re.findall(r'href="([^"]+\.(?:png|svg)[^"]*)" download', client.get(path).text)
    assert len(saved) == 2 * DRAWN[path]
    names = set()
    for one in map(unescape, saved):
        answer = client.get(one)
        start = b"\x89PNG" if ".png" in one else b"<?xml"
        assert content(answer).startswith(start)
        [name] = re.findall(
            r'attachment; filename="(mappa-[a-z0-9-]+\.(?:svg|png))"', answer.headers["Content-Disposition"]
        )
        names.add(name)
    assert len(names) == len(saved)


# Forty small charts are too many for the picture beside a link.
@pytest.mark.parametrize("path", [path for path in DRAWN if not path.endswith("/years/")])
def test_the_picture_beside_a_link_has_the_size_that_other_sites_ask_for(client: Client, path: str) -> None:
    head = client.get(path).text.partition("</head>")[0]
    found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', head))
    answer = client.get(unescape(found["image"]).removeprefix("http://testserver"))
    assert answer.headers["Content-Type"] == "image/png"
    assert size_of(content(answer)) == (SHARED_WIDTH, SHARED_HEIGHT)


@pytest.mark.parametrize("path", SVGS)
def test_a_saved_chart_says_source_date_licence_and_the_address_of_its_page(
    client: Client, path: str
) -> None:
    picture = ET.fromstring(content(client.get(path)))  # noqa: S314 -- our own text
    shown = " ".join(texts(picture))
    assert re.search(r"Source: [a-z].*\.", shown)
    made = r"MAPPA in numbers, release 1, \d{1,2} [A-Z][a-z]+ 20\d\d\. Open Government Licence v3\.0\."
    assert re.search(made, shown)
    assert shown.count("MAPPA in numbers") == 1
    if place := TITLES.get(path):
        assert shown.startswith(place)
    assert shown.replace(" ", "").endswith(f"testserver{SVGS[path]}")
    for link in picture.iter(f"{SVG}a"):
        assert link.attrib["href"].startswith("http://testserver/areas/")


@pytest.mark.parametrize("path", SVGS)
def test_a_png_is_the_svg_in_points(client: Client, path: str) -> None:
    svg = ET.fromstring(content(client.get(path)))  # noqa: S314 -- our own text
    width, height = size_of(content(client.get(path.replace(".svg", ".png"))))
    assert width == PNG_WIDTH
    assert height == pytest.approx(width * float(svg.attrib["height"]) / float(svg.attrib["width"]), abs=1)


@pytest.mark.parametrize(
    "path",
    [
        "/compare/rso-rate/2018-19/no-such.svg",
        "/compare/rsos/2018-19/funnel.png",
        "/compare/no-such/2018-19/chart.png",
        "/compare/no-such/years/chart.svg",
        "/areas/nowhere/picture.png",
        "/areas/kent/picture.png",
        "/areas/dorset/charts/no-such.png",
        "/orders/charts/no-such.svg",
        "/orders/charts/no-such.png",
        "/orders/charts/licence-recalls.png",
        "/orders/charts/notification-orders.svg",  # two years: told, not drawn
        "/recalls/charts/order-breach-returns-per-100-level-2-3.json",
        "/england-and-wales/charts/rso-rate.svg",
        "/england-and-wales/charts/no-such.png",
        "/no-such-topic/charts/prevention-orders.svg",
    ],
)
def test_a_picture_of_nothing_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/orders/picture.png", "/england-and-wales/charts/rate.svg", "/picture.png"]
)
def test_at_most_eight_queries(
    client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get(path)
