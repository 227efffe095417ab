"""A real Chromium on the real site.

`page` fails its test where the browser reports a breach of the content security policy, a script error, or a
request to another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

Violations = list[dict[str, Any]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run: that of the PATH, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error as error:
            message = f"No Chromium could be started ({found or 'none on the PATH'}): {error.message}"
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        # Playwright runs an event loop in this thread, where Django would refuse to touch the database.
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        try:
            yield running
        finally:
            running.close()
            if before is None:
                del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes a page in a context of its own: new_page(width=375, javascript=False)."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(*, width: int = 1280, height: int = 900, javascript: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


def watch(page: Page, faults: list[str]) -> None:
    def console(message: ConsoleMessage) -> None:
        # A page that is meant to answer 404 is an error to the console too; that is the test's own matter.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"{page.url}: {message.text}")

    def request(asked: Request) -> None:
        host = urlsplit(asked.url).hostname
        if host not in (None, "127.0.0.1", "localhost"):
            faults.append(f"{page.url}: asked for {asked.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], Violations]:
    """Runs the accessibility checks of axe-core on a page and gives the violations, in short."""
    source = AXE.read_text()

    def check(page: Page) -> Violations:
        page.evaluate(source)
        result = page.evaluate("tags => axe.run({runOnly: tags})", list(WCAG))
        return [
            {"rule": found["id"], "help": found["help"], "where": [node["target"] for node in found["nodes"]]}
            for found in result["violations"]
        ]

    return check
