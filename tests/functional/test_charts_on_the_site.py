"""Charts on the real pages: each has its numbers in a table, and exploring one moves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.functional.kinds import AREA, COMPARE, KINDS, Kind

# Every visible picture with what its points say, and the rows of the table that its chart leads to or that
# stands directly under it. The table of the strip is the compare page.
CHARTS = """() => [...document.querySelectorAll(".chart:not(#chart-standing)")].map(chart => {
  const svg = [...chart.querySelectorAll("svg")].find(it => it.checkVisibility());
  const link = chart.querySelector(".chart__tools a[href^='#']");
  const under = chart.nextElementSibling;
  const target = link ? document.querySelector(link.getAttribute("href")) : under.matches("details") && under;
  const table = target && (target.matches("table") ? target : target.querySelector("table"));
  const words = it => it.textContent.replace(/\\s+/g, " ").trim();
  return {
    title: words(svg.querySelector("title")),
    points: [...svg.querySelectorAll(".chart-point:not([aria-label]) > title")].map(words),
    rows: [...svg.querySelectorAll(".chart-row, .chart-point[aria-label]")]
      .map(it => it.getAttribute("aria-label")),
    table: table && [...table.querySelectorAll("tbody tr")].map(
      row => [...row.querySelectorAll("th, td")].map(words)),
  };
})"""

POINT = re.compile(r"(?P<series>.+), (?P<when>[^,]+): (?P<value>[\d,.]+%?)(?:, .*)?")
ROW = re.compile(r"(?P<area>.+?): (?P<value>[\d,.]+%?), .*")
SNAPSHOT = re.compile(r"31 March (\d{4})")

WITH_CHARTS = [kind for kind in KINDS if kind.name in {
    "home", "area", "area: divisions", "area: an early year", "area: sparse latest year", "compare: rate",
    "compare: count", "compare: ratio", "compare: one area", "orders", "recalls", "england and wales",
}]  # fmt: skip


def year_of(when: str) -> str:
    """`2014-15` for "31 March 2015", as the tables write it."""
    found = SNAPSHOT.fullmatch(when)
    if not found:
        return when
    end = int(found[1])
    return f"{end - 1}-{end % 100:02d}"


def firsts(cells: list[str]) -> set[str]:
    """The numbers of a row: what stands small beside one, such as its interval, comes after it."""
    return {cell.split()[0] for cell in cells[1:] if cell}


@pytest.mark.thorough
@pytest.mark.parametrize("kind", WITH_CHARTS, ids=lambda kind: kind.name)
def test_every_chart_has_its_numbers_in_a_table(page: Page, kind: Kind) -> None:
    page.goto(kind.path)
    charts = page.evaluate(CHARTS)
    assert charts
    missing = []
    for chart in charts:
        assert chart["points"] or chart["rows"], f"{chart['title']}: no points"
        assert chart["table"], f"{chart['title']}: no table"
        wanted = [
            (year_of(m["when"]), m["value"], said) for said in chart["points"] if (m := POINT.fullmatch(said))
        ]
        wanted += [(m["area"], m["value"], said) for said in chart["rows"] if (m := ROW.fullmatch(said))]
        assert len(wanted) == len(chart["points"]) + len(chart["rows"])
        for head, value, said in wanted:
            if not any(cells[0].startswith(head) and value in firsts(cells) for cells in chart["table"]):
                missing.append(f"{chart['title']}: {said}")
    assert missing == []


BOXES = """() => [...document.querySelectorAll("h2, h3, table, .chart, footer, main p")]
  .filter(it => it.checkVisibility())
  .map(it => [it.localName, it.getBoundingClientRect()])
  .map(([name, box]) => [name, box.x, box.y + scrollY, box.width, box.height])"""

OPACITY = "it => getComputedStyle(it).opacity"


def test_the_table_under_a_chart_is_offered_once_and_opens_without_script(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(javascript=False)
    page.goto(AREA)
    assert page.locator("#chart-rso-rate a[href^='#']").count() == 0
    assert not page.locator("#table-rso-rate").is_visible()
    page.locator("#chart-rso-rate + details summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#table-rso-rate")).to_be_visible()


def test_every_dot_of_the_strip_is_in_the_table_that_it_leads_to(page: Page) -> None:
    page.goto(AREA)
    strip = page.locator("#chart-standing svg >> visible=true")
    said = strip.locator(".chart-point").evaluate_all("all => all.map(it => it.getAttribute('aria-label'))")
    assert len(said) > 5
    page.get_by_role("link", name=re.compile("Compare the .* areas with a rate")).click()
    rows = page.locator("#figures tbody tr").all_inner_texts()
    cells = [row.split("\t") for row in rows]
    for found in map(ROW.fullmatch, said):
        assert found
        assert [one[1].split()[0] for one in cells if one[0].strip() == found["area"]] == [found["value"]]
    assert len(rows) == len(said)


@pytest.mark.thorough
@pytest.mark.parametrize("path", [AREA, COMPARE])
@pytest.mark.parametrize("width", [375, 1280])
def test_exploring_a_chart_moves_nothing(new_page: Callable[..., Page], path: str, width: int) -> None:
    page = new_page(width=width, kept=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    assert not [url for url in asked if "plotly" in url]
    before = page.evaluate(BOXES)
    chart = page.locator("#chart-rso-rate")
    chart.get_by_role("button", name="Explore this chart").click()
    page.wait_for_selector("#chart-rso-rate.chart--exploring .scatterlayer .points path")
    assert len([url for url in asked if "plotly" in url]) == 1
    assert page.evaluate(BOXES) == before
    body = chart.locator(".chart-body").locator("visible=true")
    assert body.evaluate(OPACITY) == "0"
    chart.get_by_role("button", name="Back to the picture").click()
    assert chart.locator("svg.chart-picture").locator("visible=true").count() == 1
    assert body.evaluate(OPACITY) == "1"
    assert page.evaluate(BOXES) == before


@pytest.mark.thorough
def test_two_charts_of_one_page_can_be_open_at_once(page: Page) -> None:
    page.goto(AREA)
    buttons = page.get_by_role("button", name="Explore this chart")
    count = buttons.count()
    assert count >= 2
    for _ in range(count):
        buttons.first.click()
        page.locator("[data-explore][aria-disabled]").wait_for(state="detached")
    assert page.locator(".chart--exploring").count() == count
    assert page.locator("script[src*='plotly']").count() == 1


def test_pointing_at_charts_moves_nothing_and_fetches_the_library_once(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(kept=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(AREA)
    before = page.evaluate(BOXES)
    for key in ("rso-rate", "standing"):
        stage = page.locator(f"#chart-{key} .chart__stage")
        stage.scroll_into_view_if_needed()
        stage.hover(position={"x": 20, "y": 10})
        stage.hover(position={"x": 25, "y": 10})
        page.wait_for_selector(f"#chart-{key}.chart--exploring .scatterlayer .points path")
    assert len([url for url in asked if "plotly" in url]) == 1
    assert page.evaluate(BOXES) == before
    assert page.evaluate(SHIFT) < 0.02


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.thorough
@pytest.mark.parametrize("path", ["/", AREA, COMPARE])
@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_shifts_while_a_page_loads(new_page: Callable[..., Page], path: str, width: int) -> None:
    page = new_page(width=width, kept=False)
    page.goto(path, wait_until="networkidle")
    assert page.evaluate(SHIFT) < 0.02
