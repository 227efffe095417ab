"""Measures every table that a page shows: what of it is cut off, broken or too long to read across."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.functional.looking import OPEN_DETAILS

MEASURED_AT = (320, 375, 768, 800, 1024, 1280)
SHEET = 680  # CSS pixels between the margins of A4
MOST_LINES = 3

TABLES = """most => {
  const found = new Set();
  const range = document.createRange();
  const NOTES = ".under-number, .parting, .remarks, .table--words";
  const room = document.documentElement.clientWidth;
  const say = (table, cell, what) => {
    const name = table.id || table.caption?.textContent.trim().slice(0, 40) || table.className || "table";
    const row = cell?.parentElement.firstElementChild.textContent.trim().slice(0, 25) ?? "";
    const words = (cell?.textContent ?? "").replace(/\\s+/g, " ").trim().slice(0, 45);
    found.add([name, row, words, what].join(" | "));
  };
  // What only those who hear the page are told is cut down to a dot.
  const unseen = new Map();
  const isUnseen = (element, table) => {
    if (element === table) return false;
    if (!unseen.has(element)) {
      const isClipped = getComputedStyle(element).clipPath !== "none";
      unseen.set(element, isClipped || isUnseen(element.parentElement, table));
    }
    return unseen.get(element);
  };
  const lines = rects => {
    const middles = rects.map(rect => (rect.top + rect.bottom) / 2).sort((one, other) => one - other);
    return middles.filter((middle, number) => number === 0 || middle - middles[number - 1] > 6).length;
  };
  for (const table of document.querySelectorAll("table")) {
    if (!table.checkVisibility({ visibilityProperty: true })) continue;
    // Typed in like a spreadsheet, which scrolls in its own frame.
    if (table.closest(".sheet__scroll")) continue;
    if (!table.caption?.textContent.trim() && !table.ariaLabel && !table.getAttribute("aria-labelledby")) {
      say(table, null, "has no name");
    }
    const place = table.parentElement.getBoundingClientRect();
    const box = table.getBoundingClientRect();
    if (box.right > Math.min(place.right, room) + 1 || box.left < Math.max(place.left, 0) - 1) {
      say(table, null, `is wider than its place: ${Math.round(box.width)} in ${Math.round(place.width)}`);
    }
    for (const cell of table.querySelectorAll("th, td")) {
      const edge = cell.getBoundingClientRect();
      const counted = [];
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (!text.data.trim() || isUnseen(text.parentElement, table)) continue;
        range.selectNodeContents(text);
        const rects = [...range.getClientRects()].filter(rect => rect.width > 0.5);
        const isOut = rect => rect.right > Math.min(edge.right, room) + 1 || rect.left < edge.left - 1
          || rect.bottom > edge.bottom + 2 || rect.top < edge.top - 2;
        const isRaised = text.parentElement.closest(".footnote") !== null;
        if (!isRaised && rects.some(isOut)) say(table, cell, "text outside its cell");
        if (!isRaised && !text.parentElement.closest(NOTES)) counted.push(...rects);
        if (rects.length < 2) continue;
        for (const word of text.data.matchAll(/[^\\s\\u200b\\u2013\\/-]+[\\u2013\\/-]?/g)) {
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          const parts = [...range.getClientRects()].filter(rect => rect.width > 0.5);
          if (lines(parts) > 1) say(table, cell, `breaks “${word[0]}”`);
        }
      }
      const told = lines(counted);
      if (told > most) say(table, cell, `has ${told} lines`);
    }
  }
  return [...found];
}"""


def measured(page: Page, *, widths: Iterable[int] = MEASURED_AT) -> dict[str, list[str]]:
    """What is wrong with the tables of a page in each width and on paper, everything that can be opened open.

    The page keeps the last width and its details stay open.
    """
    page.evaluate(OPEN_DETAILS)
    seen: dict[str, list[str]] = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        seen[str(width)] = page.evaluate(TABLES, MOST_LINES)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 900})
    seen["paper"] = page.evaluate(TABLES, MOST_LINES)
    page.emulate_media(media="null")
    return seen
