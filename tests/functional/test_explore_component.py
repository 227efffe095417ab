"""explore.js in a real browser, under the site's own Content-Security-Policy.

The page is the chart's component by itself, with the stylesheet, the script and the Plotly bundle as built.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, ConsoleMessage, Page

from stats.presentation.charts import figure, present
from tests.presentation.charts import samples

BUILT = Path(settings.BASE_DIR) / "build" / "static"
KINDS = {".css": "text/css", ".js": "text/javascript"}


class Site(BaseHTTPRequestHandler):
    """The component on a page, its script, its figure; `/broken` has a figure that does not come."""

    def do_GET(self) -> None:
        if self.path in {"/", "/broken"}:
            url = "/figure.json" if self.path == "/" else "/missing.json"
            chart = present(samples.dorset(), key="rso-rate", explore_url=url, table_id="table")
            html = render_to_string("stats/components/chart.html", {"chart": chart})
            head = '<!doctype html><html lang="en-GB"><title>Chart</title>'
            head += '<link rel="stylesheet" href="/static/css/site.css">'
            script = '<script type="module" src="/static/js/explore.js"></script>'
            self.answer(f"{head}<main>{html}</main>{script}".encode(), kind="text/html")
        elif self.path == "/figure.json":
            self.answer(json.dumps(figure(samples.dorset())).encode(), kind="application/json")
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
def console(page: Page) -> list[str]:
    """Everything the browser complains of; a breach of the policy is an error on its console."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    yield context.new_page()
    context.close()


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


def test_a_failure_is_told_in_words_and_the_picture_stays(alone: str, page: Page, console: list[str]) -> None:
    page.goto(f"{alone}/broken")
    page.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector(".chart__status--failed")
    assert "could not be loaded" in page.get_by_role("status").inner_text()
    assert page.locator(".chart__picture").is_visible()
    assert page.get_by_role("button", name="Explore this chart").is_enabled()
    assert any("404" in text for text in console)
