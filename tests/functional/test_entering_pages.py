"""Desk, drafts and files looked at: rules of accessibility, widths, light and dark, for staff alone."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.axe import COLOUR_RULES, violations
from tests.functional.conftest import BRITISH
from tests.functional.looking import OPEN_DETAILS, readable, small_text, too_wide
from tests.functional.measuring import measured
from tests.functional.serving import Site, served
from tests.functional.staff import PEOPLE, PUBLISHER, READ, on_database, sign_in
from tests.functional.windows import watch

# A report opened for correction, with a cell that cannot be read and a total that does not add up.
DRAFT = """
from django.contrib.auth.models import User
from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import begin
from stats.drafting.content import content_of
from stats.drafting.saving import save
from stats.loading.existing import source_key
from stats.models import Area
from dataclasses import replace
user = User.objects.get(username="publisher")
area = Area.objects.get(slug="greater-manchester")
report = ("area report", "Greater Manchester MAPPA Annual Report 2014-2015")
source = area.reports.get(start_year=2014).figures.filter(source__kind="area report").first().source
draft = begin(area, ReportingYear(2014), source=source_key(source), user=user)
content = content_of(draft)
save(draft.pk, expected_version=1, user=user, content=replace(content, cells={
    **content.cells, "eligible_offenders.1.1..0": "2,O00", "eligible_offenders.2.total..0": "12"}))
"""
FILE = """
from stats.models import GivenFile
for state in ("asks", "waiting", "refused"):
    file = GivenFile.objects.create(kind="report", state=state, name="report-of-an-area.pdf", content=b"%PDF",
        words="Say its area and its year.", given_by=user, source_kind="area report")
    if state == "asks":
        asking = file.pk
# A row that is no known area and a column that is not certain: both are asked.
areas = b"Area,Category 1,Number\\nDorset,770,1\\nKent,1471,2\\nGwent,303,3\\nAtlantis,5,4\\n"
table = GivenFile.objects.create(kind="area tables", state="asks", name="area-tables.csv", content=areas,
    given_by=user)
print(table.pk, asking, draft.pk)
"""
DRAFTS = ("", "add/", "upload/", "publish/", "?state=never&show=open")
DRAFT_PAGES = ("change", "history", "publish", "withdraw", "preview", "move", "delete")
FILES = ("", "reports/", "area-tables/", "{file}/", "{table}/")
PAGES = (
    "",
    "coverage/",
    "handbook/",
    *(f"stats/draft/{page}" for page in DRAFTS),
    *(f"stats/draft/{{}}/{page}/" for page in DRAFT_PAGES),
    "stats/draft/{read}/change/",
    *(f"stats/givenfile/{page}" for page in FILES),
)
# Staff work at a desk; lists become cards on a phone, which is looked at for sideways scrolling.
AT_A_DESK = (1024, 1280)

# The admin's colours fade from light to dark: until all have arrived.
FADED = "() => Promise.allSettled(document.getAnimations().map(fading => fading.finished))"


@pytest.fixture(scope="module")
def entering(
    django_db_modify_db_settings: None, shipped_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, list[str]]]:
    log = tmp_path_factory.mktemp("entering-pages") / "log.txt"
    with served(os.environ["DATABASE_URL"], log=log, template=shipped_template) as running:
        yield running, on_database(running, PEOPLE + READ + DRAFT + FILE).split()[-4:]


@pytest.fixture(scope="module")
def staff_page(browser: Browser, entering: tuple[Site, list[str]]) -> Iterator[tuple[Page, list[str]]]:
    context = browser.new_context(base_url=entering[0].url, reduced_motion="reduce", **BRITISH)
    page = context.new_page()
    faults: list[str] = []
    watch(page, faults)
    sign_in(page, PUBLISHER)
    yield page, faults
    context.close()


@pytest.mark.thorough
@pytest.mark.parametrize("address", PAGES)
def test_the_page_is_sound(
    staff_page: tuple[Page, list[str]],
    entering: tuple[Site, list[str]],
    address: str,
) -> None:
    page, faults = staff_page
    read, table, file, draft = entering[1]
    path = "/admin/" + address.format(draft, file=file, read=read, table=table)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    assert "no-store" in answer.headers["cache-control"]
    page.evaluate(OPEN_DETAILS)
    found: dict[str, list[str]] = {}
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found[f"too wide at {width}"] = too_wide(page)
        found[f"axe at {width}"] = readable(violations(page))
        page.emulate_media(color_scheme="dark")
        page.evaluate(FADED)
        found[f"axe at {width}, dark"] = readable(violations(page, rules=COLOUR_RULES))
        page.emulate_media(color_scheme="light")
        page.evaluate(FADED)
    found |= {f"tables at {view}": lines for view, lines in measured(page, widths=AT_A_DESK).items()}
    found["small text"] = [text for text in small_text(page) if "class" in text]
    assert {view: said for view, said in found.items() if said} == {}
    assert faults == []
    assert entering[0].ask(path).status == 302
