"""What machines find: the sitemap, robots.txt, the dataset, and feeds."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from stats.presentation.dataset import dataset

pytestmark = pytest.mark.usefixtures("shipped")

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client: Client) -> dict[str, str]:
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"].startswith("application/xml")
    found = ET.fromstring(answer.content).findall(f"{SITEMAP}url")  # noqa: S314 -- our own answer
    return {one.findtext(f"{SITEMAP}loc") or "": one.findtext(f"{SITEMAP}lastmod") or "" for one in found}


def test_the_sitemap_has_every_page_of_its_own_with_the_day_of_the_release(client: Client) -> None:
    found = addresses(client)
    paths = {one.removeprefix("http://testserver") for one in found}
    assert {"/", "/areas/dorset/2015-16/", "/areas/gloucestershire/", "/orders/", "/measures/sopo/"} <= paths
    assert {"/compare/rso-rate/2018-19/", "/compare/rso-rate/years/"} <= paths
    assert "/areas/dorset/" not in paths  # which shows what /areas/dorset/2019-20/ shows
    assert not [path for path in paths if "?" in path or path.startswith(("/embed", "/admin", "/api"))]
    assert len(set(found.values())) == 1
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", next(iter(found.values())))


def test_every_page_of_the_sitemap_is_there_under_its_own_name(client: Client) -> None:
    paths = [one.removeprefix("http://testserver") for one in addresses(client)]
    assert len(paths) > 500
    for path in [*paths[::60], "/areas/gloucestershire/"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<link rel="canonical" href="http://testserver{path}">' in answer.text
        assert "noindex" not in answer.text


def test_robots_are_led_to_the_sitemap(client: Client) -> None:
    assert "\nSitemap: http://testserver/sitemap.xml\n" in client.get("/robots.txt").text


def test_the_data_page_describes_the_dataset_for_machines(client: Client) -> None:
    sent = client.get("/data/").text
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', sent, re.DOTALL)
    found = json.loads(block)
    assert (found["@type"], found["version"], found["isAccessibleForFree"]) == ("Dataset", "1", True)
    assert len(found["variableMeasured"]) == 16
    for file in found["distribution"]:
        answer = client.head(file["contentUrl"].removeprefix("http://testserver"))
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (
            200,
            file["encodingFormat"],
        )


def test_no_text_of_the_block_ends_its_element() -> None:
    home = "https://x/</script><script>alert(1)//&<!--"
    block = dataset(address=home, home=home, files=(), release=1, day=date(2026, 11, 20))
    assert not set("<>&") & set(block)
    assert json.loads(block)["url"] == home


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/areas/dorset/?utm_source=x&with=kent&fbclid=1", "/areas/dorset/2019-20/"),
        ("/compare/rso-rate/2018-19/?areas=dorset&gclid=1", "/compare/rso-rate/2018-19/"),
        ("/orders/?utm_medium=y", "/orders/"),
        ("/data/?x=1", "/data/"),
    ],
)
def test_a_canonical_link_has_nothing_that_was_added_on_the_way(
    client: Client, path: str, canonical: str
) -> None:
    assert f'<link rel="canonical" href="http://testserver{canonical}">' in client.get(path).text


def test_a_feed_reader_finds_the_feed_of_the_area(client: Client) -> None:
    assert 'href="/areas/dorset/feed/"' in client.get("/areas/dorset/").text
    assert client.get("/areas/dorset/feed/").status_code == 200


def test_the_updates_say_when_more_is_expected(client: Client) -> None:
    assert (
        "each autumn, usually in October. The next figures are expected then." in client.get("/updates/").text
    )
