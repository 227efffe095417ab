"""The points of a chart's picture by keyboard: one stop of Tab, then arrow keys; without script, Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route

from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import Chart
from tests.functional.windows import Windows
from tests.presentation.charts import funnels, samples, strips

BUILT = Path(settings.BASE_DIR) / "build" / "static"
HOST = "http://localhost"
CHARTS: dict[str, Chart] = {
    "dots": samples.all_areas(),
    "trend": samples.picked(),
    "funnel": funnels.rates(),
    "strip": strips.thirteen(),
}
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it.closest(".chart-picture")) return "";
  return it.getAttribute("aria-label") ?? it.querySelector("title").textContent;
}"""
NAMES = """(holder) => [...holder.querySelectorAll("a.chart-row, .chart-point")]
  .filter(it => it.checkVisibility())
  .map(it => it.getAttribute("aria-label") ?? it.querySelector("title").textContent)"""


def answer(route: Route) -> None:
    """One chart's component on a page of its own, with the site's policy, script and styles."""
    path = route.request.url.removeprefix(HOST)
    headers = {"Content-Security-Policy": build_policy()}
    if path.startswith("/static/"):
        file = BUILT / path.removeprefix("/static/")
        kind = {".css": "text/css", ".js": "text/javascript"}[file.suffix]
        route.fulfill(body=file.read_bytes(), headers=headers | {"Content-Type": kind})
        return
    chart = CHARTS.get(path.strip("/"))
    if chart is None:
        route.fulfill(body="", content_type="text/html", headers=headers)
        return
    html = render_to_string("stats/components/chart.html", {"chart": ChartFigure(chart, key="one")})
    head = '<!doctype html><html lang="en-GB"><title>Chart</title>'
    head += '<link rel="stylesheet" href="/static/css/site.css">'
    script = '<script type="module" src="/static/js/walk.js"></script>'
    route.fulfill(
        body=f"{head}<main>{html}</main>{script}",
        headers=headers | {"Content-Type": "text/html; charset=utf-8"},
    )


@pytest.fixture
def opened(windows: Windows) -> Iterator[Callable[..., Page]]:
    def opening(name: str, *, width: int = 1000, script: bool = True) -> Page:
        page = windows.open(width=width, height=800, kept=False, java_script_enabled=script)
        page.route(f"{HOST}/**", answer)
        page.goto(f"{HOST}/{name}/")
        return page

    yield opening
    windows.put_away()


@pytest.mark.parametrize("width", [1000, 340])
@pytest.mark.parametrize("name", CHARTS)
def test_arrow_keys_walk_every_point_and_each_says_what_it_is(
    opened: Callable[..., Page], name: str, width: int
) -> None:
    page = opened(name, width=width)
    wanted = page.locator(".chart").evaluate(NAMES)
    assert len(wanted) > 10
    page.keyboard.press("Tab")
    heard = [page.evaluate(FOCUSED)]
    for _ in wanted[1:]:
        page.keyboard.press("ArrowRight")
        heard.append(page.evaluate(FOCUSED))
    assert heard == wanted
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == wanted[-1]
    page.keyboard.press("Home")
    assert page.evaluate(FOCUSED) == wanted[0]
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == ""


def test_up_and_down_go_to_the_same_year_of_another_area(opened: Callable[..., Page]) -> None:
    page = opened("trend")
    for key in ("Tab", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate(FOCUSED) == "England and Wales, 31 March 2016: 104"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == "Hampshire and Isle of Wight, 31 March 2016: 112"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "England and Wales, 31 March 2016: 104"


@pytest.mark.parametrize("width", [1000, 340])
def test_the_point_in_focus_shows_its_words_on_the_picture(opened: Callable[..., Page], width: int) -> None:
    page = opened("funnel", width=width)
    page.keyboard.press("Tab")
    said = page.locator(".chart__said")
    assert "Arrow keys go from point to point." in said.inner_text()
    for key in ("ArrowRight", "End", "ArrowLeft"):
        page.keyboard.press(key)
        assert said.inner_text() == page.evaluate(FOCUSED)
        box = said.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.keyboard.press("Tab")
    assert said.is_hidden()


def test_enter_leads_to_the_area(opened: Callable[..., Page]) -> None:
    page = opened("strip")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/**")


def test_without_script_tab_reaches_every_point_that_leads_somewhere(opened: Callable[..., Page]) -> None:
    page = opened("funnel", script=False)
    links = page.locator(".chart__wide a.chart-point")
    assert links.count() == 42
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(".chart__wide a.chart-point:focus").count() == 1
    assert page.locator(".chart__wide [tabindex]").count() == 0
