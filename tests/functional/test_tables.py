"""Tables of names and numbers as long as they come, in every width and on paper; what the measuring finds."""

from __future__ import annotations

import re
from functools import partial

import pytest
from django.db.models import F
from django.test import Client
from playwright.sync_api import Page, Route

from stats.models import Area, Figure
from tests.functional.kinds import COMPARE
from tests.functional.measuring import MEASURED_AT, measured
from tests.functional.serving import Site
from tests.generated import generate

pytestmark = pytest.mark.thorough

LONGEST = "Hampshire and the Isle of Wight"
PAGES = (
    "/compare/rso-rate/2018-19/?sort=-value",
    "/compare/level-1-share/2018-19/",
    "/compare/notification-breaches-per-100-rsos/2018-19/",
    "/compare/rso-rate/years/",
    "/areas/generated-1/2018-19/?with=generated-2,generated-3,generated-4,generated-5,generated-6",
    "/orders/?year=2018-19",
    "/england-and-wales/",
)


BROKEN = """() => {
  const rules = new CSSStyleSheet();
  rules.replaceSync(`#figures th { max-width: 2rem; overflow-wrap: anywhere; white-space: normal !important; }
    #figures td { white-space: nowrap !important; }`);
  document.adoptedStyleSheets = [rules];
  const table = document.querySelector("#figures table");
  table.caption.remove();
  table.rows[2].cells[1].textContent = "no printed rate, and no population to work one out from ".repeat(3);
}"""


def fulfil(route: Route, *, html: str) -> None:
    route.fulfill(body=html, content_type="text/html")


@pytest.mark.django_db
def test_the_longest_names_and_numbers_fit(page: Page, client: Client, site: Site) -> None:
    """More years than stand side by side, counts above those of any area, rates in thousands."""
    stylesheet = re.findall(r"/static/css/site\S*?css", site.ask("/").text)[0]
    generate(areas=11, years=17)
    Area.objects.filter(slug__startswith="generated").update(name=LONGEST)
    Figure.objects.filter(measure="rso_rate").update(value=F("value") + 1_000)
    Figure.objects.exclude(measure="rso_rate").update(value=F("value") + 100_000)
    found = []
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        html = answer.content.decode().replace("/static/css/site.css", stylesheet)
        page.route(f"**{path}", partial(fulfil, html=html), times=1)
        page.goto(path)
        found += [f"{path} {view}: {line}" for view, lines in measured(page).items() for line in lines]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_the_measuring_sees_what_is_wrong(page: Page) -> None:
    """A table as release 1 had it: a sentence in a cell of a number, and a column without room."""
    page.goto(COMPARE)
    assert not any(measured(page).values())
    page.evaluate(BROKEN)
    found = measured(page)
    assert set(found) == {*map(str, MEASURED_AT), "paper"}
    told = " ".join(line for lines in found.values() for line in lines)
    for fault in ("has no name", "wider than its place", "text outside its cell", "breaks “", " lines"):
        assert fault in told, fault
