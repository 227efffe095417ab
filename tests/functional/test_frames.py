"""What is offered to other sites, in frames of the height that is offered: nothing in them scrolls."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.thorough

# A chart of each kind, with the least and the most that stands in one.
FRAMES = (
    "/embed/areas/dorset/rso-rate/?with=kent,essex,durham",
    "/embed/areas/hampshire-and-isle-of-wight/rsos/",
    "/embed/compare/rso-rate/2019-20/",
    "/embed/compare/licence-recalls/2015-16/",
    "/embed/compare/rso-rate/2018-19/funnel/",
    "/embed/compare/rso-rate/years/",
    "/embed/orders/notification-orders/",
    "/embed/recalls/licence-recalls/",
)
QUESTIONS = ("sex offenders per 100,000 in essex 2019", "recalls dorset 2015-16")
WIDTHS = (320, 600, 1000)
MEASURED = "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"


@pytest.mark.parametrize(
    "asked",
    [
        *(f"/embed/?{urlencode({'of': path})}" for path in FRAMES),
        *(f"/areas/?{urlencode({'q': question})}" for question in QUESTIONS),
    ],
)
def test_a_frame_of_the_height_offered_has_no_scrollbar(page: Page, asked: str) -> None:
    page.goto(asked)
    codes = [code for code in page.locator("pre code").all_text_contents() if "<iframe" in code]
    assert codes
    for code in codes:
        found = re.search(r'src="([^"]+)".* width="100%" height="(\d+)"', code)
        assert found is not None
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": int(found[2])})
            page.goto(unescape(found[1]))
            assert page.evaluate(MEASURED) == [int(found[2]), width], (code, width)
