"""What a reader's phone has to fetch, as it comes over the wire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.functional.kinds import AREA, COMPARE
from tests.functional.serving import Site

pytestmark = pytest.mark.thorough

FIRST_VIEW = 60_000
CHART_LIBRARY = 350_000


@dataclass(slots=True)
class Wire:
    """Every answer by its address, with the bytes it took on the wire: head and compressed body."""

    sizes: dict[str, int] = field(default_factory=dict)
    from_cache: set[str] = field(default_factory=set)

    def listen(self, page: Page) -> None:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        addresses: dict[str, str] = {}

        def asked(event: dict[str, Any]) -> None:
            addresses[event["requestId"]] = event["request"]["url"]

        def received(event: dict[str, Any]) -> None:
            if event["response"].get("fromDiskCache"):
                self.from_cache.add(addresses[event["requestId"]])

        def from_memory(event: dict[str, Any]) -> None:
            self.from_cache.add(addresses[event["requestId"]])

        def finished(event: dict[str, Any]) -> None:
            if event["requestId"] in addresses:
                self.sizes[addresses[event["requestId"]]] = int(event["encodedDataLength"])

        devtools.on("Network.requestWillBeSent", asked)
        devtools.on("Network.responseReceived", received)
        devtools.on("Network.requestServedFromCache", from_memory)
        devtools.on("Network.loadingFinished", finished)

    def of(self, part: str) -> int:
        return sum(size for url, size in self.sizes.items() if part in url)


@pytest.mark.parametrize(
    "path", ["/", AREA, "/areas/greater-manchester/2014-15/", COMPARE, "/england-and-wales/"]
)
def test_a_first_view_is_light(new_page: Callable[..., Page], path: str) -> None:
    page = new_page(width=375, kept=False)
    wire = Wire()
    wire.listen(page)
    page.goto(path, wait_until="networkidle")
    assert wire.of("/css/") > 1000, "the stylesheet was not seen on the wire"
    assert sum(wire.sizes.values()) <= FIRST_VIEW, wire.sizes


def test_the_chart_library_is_light_enough_and_fetched_once(new_page: Callable[..., Page]) -> None:
    page = new_page(kept=False)
    for path in (AREA, COMPARE):
        wire = Wire()
        wire.listen(page)
        page.goto(path)
        page.get_by_role("button", name="Explore this chart").first.click()
        page.wait_for_selector(".chart--exploring")
        page.wait_for_timeout(100)
        if path == AREA:
            assert 100_000 < wire.of("plotly") <= CHART_LIBRARY
        else:
            assert any("plotly" in url for url in wire.from_cache)
            assert wire.of("plotly") == 0


def test_the_chart_library_is_kept_for_ever(site: Site) -> None:
    page = site.ask(COMPARE).text
    source = page.split('data-plotly-src="', 1)[1].split('"', 1)[0]
    answer = site.ask(source, Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "br"
    assert len(answer.body) <= CHART_LIBRARY
    assert "immutable" in answer.headers["cache-control"]
    assert "max-age=315360000" in answer.headers["cache-control"]
