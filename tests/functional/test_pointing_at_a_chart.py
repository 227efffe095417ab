"""A mouse that rests on a chart opens it: silently, and never against what the reader is about to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import Chart
from stats.presentation.charts.explored.figure import figure
from tests.functional.windows import Windows
from tests.presentation.charts import funnels, samples, strips

BUILT = Path(settings.BASE_DIR) / "build" / "static"
HOST = "http://localhost"
KINDS = {".css": "text/css", ".js": "text/javascript"}
CHARTS: dict[str, Chart] = {
    "trend": samples.dorset(),
    "dots": samples.all_areas(),
    "funnel": funnels.rates(),
    "strip": strips.thirteen(),
}
WATCH = """
  window.broken = [];
  window.shifted = 0;
  addEventListener("securitypolicyviolation", event => broken.push(event.violatedDirective));
  new PerformanceObserver(list => { for (const it of list.getEntries()) shifted += it.value; })
    .observe({ type: "layout-shift", buffered: true });
"""
BOXES = """() => [...document.querySelectorAll("main *:not(.chart__plot, .chart__plot *)")]
  .filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect())
  .map(box => [box.x, box.y, box.width, box.height])"""
LONG_ENOUGH = 700


@dataclass
class Opened:
    """A page with one chart's component, under the site's policy; `held` figures wait to be let go.

    `script` runs before the site's own.
    """

    page: Page
    name: str
    script: str = ""
    broken: bool = False
    waits: bool = False
    asked: list[str] = field(default_factory=list)
    held: list[Route] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        self.asked.append(path)
        headers = {"Content-Security-Policy": build_policy()}
        if path.startswith("/static/"):
            file = BUILT / path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), headers=headers | {"Content-Type": KINDS[file.suffix]})
        elif path == "/first.js":
            route.fulfill(body=WATCH + self.script, headers=headers | {"Content-Type": KINDS[".js"]})
        elif path == "/figure.json" and self.waits:
            self.held.append(route)
        elif path == "/figure.json" and not self.broken:
            self.let_go(route)
        elif path == "/":
            chart = ChartFigure(CHARTS[self.name], key="one", explore_url="/figure.json", table_id="table")
            html = render_to_string("stats/components/chart.html", {"chart": chart})
            head = '<!doctype html><html lang="en-GB"><title>Chart</title>'
            head += '<script src="/first.js"></script><link rel="stylesheet" href="/static/css/site.css">'
            script = '<script type="module" src="/static/js/explore.js"></script>'
            body = f"{head}<main>{html}<p>After it.</p></main>{script}"
            route.fulfill(body=body, headers=headers | {"Content-Type": "text/html; charset=utf-8"})
        elif path.startswith("/areas/"):
            route.fulfill(body="An area", content_type="text/html")
        else:
            route.fulfill(status=404, body="")

    def let_go(self, route: Route) -> None:
        route.fulfill(body=json.dumps(figure(CHARTS[self.name])), content_type="application/json")

    @property
    def library_asked(self) -> int:
        return sum("plotly" in path for path in self.asked)

    def rest(self, x: float, y: float) -> None:
        """The mouse comes to that place of the stage, and stays."""
        box = self.page.locator(".chart__stage").bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + x - 5, box["y"] + y)
        self.page.mouse.move(box["x"] + x, box["y"] + y)

    def leave(self) -> None:
        """The mouse goes to what stands below the stage."""
        box = self.page.locator("main > p").bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + 5, box["y"] + 5)

    def rest_on(self, selector: str) -> None:
        box = self.page.locator(f".chart__wide {selector}").nth(3).bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + box["width"] / 2 - 1, box["y"] + box["height"] / 2)
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def expect_explored(self) -> None:
        expect(self.page.locator(".chart--exploring .scatterlayer .points path").first).to_be_visible()
        expect(self.page.get_by_role("button", name="Back to the picture")).to_be_visible()

    def expect_picture(self) -> None:
        self.page.wait_for_timeout(LONG_ENOUGH)
        assert self.page.locator(".chart--exploring").count() == 0
        expect(self.page.get_by_role("button", name="Explore this chart")).to_be_visible()


Opening = Callable[..., Opened]


@pytest.fixture
def opening(windows: Windows) -> Iterator[Opening]:
    pages = []

    def opened(name: str = "trend", **behaviour: Any) -> Opened:
        page = windows.open(width=1000, height=900)
        pages.append(page)
        found = Opened(page, name, **behaviour)
        page.route(f"{HOST}/**", found.answer)
        page.goto(f"{HOST}/")
        return found

    yield opened
    broken = [page.evaluate("broken") for page in pages if page.url == f"{HOST}/"]
    windows.put_away()
    assert not any(broken)


def test_a_resting_mouse_opens_the_chart_and_nothing_moves(opening: Opening) -> None:
    chart = opening()
    before, shifted = chart.page.evaluate(BOXES), chart.page.evaluate("shifted")
    chart.rest(300, 200)
    chart.expect_explored()
    assert chart.page.evaluate(BOXES) == before
    assert chart.page.evaluate("shifted") == shifted
    assert chart.page.get_by_role("status").inner_text() == ""
    assert chart.library_asked == 1
    chart.leave()
    chart.page.wait_for_timeout(LONG_ENOUGH)
    chart.expect_explored()


def test_what_is_under_the_mouse_is_told_at_once(opening: Opening) -> None:
    chart = opening()
    chart.rest_on(".chart-point")
    chart.expect_explored()
    expect(chart.page.locator(".hoverlayer text").first).to_be_visible()
    pointed = chart.page.locator(".chart__wide .chart-point title").nth(3).text_content() or ""
    said = chart.page.locator(".hoverlayer").text_content() or ""
    assert said[:20] == pointed[:20]


@pytest.mark.thorough
def test_passing_by_fetches_nothing(opening: Opening) -> None:
    chart = opening()
    for x in range(50, 600, 50):
        chart.rest(x, 250)
        chart.page.wait_for_timeout(60)
    chart.leave()
    chart.expect_picture()
    assert chart.library_asked == 0


@pytest.mark.thorough
def test_a_chart_scrolled_under_the_mouse_is_not_pointed_at(opening: Opening) -> None:
    chart = opening()
    chart.page.evaluate("document.body.style.padding = '700px 0'")
    chart.page.mouse.move(298, 300)
    chart.page.mouse.move(300, 300)
    chart.page.wait_for_timeout(LONG_ENOUGH)
    chart.page.evaluate("scrollBy(0, 500)")
    assert chart.page.evaluate("!!document.elementFromPoint(300, 300).closest('.chart__stage')")
    chart.expect_picture()
    assert chart.library_asked == 0


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "link"), [("funnel", "a.chart-point"), ("dots", "a.chart-row")])
def test_a_link_under_the_mouse_stays_a_link(opening: Opening, name: str, link: str) -> None:
    chart = opening(name)
    chart.rest_on(link)
    chart.page.wait_for_timeout(600)
    chart.page.mouse.down()
    chart.page.mouse.up()
    chart.page.wait_for_url("**/areas/**")
    assert chart.library_asked == 0


@pytest.mark.thorough
def test_a_link_reached_while_the_chart_loads_stays_a_link(opening: Opening) -> None:
    chart = opening("funnel", waits=True)
    chart.rest(300, 40)
    chart.page.wait_for_timeout(LONG_ENOUGH)
    assert chart.held
    chart.rest_on("a.chart-point")
    chart.let_go(chart.held[0])
    chart.page.wait_for_timeout(600)
    chart.page.mouse.down()
    chart.page.mouse.up()
    chart.page.wait_for_url("**/areas/**")


@pytest.mark.thorough
def test_a_chart_that_came_late_opens_when_the_mouse_rests_again(opening: Opening) -> None:
    chart = opening("funnel", waits=True)
    chart.rest(300, 40)
    chart.page.wait_for_timeout(LONG_ENOUGH)
    chart.leave()
    chart.let_go(chart.held[0])
    chart.expect_picture()
    chart.rest(300, 40)
    chart.expect_explored()
    assert chart.library_asked == 1


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "mark"), [("funnel", ".points path"), ("dots", ".cursor-pointer")])
def test_explored_points_and_names_lead_to_their_areas(opening: Opening, name: str, mark: str) -> None:
    chart = opening(name)
    chart.rest(300, 8)
    chart.expect_explored()
    box = chart.page.locator(f".chart__plot {mark}").nth(5).bounding_box()
    assert box is not None
    chart.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    chart.page.wait_for_timeout(200)
    chart.page.mouse.down()
    chart.page.mouse.up()
    chart.page.wait_for_url("**/areas/**")


def test_the_keyboard_has_the_picture(opening: Opening) -> None:
    chart = opening("funnel")
    chart.page.keyboard.press("Tab")
    chart.rest(300, 40)
    chart.expect_picture()
    assert chart.library_asked == 0


@pytest.mark.thorough
def test_the_picture_comes_back_for_the_keyboard_and_stays(opening: Opening) -> None:
    chart = opening("funnel")
    chart.rest(300, 40)
    chart.expect_explored()
    chart.page.keyboard.press("Tab")
    assert chart.page.evaluate("document.activeElement.matches('.chart-point')")
    expect(chart.page.locator(".chart__said")).to_be_visible()
    chart.expect_picture()
    chart.page.evaluate("document.activeElement.blur()")
    chart.rest(310, 40)
    chart.expect_picture()


@pytest.mark.thorough
def test_a_screen_reader_reads_the_same_chart_before_and_after(opening: Opening) -> None:
    chart = opening("strip")
    picture = chart.page.locator(".chart__picture")
    before = picture.aria_snapshot()
    assert "Cleveland: 166" in before
    assert "Where Dorset stands" in before
    chart.rest(300, 8)
    chart.expect_explored()
    assert picture.aria_snapshot() == before
    drawing = chart.page.locator(".chart__plot").aria_snapshot()
    assert "Zoom" in drawing
    assert "Cleveland" not in drawing


@pytest.mark.thorough
def test_closed_by_the_button_it_is_not_opened_by_pointing(opening: Opening) -> None:
    chart = opening()
    chart.rest(300, 200)
    chart.expect_explored()
    chart.page.get_by_role("button", name="Back to the picture").click()
    chart.page.evaluate("document.activeElement.blur()")
    chart.rest(300, 200)
    chart.expect_picture()
    assert chart.page.get_by_role("status").inner_text() == "The picture is shown again."


@pytest.mark.thorough
@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } });",
        "const real = matchMedia; window.matchMedia = it => real(it.replace('hover: hover', 'hover: none'));",
    ],
    ids=["saves data", "cannot hover"],
)
def test_some_readers_are_left_alone(opening: Opening, script: str) -> None:
    chart = opening(script=script)
    chart.rest(300, 200)
    chart.expect_picture()
    assert chart.library_asked == 0


@pytest.mark.thorough
def test_a_failure_that_nobody_asked_for_is_silent_and_not_repeated(opening: Opening) -> None:
    chart = opening(broken=True)
    for x in (300, 340):
        chart.rest(x, 200)
        chart.expect_picture()
        assert chart.page.get_by_role("status").inner_text() == ""
        assert chart.page.locator(".chart__status--failed").count() == 0
    assert chart.asked.count("/figure.json") == 1
    chart.page.get_by_role("button", name="Explore this chart").click()
    expect(chart.page.locator(".chart__status--failed")).to_contain_text("could not be loaded")


@pytest.mark.thorough
def test_the_button_pressed_while_it_loads_silently_tells_what_happens(opening: Opening) -> None:
    chart = opening(waits=True)
    chart.rest(300, 200)
    chart.page.wait_for_timeout(LONG_ENOUGH)
    button = chart.page.get_by_role("button")
    assert button.inner_text() == "Explore this chart"
    width = button.bounding_box()
    button.click()
    assert chart.page.get_by_role("status").inner_text() == "Loading the chart"
    assert button.bounding_box() == width
    chart.page.wait_for_timeout(100)
    for route in chart.held:
        chart.let_go(route)
    chart.expect_explored()
    assert "can now be explored" in chart.page.get_by_role("status").inner_text()
    assert chart.library_asked == 1
