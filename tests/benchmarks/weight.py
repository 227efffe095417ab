"""What a phone on slow 4G fetches for its first view, when it has painted the largest part, and what moves.

    ./bench weight

Chromium as its own tools slow it down: 1.6 megabits a second, and 150 milliseconds for each way and back.
Exits with 1 where the first view is more than 40 KB compressed, where the largest part is painted after 1.2
seconds, or where more than 0.01 shifts: of the home page and of an area's page.
"""

from __future__ import annotations

import sys
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks._serving import body, required, served

PAGES = ("/", "/areas/dorset/2015-16/")
KILOBYTES, SECONDS, SHIFT = 40.0, 1.2, 0.01
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
RUNS = 5
# Kept from the beginning, since an observer is told of what was before it as well.
OBSERVE = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => list.getEntries().forEach(e => seen.paint = e.startTime))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => seen.shift += e.hadRecentInput ? 0 : e.value))
  .observe({type: "layout-shift", buffered: true});
"""


def main() -> int:
    over = []
    with served() as port, sync_playwright() as playwright:
        chromium = required("chromium", package="chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in PAGES:
            body(port, path)
            views = [first_view(browser, f"http://127.0.0.1:{port}{path}") for _ in range(RUNS)]
            kilobytes, seconds, shift = (median(each) for each in zip(*views, strict=True))
            print(
                f"{path}: {kilobytes:.1f} KB (at most {KILOBYTES:.0f}), largest paint {seconds:.2f} s "
                f"({SECONDS}), shift {shift:.4f} ({SHIFT})"
            )
            if kilobytes > KILOBYTES or seconds > SECONDS or shift > SHIFT:
                over.append(path)
        browser.close()
    for path in over:
        print(f"Missed: {path}", file=sys.stderr)
    return int(bool(over))


def first_view(browser: Browser, url: str) -> tuple[float, float, float]:
    """Kilobytes on the wire until the page stands, seconds to the largest paint, and how much has shifted."""
    with browser.new_context(viewport={"width": 375, "height": 667}) as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        sizes: list[int] = []

        def finished(event: dict[str, Any]) -> None:
            sizes.append(int(event["encodedDataLength"]))

        devtools.on("Network.loadingFinished", finished)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        page.add_init_script(OBSERVE)
        page.goto(url, wait_until="networkidle")
        seen = page.evaluate("seen")
        return sum(sizes) / 1000, seen["paint"] / 1000, seen["shift"]


if __name__ == "__main__":
    sys.exit(main())
