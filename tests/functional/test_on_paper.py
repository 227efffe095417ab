"""Pages as printed: no navigation or buttons, every table, nothing cut off at the edge of the sheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.functional.kinds import AREA, COMPARE

A4 = 680  # CSS pixels between the margins that the stylesheet asks for

CUT_OFF = """room => [...document.querySelectorAll("main table, main svg, main h1, main h2, main p")]
  .filter(it => it.checkVisibility() && it.getBoundingClientRect().right > room + 1)
  .map(it => `${it.localName} ${it.textContent.trim().slice(0, 40)}`)"""


@pytest.mark.parametrize(
    "path",
    ["/", AREA, "/areas/greater-manchester/2014-15/", COMPARE, "/england-and-wales/", "/data-quality/"],
)
def test_paper_has_the_figures_and_nothing_to_press(page: Page, path: str) -> None:
    page.set_viewport_size({"width": A4, "height": 1000})
    page.goto(path)
    page.emulate_media(media="print")
    for hidden in ("header nav", ".crumbs", "button", "select", "input"):
        assert page.locator(hidden).locator("visible=true").count() == 0, hidden
    assert page.locator("h1").is_visible()
    tables = page.locator(
        "main > table, main section > table, main .printed table, main .table-container table"
    )
    for number in range(tables.count()):
        assert tables.nth(number).is_visible()
    assert page.evaluate(CUT_OFF, A4) == []


def test_a_table_behind_a_chart_is_printed_too(page: Page) -> None:
    page.goto(AREA)
    assert not page.locator("#table-rso-rate").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#table-rso-rate").is_visible()


def test_the_longest_page_is_no_longer_than_it_must_be(reader: Page) -> None:
    """Every figure of England and Wales stands on it, in half of the height that release 1 took for them."""
    reader.goto("/england-and-wales/")
    for width, most in ((1280, 6_400), (375, 11_900)):
        reader.set_viewport_size({"width": width, "height": 900})
        assert reader.evaluate("document.documentElement.scrollHeight") <= most
