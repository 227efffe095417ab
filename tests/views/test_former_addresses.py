"""Links to an area's former address lead on: to the page, its years, its files, its charts and its frames."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from stats import urls
from stats.models import Area
from stats.views import former_addresses

pytestmark = pytest.mark.usefixtures("moved")

GIVEN = {"year": "2014-15", "key": "rso-rate", "text": "1999-00"}


@pytest.fixture
def moved(shipped: None) -> None:
    Area.objects.filter(slug="dorset").update(slug="dorset-and-poole", former_slugs=["dorset"])


def addresses(slug: str) -> Iterator[tuple[str, str]]:
    """Every address of an area, by its pattern's name."""
    for pattern in urls.urlpatterns:
        if isinstance(pattern, URLPattern) and "areas/<slug:slug>/" in str(pattern.pattern):
            named = {name: GIVEN[name] for name in pattern.pattern.converters if name != "slug"}
            assert pattern.name
            yield pattern.name, reverse(pattern.name, kwargs={"slug": slug, **named})


def test_every_address_leads_to_the_same_place_under_the_new_one(client: Client) -> None:
    old, new = dict(addresses("dorset")), dict(addresses("dorset-and-poole"))
    assert len(old) > 10
    for name, address in old.items():
        answer = client.get(address, {"with": "kent"})
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{new[name]}?with=kent"), address
        assert not answer.cookies
    assert client.get(new["area-year"]).status_code == 200
    assert client.get(old["area-year"]).headers["Location"] == new["area-year"]


def test_an_address_that_no_area_had_is_not_found(client: Client) -> None:
    for _, address in addresses("atlantis"):
        assert client.get(address).status_code == 404, address
    assert client.get("/areas/dorset-and-poole/2016-17/").status_code == 404
    assert client.get("/compare/dorset/").status_code == 404


def test_a_page_that_is_there_asks_nothing_of_former_addresses(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(former_addresses, "slug_now", asked.append)
    for address in ("/areas/kent/", "/areas/dorset-and-poole/2014-15/", "/areas/", "/compare/no-such/"):
        client.get(address)
    assert asked == []
    client.get("/areas/dorset/")
    assert asked == ["dorset"]
