"""Windows of the browser, kept from test to test: opening one keeps a core busy for a quarter of a second."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request


@dataclass(slots=True)
class Windows:
    """Opens windows; one that was put away serves, blank again, whoever asks for the same kind.

    Such a window still has the browser's cache, and Tab goes round in it once it has led out of the page. A
    test to which that matters, or that listens to its page, asks for `kept=False`: a new window, closed when
    it is put away. `faults` is what the browser has complained of in any window.
    """

    browser: Browser
    faults: list[str] = field(default_factory=list)
    in_use: list[tuple[str, Page]] = field(default_factory=list)
    put_by: dict[str, list[Page]] = field(default_factory=lambda: defaultdict(list))

    def open(self, *, width: int, height: int, kept: bool = True, **options: Any) -> Page:
        kind = repr(sorted(options.items())) if kept else ""
        if self.put_by[kind]:
            page = self.put_by[kind].pop()
            page.set_viewport_size({"width": width, "height": height})
        else:
            context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
            context.set_default_timeout(10_000)
            page = context.new_page()
            watch(page, self.faults)
        self.in_use.append((kind, page))
        return page

    def put_away(self) -> None:
        """Every window in use."""
        while self.in_use:
            kind, page = self.in_use.pop()
            if not kind:
                page.context.close()
                continue
            for other in page.context.pages:
                if other is not page:
                    other.close()
            page.goto("about:blank")
            page.emulate_media(media="null")
            page.mouse.move(0, 0)
            page.unroute_all()
            page.context.clear_cookies()
            self.put_by[kind].append(page)


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
