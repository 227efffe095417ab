"""The site with a keyboard alone: all that can be used is reached, is seen to be reached, and works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.functional.kinds import AREA, COMPARE

# What a reader can use, and how each looks before it has the focus. A radio group is one stop, and so are the
# points of a chart, which arrow keys walk (test_walking_a_chart.py).
NOTE_ALL = """() => {
  const telling = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "stroke"];
  const looks = (it, style = getComputedStyle(it)) => telling.map(one => style[one]).join("|");
  const inner = it => [it, ...it.querySelectorAll("*")].map(one => looks(one)).join("#");
  const all = [...document.querySelectorAll(
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']")]
    .filter(it => it.checkVisibility({ visibilityProperty: true }) && !it.disabled)
    .filter(it => !it.matches(".chart-picture [tabindex='-1']"));
  window.notes = new Map(all.map(it => [it, { before: inner(it), reached: false, shown: false }]));
  window.looked = inner;
  return all.length;
}"""

NOTE_FOCUSED = """() => {
  const it = document.activeElement;
  const note = window.notes.get(it);
  if (it === document.body || it === document.documentElement) return "end";
  if (!note) return it.outerHTML.slice(0, 120);
  const box = it.getBoundingClientRect();
  note.reached = true;
  note.shown = window.looked(it) !== note.before
    && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return "";
}"""

FAULTS = """() => [...window.notes].filter(([, note]) => !note.reached || !note.shown)
  .map(([it, note]) => (note.reached ? "no sign of focus: " : "not reached: ") + it.outerHTML.slice(0, 99))"""


@pytest.mark.parametrize(
    "path",
    [
        AREA,
        *(
            pytest.param(path, marks=pytest.mark.thorough)
            for path in ("/", COMPARE, "/orders/", "/coverage/", "/data-quality/")
        ),
    ],
)
@pytest.mark.parametrize("width", [375, 1280])
def test_everything_that_can_be_used_is_reached_by_tab_and_shows_it(
    new_page: Callable[..., Page], path: str, width: int
) -> None:
    page = new_page(width=width, kept=False, reduced_motion="reduce")
    page.goto(path)
    count = page.evaluate(NOTE_ALL)
    assert count > 20
    strangers = []
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        said = page.evaluate(NOTE_FOCUSED)
        if said == "end":
            break
        if said:
            strangers.append(said)
    assert strangers == []
    assert page.evaluate(FAULTS) == []


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.goto(AREA)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    assert skip.evaluate("it => it === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] > 20
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_table_is_sorted_and_sorted_back_by_keyboard(page: Page) -> None:
    page.goto(COMPARE)
    names = page.locator("#figures tbody th")
    by_name = names.all_inner_texts()
    page.locator("#figures thead th a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*sort=-value#figures")
    assert 0 <= page.locator("#figures").evaluate("it => it.getBoundingClientRect().top") < 50
    heads = page.locator("#figures thead th")
    assert heads.nth(1).get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() != by_name
    page.locator("#figures thead th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "value" not in url)
    assert heads.first.get_attribute("aria-sort") == "ascending"
    assert names.all_inner_texts() == by_name


def test_details_open_and_close_by_keyboard(page: Page) -> None:
    page.goto(AREA)
    summary = page.locator("main summary", has_text="Table: Registered sexual offenders per 100,000")
    table = page.locator("#table-rso-rate")
    assert not table.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    page.keyboard.press("Space")
    assert not table.is_visible()
