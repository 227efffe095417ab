"""explore.js in a real browser, under the site's own Content-Security-Policy.

The page is the chart's component by itself, with the stylesheet, the script and the Plotly bundle as built.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import ConsoleMessage, Error, Page

from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import Chart
from stats.presentation.charts.explored.figure import figure
from stats.presentation.charts.letters import font_files
from tests.functional.windows import Windows
from tests.presentation.charts import funnels, samples, strips

BUILT = Path(settings.BASE_DIR) / "build" / "static"
KINDS = {".css": "text/css", ".js": "text/javascript"}
CHARTS: dict[str, Chart] = {
    "/": samples.dorset(),
    "/breaks": samples.quarter_century(),
    "/picked": samples.picked(),
    "/dots": samples.all_areas(),
    "/funnel": funnels.rates(),
    "/strip": strips.thirteen(),
    "/stacked": strips.all_alike(),
    "/nothing": samples.nothing(),
}
# The letters that names are measured in: no two machines have the same fonts.
LETTERS = """
@font-face { font-family: Arimo; src: url(/fonts/regular.ttf); }
@font-face { font-family: Arimo; font-weight: 700; src: url(/fonts/bold.ttf); }
.chart { font-family: Arimo; }
"""
# The texts of the explored chart and where they stand on the screen.
TEXTS = """() => {
  const plot = document.querySelector(".chart__plot").getBoundingClientRect();
  const texts = [...document.querySelectorAll(".chart__plot .main-svg text")]
    .filter(it => it.textContent.trim() && it.checkVisibility() && !it.closest(".hoverlayer"))
    .map(it => [it.textContent, it.getBoundingClientRect()])
    .map(([text, box]) => [text, box.left, box.top, box.right, box.bottom]);
  return { plot: [plot.left, plot.top, plot.right, plot.bottom], texts };
}"""


class Site(BaseHTTPRequestHandler):
    """The component on a page, its script, its figure; `/broken` has a figure that does not come."""

    def do_GET(self) -> None:
        if self.path in {*CHARTS, "/broken"}:
            url = "/missing.json" if self.path == "/broken" else f"{self.path}.json"
            drawn = CHARTS.get(self.path, samples.dorset())
            chart = ChartFigure(drawn, key="rso-rate", explore_url=url, table_id="table")
            html = render_to_string("stats/components/chart.html", {"chart": chart})
            head = '<!doctype html><html lang="en-GB"><title>Chart</title>'
            head += '<link rel="stylesheet" href="/static/css/site.css">'
            script = '<script type="module" src="/static/js/explore.js"></script>'
            self.answer(f"{head}<main>{html}</main>{script}".encode(), kind="text/html")
        elif self.path.removesuffix(".json") in CHARTS:
            made = figure(CHARTS[self.path.removesuffix(".json")])
            self.answer(json.dumps(made).encode(), kind="application/json")
        elif self.path.startswith("/fonts/"):
            self.answer(Path(font_files()["bold" in self.path]).read_bytes(), kind="font/ttf")
        elif self.path == "/static/css/site.css":
            self.answer((BUILT / "css" / "site.css").read_bytes() + LETTERS.encode(), kind="text/css")
        elif self.path.startswith("/static/"):
            file = BUILT / self.path.removeprefix("/static/")
            self.answer(file.read_bytes(), kind=KINDS[file.suffix])
        elif self.path == "/favicon.ico":
            self.answer(b"", kind="image/x-icon")
        else:
            self.answer(b"", kind="text/plain", status=404)

    def answer(self, body: bytes, *, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", build_policy())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Says nothing: the tests read the browser's console instead."""


