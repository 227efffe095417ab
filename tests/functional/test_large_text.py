"""Readers who set their browser's text to twice the usual size: a table may scroll, never the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.conftest import BRITISH
from tests.functional.kinds import KINDS, Kind
from tests.functional.looking import OPEN_DETAILS, too_wide
from tests.functional.serving import Site
from tests.functional.windows import Windows

pytestmark = pytest.mark.thorough

TWICE = {"fontSizes": {"standard": 32, "fixed": 26}}


@pytest.fixture(scope="module")
def phone(browser: Browser, site: Site) -> Iterator[tuple[Page, list[str]]]:
    """The window of such a reader, and what the browser complains of in it."""
    windows = Windows(browser)
    page = windows.open(width=375, height=900, base_url=site.url, kept=False, **BRITISH)
    page.context.new_cdp_session(page).send("Page.setFontSizes", TWICE)
    yield page, windows.faults
    windows.put_away()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_phone_with_text_twice_the_size_does_not_scroll_sideways(
    phone: tuple[Page, list[str]], kind: Kind
) -> None:
    page, faults = phone
    page.goto(kind.path)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert too_wide(page) == []
    page.evaluate(OPEN_DETAILS)
    assert too_wide(page) == []
    assert faults == []
