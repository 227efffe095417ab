"""A page as an assistive technology meets it: names and roles in their order, heads of cells, what is live.

Kept beside the tests, without numbers, which are held elsewhere, and with the first of many alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from playwright.sync_api import Page

KEPT = 3  # of neighbours that have one of these roles
MANY = frozenset(
    ["cell", "checkbox", "img", "link", "listitem", "option", "paragraph", "row", "rowgroup", "text"]
)
ROLE = re.compile(r"\s*- '?(\w+)")
ROW = re.compile(r"^(\s*- )'?row \".*\"'?:$")  # its name is that of its cells
NUMBERS = re.compile(r"\d[\d,.]*")
MONTH = re.compile(r"# (?:January|February|(?:A|Jul|Septem|Octo|Novem|Decem)\w+|June|May) #")

HEADS_AND_LIVE = """() => {
  const words = it => {
    const heard = it.cloneNode(true);
    heard.querySelectorAll("[aria-hidden=true]").forEach(part => part.remove());
    return heard.textContent.replace(/\\s+/g, " ").trim();
  };
  const tables = [...document.querySelectorAll("main table")].filter(it => it.checkVisibility());
  const heads = tables.flatMap(table => {
    const above = [...(table.tHead?.rows[0]?.cells ?? [])];
    return [...table.tBodies].slice(0, 3).map(body => {
      const row = [...body.rows].find(it => it.cells.length > 1);
      const cell = row?.querySelector("td");
      if (!cell) return null;
      const groups = [...body.querySelectorAll("th[scope=rowgroup]")];
      const found = [...groups, row.querySelector("th"), above[cell.cellIndex]].filter(Boolean).map(words);
      return `- ${table.caption ? words(table.caption) : table.ariaLabel}: ${found.join(" | ")}`;
    });
  }).filter(Boolean);
  const live = [...document.querySelectorAll("[aria-live], [role=status], [role=alert]")]
    .map(it => `- ${it.role ?? ""} ${it.ariaLive ?? ""} ${it.className}`.replace(/ +/g, " ").trim());
  return ["heads of a cell:", ...heads, "live:", ...new Set(live)];
}"""


def tree(page: Page, *, whole: bool = False) -> str:
    """The main part of the page, or with `whole` its header and footer too."""
    seen = page.locator("body" if whole else "main, body:not(:has(main))").first.aria_snapshot()
    lines = [ROW.sub(r"\1row:", line) for line in seen.splitlines() if "- /" not in line]
    told = "\n".join((*shortened(lines), *page.evaluate(HEADS_AND_LIVE)))
    return MONTH.sub("# month #", NUMBERS.sub("#", told)) + "\n"


def shortened(lines: Sequence[str]) -> Iterator[str]:
    """The same with no more than the first few of neighbours that have one role."""
    for role, alike in groupby(blocks(lines), key=lambda block: role_of(block[0])):
        found = list(alike)
        kept = KEPT if role in MANY else len(found)
        for block in found[:kept]:
            yield block[0]
            yield from shortened(block[1:])
        if len(found) > kept:
            indent = found[0][0][: len(found[0][0]) - len(found[0][0].lstrip())]
            yield f"{indent}- more of {role}"


def blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Each line of the outermost depth with the lines below it."""
    block: list[str] = []
    depth = len(lines[0]) - len(lines[0].lstrip()) if lines else 0
    for line in lines:
        if block and len(line) - len(line.lstrip()) <= depth:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def role_of(line: str) -> str:
    found = ROLE.match(line)
    return found[1] if found else line