@pytest.fixture(scope="module")
def alone() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """Everything the browser complains of; a breach of the policy is an error on its console."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    def note_error(error: Error) -> None:
        said.append(str(error))

    page.on("console", note)
    page.on("pageerror", note_error)
    yield said
    page.remove_listener("console", note)
    page.remove_listener("pageerror", note_error)


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    yield windows.open(width=1000, height=800)
    windows.put_away()


def test_a_reader_explores_and_goes_back(alone: str, page: Page, console: list[str]) -> None:
    page.goto(alone)
    before = page.locator(".chart__stage").bounding_box()
    page.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector(".chart--exploring")
    page.wait_for_selector(".chart__plot .scatterlayer .points path")
    assert page.locator(".chart__plot .scatterlayer .points path").count() == 6 + 4
    assert page.locator(".modebar-btn").count() == 5
    assert page.locator(".chart__stage").bounding_box() == before
    assert "can now be explored" in page.get_by_role("status").inner_text()

    last = page.locator(".chart__plot .scatterlayer .points path").last.bounding_box()
    assert last is not None
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + last["height"] / 2)
    page.wait_for_selector(".hoverlayer text")
    assert "31 March 2020: 122" in (page.locator(".hoverlayer").text_content() or "")

    page.get_by_role("button", name="Back to the picture").click()
    assert page.locator(".chart--exploring").count() == 0
    assert page.get_by_role("button", name="Explore this chart").evaluate(
        "it => it === document.activeElement"
    )
    assert console == []


def test_the_readers_colours_are_used(alone: str, page: Page, console: list[str]) -> None:
    page.goto(alone)
    page.evaluate("document.querySelector('.chart').style.setProperty('--chart-blue', '#010203')")
    page.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector(".chart--exploring")
    line = page.locator(".chart__plot .scatterlayer .js-line").last
    assert line.evaluate("it => getComputedStyle(it).stroke") == "rgb(1, 2, 3)"
    assert console == []


@pytest.mark.thorough
@pytest.mark.parametrize("width", [375, 768, 1280])
@pytest.mark.parametrize("path", CHARTS)
def test_every_text_of_an_explored_chart_can_be_read(
    alone: str, page: Page, console: list[str], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{alone}{path}")
    page.evaluate("Promise.all(['16px Arimo', '700 16px Arimo'].map(it => document.fonts.load(it)))")
    assert page.evaluate("document.fonts.check('16px Arimo')")
    page.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector(".chart--exploring")
    seen = page.evaluate(TEXTS)
    left, top, right, bottom = seen["plot"]
    assert seen["texts"]
    for text, *box in seen["texts"]:
        assert left - 1 <= box[0] <= box[2] <= right + 1, text
        assert top - 1 <= box[1] <= box[3] <= bottom + 1, text
    for (text, *one), (other, *two) in combinations(seen["texts"], 2):
        meet = min(one[2], two[2]) - max(one[0], two[0]) > 1 and min(one[3], two[3]) - max(one[1], two[1]) > 4
        assert not meet, f"{text} / {other}"
    drawn = page.locator(".chart__plot .scatterlayer .points path").count()
    assert drawn >= len(CHARTS[path].all_points)
    assert console == []


@pytest.mark.parametrize("width", [375, 1280])
def test_title_key_and_source_stay_in_sight_around_an_explored_chart(
    alone: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{alone}/breaks")
    page.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector(".chart--exploring")
    picture = page.locator("svg.chart-picture").locator("visible=true")
    plot = page.locator(".chart__plot").bounding_box()
    assert plot is not None
    foot = plot["y"] + plot["height"]
    for part in picture.locator(":scope > g:not(.chart-body), :scope > text").all():
        box = part.bounding_box()
        assert box is not None
        assert part.evaluate("it => it.checkVisibility({ opacityProperty: true })")
        assert box["y"] + box["height"] <= plot["y"] + 2 or box["y"] >= foot - 2
    assert not picture.locator(".chart-body").evaluate("it => it.checkVisibility({ opacityProperty: true })")


def test_a_failure_is_told_in_words_and_the_picture_stays(alone: str, page: Page, console: list[str]) -> None:
    page.goto(f"{alone}/broken")
    page.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector(".chart__status--failed")
    assert "could not be loaded" in page.get_by_role("status").inner_text()
    assert page.locator(".chart__picture").is_visible()
    assert page.get_by_role("button", name="Explore this chart").is_enabled()
    assert any("404" in text for text in console)
