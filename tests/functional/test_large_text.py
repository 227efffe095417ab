"""Readers who set their browser's text to twice the usual size: a table may scroll, never the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.functional.kinds import KINDS, Kind
from tests.functional.looking import OPEN_DETAILS, too_wide

TWICE = {"fontSizes": {"standard": 32, "fixed": 26}}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_phone_with_text_twice_the_size_does_not_scroll_sideways(
    new_page: Callable[..., Page], kind: Kind
) -> None:
    page = new_page(width=375)
    page.context.new_cdp_session(page).send("Page.setFontSizes", TWICE)
    page.goto(kind.path)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert too_wide(page) == []
    page.evaluate(OPEN_DETAILS)
    assert too_wide(page) == []
