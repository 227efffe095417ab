"""A few kinds of page in Firefox and in WebKit, where they are installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.functional.kinds import AREA, COMPARE
from tests.functional.other_browsers import PROGRAMS, OtherBrowser, missing
from tests.functional.serving import Site

pytestmark = pytest.mark.thorough

PAGES = ("/", AREA, COMPARE, "/compare/rso-rate/years/", "/england-and-wales/", "/coverage/")
SEEN = """
const shown = it => it.checkVisibility() && it.getBoundingClientRect().width > 20;
const drawn = [...document.querySelectorAll("main .chart__picture")];
return {
  heading: document.querySelector("h1").textContent.trim(),
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  undrawn: drawn.map(it => [...it.querySelectorAll("svg.chart-picture")].filter(shown).length)
    .filter(pictures => pictures !== 1).length,
};
"""
EXPLORED = """
const chart = document.querySelector(".chart");
const drawn = chart.querySelectorAll(".scatterlayer path").length;
if (drawn) return drawn;
const button = chart.querySelector("[data-explore]");
if (!button.hidden && !chart.dataset.asked) { chart.dataset.asked = 1; button.click(); }
return 0;
"""


@pytest.fixture(scope="module", params=PROGRAMS, ids=lambda browser: browser.__name__)
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OtherBrowser]:
    if absent := missing(request.param):
        pytest.skip(f"Not installed here: {', '.join(absent)}.")
    with request.param(tmp_path_factory.mktemp(request.param.__name__)) as running:
        yield running


def test_pages_are_whole(browser: OtherBrowser, site: Site) -> None:
    """One column on a narrow window and two on a wide one; charts drawn, nothing cut off."""
    found = {}
    for path in PAGES:
        browser.open(site.url + path)
        for width in (500, 1280):
            browser.resize(width=width, height=900)
            found[path, width] = browser.run(SEEN)
    wrong = {at: seen for at, seen in found.items() if not seen.pop("heading") or any(seen.values())}
    assert wrong == {}


def test_a_chart_can_be_explored(browser: OtherBrowser, site: Site) -> None:
    browser.open(site.url + COMPARE)
    for _attempt in range(600):
        if browser.run(EXPLORED):
            return
    pytest.fail("The chart did not open.")
