"""The coverage page looked at: a grid where there is room, a list for each area where there is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.functional.looking import too_wide

PAGE = "/coverage/"
ROOM_ENOUGH = """() => {
  const holder = document.querySelector(".table-container");
  return holder.scrollWidth <= holder.clientWidth;
}"""
CAMBRIDGESHIRE = "tbody tr:has(th a:text-is('Cambridgeshire'))"


def test_with_room_every_year_is_a_column_and_nothing_scrolls(page: Page) -> None:
    page.goto(PAGE)
    head = page.locator("thead th")
    assert head.first.is_visible()
    row = page.locator(CAMBRIDGESHIRE)
    tops = {round(box["y"]) for cell in row.locator("td").all() if (box := cell.bounding_box())}
    assert len(tops) == 1
    assert row.locator("td").count() == head.count() - 1
    assert page.evaluate(ROOM_ENOUGH)


@pytest.mark.thorough
@pytest.mark.parametrize("width", [320, 375, 640, 768])
@pytest.mark.parametrize("javascript", [True, False])
def test_without_room_each_area_lists_the_years_that_are_held(
    new_page: Callable[..., Page], *, width: int, javascript: bool
) -> None:
    page = new_page(width=width, javascript=javascript)
    page.goto(PAGE)
    row = page.locator(CAMBRIDGESHIRE)
    shown = [cell for cell in row.locator("td").all() if cell.is_visible()]
    words = [" ".join(cell.inner_text().split()) for cell in shown]
    assert len(words) == 6
    assert words[-1].startswith("5 of ")
    years = [cell.get_attribute("data-head") for cell in shown[:-1]]
    assert years == ["2001-02", "2002-03", "2014-15", "2021-22", "2022-23"]
    before = "it => getComputedStyle(it, '::before').content"
    assert "2014-15" in shown[2].evaluate(before)
    if javascript:
        assert too_wide(page) == []
    empty = page.locator("tbody tr:has(th a:text-is('Gloucestershire')) td")
    assert [cell.inner_text()[:5] for cell in empty.all() if cell.is_visible()] == ["0 of "]


def test_letters_stand_beside_the_colours_and_the_key_names_them(page: Page) -> None:
    page.goto(PAGE)
    key = {entry.inner_text().strip() for entry in page.locator(".coverage-key dt").all()}
    signs = set(page.locator(".coverage i").all_inner_texts())
    assert signs
    assert signs <= key
    assert "–" in key


@pytest.mark.parametrize("width", [375, 1280])
def test_the_keyboard_opens_the_figures_of_an_area_and_year(
    new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(width=width)
    page.goto(PAGE)
    row = page.locator(CAMBRIDGESHIRE)
    row.locator("th a").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_accessible_name("Cambridgeshire 2014-15, 57 figures: Own report")
    assert focused.evaluate(
        "it => getComputedStyle(it).outlineStyle !== 'none' || getComputedStyle(it).boxShadow !== 'none'"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/cambridgeshire/2014-15/")


def test_on_paper_the_whole_grid_keeps_its_colours_and_letters(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})  # A4, turned, between its margins
    page.goto(PAGE)
    page.emulate_media(media="print")
    row = page.locator(CAMBRIDGESHIRE)
    assert row.locator("td").first.is_visible()
    cell = row.locator(".coverage--own-report")
    assert cell.evaluate("it => getComputedStyle(it).printColorAdjust") == "exact"
    assert cell.locator("i").inner_text() == "R"
    table = page.locator(".coverage").bounding_box()
    assert table is not None
    assert table["x"] + table["width"] <= 1001
