"""Contrast is measured once for text that looks alike: no fault may hide behind that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.functional.axe import COLOUR_RULES, violations

PLAIN = "color: #000; background: #fff"
PALE = "color: #aaa"
FAULTS = {
    "its own colour": f"<p>first</p><p id=fault style='{PALE}'>second</p>",
    "a row's ground": "<table><tr><td>first<tr style='background: #222'><td id=fault>second</table>",
    "a ground further up": "<p>first</p><div style='background: #222'><div><p id=fault>then</p></div></div>",
    "paler by its group": "<p>first</p><div style='opacity: .3'><p id=fault>second</p></div>",
    "too small for its colour": "<p style='color: #888; font-size: 30px'>first</p>"
    "<p id=fault style='color: #888; font-size: 16px'>second</p>",
    "too thin for its colour": "<p style='color: #888; font: bold 19px Arial'>first</p>"
    "<p id=fault style='color: #888; font: 19px Arial'>second</p>",
    "moved onto another ground": "<p>first</p><div style='background: #222; height: 99px'></div>"
    "<p id=fault style='position: absolute; top: 60px; left: 20px; margin: 0'>second</p>",
    "drawn onto another ground": "<p>first</p><div style='background: #222; height: 99px'></div>"
    "<p id=fault style='margin: -60px 0 0'>second</p>",
    "a field": f"<label>A <input value=1></label><label>B <input id=fault value=2 style='{PALE}'></label>",
    "behind a field that is off": f"<input aria-label=A disabled value=first style='{PALE}'>"
    f"<input id=fault aria-label=B value=second style='{PALE}'>",
    "behind the label of a field that is off": f"<label style='{PALE}'>first <input disabled></label>"
    f"<label id=fault style='{PALE}'>second <input></label>",
    "behind what names a field that is off": f"<p id=a style='{PALE}'>first</p>"
    f"<input aria-labelledby=a disabled><p id=fault style='{PALE}'>second</p>",
}
PAGE = "<!doctype html><html lang=en><title>T</title><body style='font: 16px Arial; {}'><main>{}</main>"


@pytest.mark.parametrize("body", FAULTS.values(), ids=FAULTS)
def test_text_that_cannot_be_read_is_found_behind_text_that_can(
    new_page: Callable[..., Page], body: str
) -> None:
    page = new_page()
    page.set_content(PAGE.format(PLAIN, body))
    assert found(page) == [["#fault"]]
    assert page.locator("[data-measured]").count() == 0


def test_what_fails_in_the_dark_or_on_a_phone_alone_is_found_there(new_page: Callable[..., Page]) -> None:
    page = new_page()
    style = f"<style>@media (prefers-color-scheme: dark) {{ #dark {{ {PALE} }} }}"
    style += "@media (max-width: 400px) { #phone { color: #bbb } }</style>"
    page.set_content(PAGE.format(PLAIN, f"{style}<p>first</p><p id=dark>dark</p><p id=phone>phone</p>"))
    assert found(page) == []
    page.emulate_media(color_scheme="dark")
    assert found(page) == [["#dark"]]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 375, "height": 900})
    assert found(page) == [["#phone"]]


def found(page: Page) -> list[list[str]]:
    """Where there is too little contrast."""
    return [where for one in violations(page, rules=COLOUR_RULES) for where in one["where"]]
