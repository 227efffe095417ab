"""Reports and tables of areas that nobody types: uploaded, read, mended where not clear, published."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.functional.conftest import BRITISH
from tests.functional.serving import Site, served
from tests.functional.staff import (
    PEOPLE,
    PUBLISHER,
    TYPIST,
    UNLOADED,
    checked,
    first_cell,
    on_database,
    save,
    sign_in,
)
from tests.functional.windows import watch
from tests.loading.files import xlsx
from tests.reading.area_workbooks import SLUGS, made
from tests.reading.made.pdf import make_pdf
from tests.reading.made.printed import Cell, Report
from tests.reading.made.reports import figures, report
from tests.reading.made.walking import on_cells

REPORT = "cambridgeshire-2014-15"
# Letters stand among the digits, as OCR leaves them: nobody but a person knows what is printed.
UNCLEAR = {"notification_breaches....0": "l8", "sopo....0": "6O9"}

AREA_TABLES = "Area tables 2011-12, made for a test"

Signed = Callable[..., Page]


def unclear() -> Report:
    def misread(cell: Cell) -> Cell:
        return replace(cell, text=UNCLEAR[cell.key]) if cell.key in UNCLEAR else cell

    return on_cells(report(REPORT), misread)


@pytest.fixture(scope="module")
def reading(
    django_db_modify_db_settings: None, shipped_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site of its own, that holds none of the reports which are given to it."""
    log = tmp_path_factory.mktemp("reading") / "log.txt"
    with served(os.environ["DATABASE_URL"], log=log, template=shipped_template) as running:
        on_database(running, PEOPLE + UNLOADED)
        yield running


@pytest.fixture
def signed_in(browser: Browser, reading: Site) -> Iterator[Signed]:
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(name: str, **options: Any) -> Page:
        context = browser.new_context(
            base_url=reading.url, viewport={"width": 1280, "height": 900}, **BRITISH, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        sign_in(page, name)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


def test_a_pdf_is_uploaded_read_mended_and_published_by_another(signed_in: Signed, reading: Site) -> None:
    page = signed_in(TYPIST)
    page.goto("/admin/")
    page.get_by_role("link", name="Read a report").first.click()
    pdf: FilePayload = {
        "name": "report.pdf",
        "mimeType": "application/pdf",
        "buffer": make_pdf(unclear(), "ruled"),
    }
    page.get_by_label("Reports").set_input_files(pdf)
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_url("**/change/")
    expect(page.locator(".messagelist")).to_contain_text("The file was read into the draft")
    expect(page.locator(".cell__doubt")).to_have_count(len(UNCLEAR))
    expect(page.get_by_role("img", name="Page 5")).to_be_visible()
    mend(page)
    # One key accepts the table of the cell, and the button of each table does.
    first_cell(page, "eligible")
    page.keyboard.press("Control+Enter")
    accept = page.get_by_role("button", name="Accept this table")
    # Not the table of the one cell that was typed.
    expect(accept).to_have_count(4)
    while accept.count():
        accept.first.click()
    expect(page.locator("[data-look-words]:visible")).to_have_count(0)
    checked(page)
    save(page)

    other = signed_in(PUBLISHER)
    other.goto("/admin/stats/draft/")
    other.get_by_role("link", name="Cambridgeshire 2014-15").first.click()
    other.get_by_role("link", name="Publish", exact=True).click()
    expect(other.locator("tbody tr", has=other.locator("td"))).to_have_count(len(figures(REPORT)))
    other.get_by_label("Reason").fill("Read from the area’s annual report.")
    other.get_by_role("button", name="Publish").click()
    expect(other.locator(".messagelist")).to_contain_text("Release 2 is made.")
    text = reading.ask("/areas/cambridgeshire/figures.csv").text
    assert published(text, source=report(REPORT).title) == figures(REPORT)


@pytest.mark.thorough
def test_a_table_of_areas_is_mapped_and_42_drafts_make_one_release(signed_in: Signed, reading: Site) -> None:
    book = made("nothing_says_of_what")
    # A year of which no draft is open, so that each area gets its own.
    book.sheets["Sheet1"][0] = ["MAPPA in 2011-12"]
    page = signed_in(PUBLISHER)
    page.goto("/admin/")
    page.get_by_role("link", name="Read a table of areas").first.click()
    table: FilePayload = {
        "name": "area-tables.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": xlsx(book.sheets),
    }
    page.get_by_label("Table of areas").set_input_files(table)
    page.get_by_role("button", name="Read", exact=True).click()
    # Levels of what, the file does not say: so the person does.
    for head, level in (("Level 2", "2"), ("Level 3", "3"), ("Total", "total")):
        page.get_by_label(head, exact=True).select_option(f"level_2_3_offenders.total.{level}..0")
    page.get_by_label("Title of the source").fill(AREA_TABLES)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("main")).to_contain_text("126 figures would go into 42 drafts.")
    page.get_by_role("button", name="Make the drafts").click()
    expect(page.locator("main")).to_contain_text("42 drafts")
    releases = released(reading)
    page.goto("/admin/stats/draft/publish/")
    expect(page.locator("[name=draft]")).to_have_count(42)
    page.get_by_label("Reason").fill("From the area tables of the national statistics.")
    page.get_by_role("button", name="Publish those that are ticked").click()
    expect(page.locator(".messagelist")).to_contain_text("42")
    assert released(reading) == releases + 1
    for slug in SLUGS:
        text = reading.ask(f"/areas/{slug}/figures.csv").text
        of_area = {id_: number for (area, _, id_), number in book.figures.items() if area == slug}
        assert published(text, source=AREA_TABLES) == of_area


def released(site: Site) -> int:
    return int(on_database(site, "from stats.models import Release; print(Release.objects.count())"))


def mend(page: Page) -> None:
    """Types what the picture of the page shows, into the cells that were left empty."""
    for key in UNCLEAR:
        cell = page.locator(f"[name='cell:{key}']")
        expect(cell).to_have_value("")
        cell.fill(figures(REPORT)[key])


def published(text: str, *, source: str) -> dict[str, str]:
    """What a tidy file says from that source, by cell."""
    return {
        f"{row['measure']}.{row['category']}.{row['level']}..0": row["value"] or "-"
        for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
        if row["source_title"] == source
    }


@pytest.mark.thorough
@pytest.mark.parametrize("script", ["with", "without"])
def test_reports_are_read_in_the_background_and_the_page_says_how_far(signed_in: Signed, script: str) -> None:
    page = signed_in(TYPIST, java_script_enabled=script == "with")
    page.goto("/admin/stats/givenfile/reports/")
    files: list[FilePayload] = [
        {
            "name": f"{script}-script-{n}.txt",
            "mimeType": "text/plain",
            "buffer": b"Minutes of a council.",
        }
        for n in range(3)
    ]
    page.get_by_label("Reports").set_input_files(files)
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("3 files were given.")
    if script == "without":
        while page.get_by_role("link", name="Look again").count():
            page.get_by_role("link", name="Look again").click()
    # With script nobody does anything.
    told = page.locator("tr", has_text=f"{script}-script").filter(has_text="needs an answer")
    expect(told).to_have_count(3, timeout=30_000)
    expect(page.get_by_role("link", name="Look again")).to_have_count(0)
