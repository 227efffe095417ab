"""Every kind of page, opened once in Chromium and looked at in each width and colour scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.functional.axe import COLOUR_RULES, violations
from tests.functional.kinds import KINDS, Kind
from tests.functional.looking import OPEN_DETAILS, OUTLINE, readable, small_text, too_wide
from tests.functional.measuring import measured
from tests.functional.windows import watch

WIDTHS = (320, 375, 768, 1280)
CHECKED_BY_AXE = (375, 1280)
# One of each manner of page. `./test` looks at these, `./test --all` at the others as well.
FIRST = ("home", "areas", "area", "compare: rate", "orders", "not found")
EACH_KIND = [
    pytest.param(kind, id=kind.name, marks=() if kind.name in FIRST else pytest.mark.thorough)
    for kind in KINDS
]


@dataclass(slots=True)
class Visit:
    """What was seen of one kind of page."""

    kind: Kind
    status: int = 0
    heading: str = ""
    title: str = ""
    faults: list[str] = field(default_factory=list)
    too_wide: dict[int, list[str]] = field(default_factory=dict)
    small_text: dict[int, list[str]] = field(default_factory=dict)
    tables: dict[str, list[str]] = field(default_factory=dict)
    violations: dict[str, list[str]] = field(default_factory=dict)
    cookies: list[object] = field(default_factory=list)
    outline: dict[str, list[str]] = field(default_factory=dict)
    outline_without_script: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def faults(reader: Page, reader_without_script: Page) -> list[str]:
    said: list[str] = []
    watch(reader, said)
    watch(reader_without_script, said)
    return said


@pytest.fixture(scope="module", params=EACH_KIND)
def visit(
    request: pytest.FixtureRequest,
    reader: Page,
    reader_without_script: Page,
    faults: list[str],
) -> Visit:
    seen, page = Visit(request.param), reader
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    answer = page.goto(seen.kind.path)
    assert answer is not None
    seen.status = answer.status
    seen.heading = " ".join(page.locator("h1").all_inner_texts())
    seen.title = page.title()
    seen.outline = page.evaluate(OUTLINE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        seen.too_wide[width] = too_wide(page)
        seen.small_text[width] = small_text(page)
    page.evaluate(OPEN_DETAILS)
    for width in CHECKED_BY_AXE:
        page.set_viewport_size({"width": width, "height": 900})
        seen.too_wide[width] += too_wide(page)
        seen.small_text[width] += small_text(page)
        seen.violations[f"{width} light"] = readable(violations(page))
        page.emulate_media(color_scheme="dark")
        seen.violations[f"{width} dark"] = readable(violations(page, rules=COLOUR_RULES))
        page.emulate_media(color_scheme="light")
    if seen.outline["tables"]:
        seen.tables = measured(page)
    seen.cookies = list(page.context.cookies())
    reader_without_script.goto(seen.kind.path)
    seen.outline_without_script = reader_without_script.evaluate(OUTLINE)
    seen.faults, faults[:] = faults[:], []
    return seen


def nothing(found: Mapping[Any, list[str]]) -> None:
    """Fails where anything was found in any view, and tells all of it, which an assertion would cut short."""
    told = [f"{view}: {line}" for view, lines in found.items() for line in lines]
    if told:
        pytest.fail("\n".join(told), pytrace=False)


def test_the_page_answers_with_its_heading(visit: Visit) -> None:
    assert (visit.status, visit.heading) == (visit.kind.status, visit.kind.heading)
    assert visit.title.endswith(" · MAPPA in numbers")


def test_axe_finds_nothing(visit: Visit) -> None:
    nothing(visit.violations)


def test_no_error_no_breach_of_policy_and_no_other_host(visit: Visit) -> None:
    assert visit.faults == []


def test_no_cookie_is_set(visit: Visit) -> None:
    assert visit.cookies == []


def test_the_page_never_scrolls_sideways(visit: Visit) -> None:
    nothing(visit.too_wide)


def test_no_text_is_too_small_to_read(visit: Visit) -> None:
    nothing(visit.small_text)


def test_no_table_is_cut_off_broken_or_too_wide(visit: Visit) -> None:
    nothing(visit.tables)


def test_the_page_is_whole_without_script(visit: Visit) -> None:
    assert visit.outline["headings"]
    assert visit.outline_without_script == visit.outline
