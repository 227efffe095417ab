"""Looking at a page as a reader sees it: what is too small, too wide, or answered badly."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

SMALLEST_TEXT = 14  # CSS pixels, in pictures too

TEXT_SIZES = """smallest => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const holder = text.parentElement;
    const words = text.data.trim();
    if (!words || holder.closest("script, style, title, desc, .govuk-visually-hidden")) continue;
    if (!holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const scale = holder.ownerSVGElement ? holder.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * scale;
    if (size >= smallest - 0.01) continue;
    const where = holder.getAttribute("class") ?? holder.localName;
    found.set(`${where} ${size.toFixed(1)}px`, words.slice(0, 40));
  }
  const charts = [...document.querySelectorAll("svg.chart-picture")].filter(it => it.checkVisibility())
    .map(it => (parseFloat(it.getAttribute("font-size")) * it.getScreenCTM().a).toFixed(1));
  const sizes = [...new Set(charts)];
  if (sizes.length > 1) found.set("charts of several sizes", `${sizes.join(" and ")} px`);
  return [...found].map(([where, words]) => `${where}: “${words}”`);
}"""

TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const whole = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  if (whole <= room) return [];
  const reach = [...document.body.querySelectorAll("*")]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().right > room + 0.5)
    .filter(it => ![...it.children].some(child => child.getBoundingClientRect().right > room + 0.5))
    .map(it => `${it.localName}.${it.getAttribute("class")} to ${it.getBoundingClientRect().right}`);
  return [`${whole} wide in ${room}`, ...reach.slice(0, 5)];
}"""

OPEN_DETAILS = "() => document.querySelectorAll('details').forEach(it => { it.open = true; })"

OUTLINE = """() => {
  const visible = it => it.checkVisibility({ visibilityProperty: true });
  const words = it => it.textContent.replace(/\\s+/g, " ").trim();
  const all = selector => [...document.querySelectorAll(selector)].filter(visible);
  return {
    headings: all("h1, h2, h3, h4").map(words),
    charts: all("svg").map(it => words(it.querySelector("title") ?? it)),
    tables: all("table").map(words),
    links: all("a[href]").map(it => it.getAttribute("href")),
    fields: all("input, select").map(it => it.name),
  };
}"""

Violations = list[dict[str, Any]]


def small_text(page: Page) -> list[str]:
    """Text rendered smaller than any reader should be given, pictures' scale counted in; and charts of one
    page whose letters differ in size."""
    found: list[str] = page.evaluate(TEXT_SIZES, SMALLEST_TEXT)
    return found


def too_wide(page: Page) -> list[str]:
    """Why the page scrolls sideways, where it does: its width and what reaches furthest."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def readable(violations: Violations) -> list[str]:
    """axe's findings, one line for each element: the rule, what to do, where."""
    return [f"{one['rule']}: {one['help']} - {where}" for one in violations for where in one["where"]]
