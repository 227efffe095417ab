"""The accessibility checks of axe-core, whose contrast is measured once for all text that looks alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")

# axe looks through all that lies beneath each text, which takes most of its time. Text has the contrast of
# other text whose colour, size and weight are the same and which stands on the same grounds, from its own
# element up to the page: it is marked to be measured where no such text of this page was measured before.
# What is out of the flow may stand on another's ground, and axe leaves out what names by its id a field that
# is off: these and what is inside of them are compared with nothing outside.
MARK_TEXT = """() => {
  const measured = window.measuredText ??= new Set();
  const names = new Set([...document.querySelectorAll("[aria-labelledby]")]
    .flatMap(it => it.getAttribute("aria-labelledby").split(/\\s+/)));
  let alone = 0;
  window.timesLooked = (window.timesLooked ?? 0) + 1;
  const isAlone = (element, style) => !["static", "relative"].includes(style.position)
    || (style.position === "relative" && [style.top, style.left].some(it => parseFloat(it)))
    || style.transform !== "none" || style.translate !== "none" || style.float !== "none"
    || [style.marginTop, style.marginLeft].some(it => parseFloat(it) < 0)
    || names.has(element.id);
  const isOff = element => (element.closest("label")?.control ?? element)
    .closest(":disabled, [aria-disabled='true'], [inert]") !== null;
  const look = (element, below, group) => {
    const style = getComputedStyle(element);
    if (isAlone(element, style)) group = `${++alone} of ${window.timesLooked}`;
    const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
      style.mixBlendMode, style.clipPath, element.ownerSVGElement && element.localName].join(";");
    const ground = below.endsWith(`/${own}`) ? below : `${below}/${own}`;
    const isText = [...element.childNodes].some(it => it.nodeType === Node.TEXT_NODE && it.data.trim());
    if (isText || element.matches("input, select, textarea")) {
      const text = [group, style.color, style.fill, style.fontSize, style.fontWeight, style.textShadow,
        style.visibility, style.webkitTextStroke, isOff(element), ground].join("|");
      if (!measured.has(text)) element.setAttribute("data-measured", "");
      measured.add(text);
    }
    for (const child of element.children) look(child, ground, group);
  };
  look(document.body, "", "");
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-measured]" }] });
}"""

CHECK = """async only => {
  const found = await axe.run({ runOnly: only, resultTypes: ["violations"] });
  for (const it of document.querySelectorAll("[data-measured]")) it.removeAttribute("data-measured");
  return found.violations;
}"""

Violations = list[dict[str, Any]]


def violations(page: Page, *, rules: Sequence[str] = ()) -> Violations:
    """What the rules find, in short: those of WCAG and of good practice, or the ones named."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SOURCE.read_text())
    page.evaluate(MARK_TEXT)
    run = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(WCAG)}
    return [
        {"rule": found["id"], "help": found["help"], "where": [node["target"] for node in found["nodes"]]}
        for found in page.evaluate(CHECK, run)
    ]
