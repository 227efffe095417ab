"""A report that nobody types: uploaded, read, mended where it is not clear, published by somebody else."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace

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
from tests.reading.made.pdf import make_pdf
from tests.reading.made.printed import Cell, Report
from tests.reading.made.reports import figures, report
from tests.reading.made.walking import on_cells

REPORT = "cambridgeshire-2014-15"
# Letters stand among the digits, as OCR leaves them: nobody but a person knows what is printed.
UNCLEAR = {"notification_breaches....0": "l8", "sopo....0": "6O9"}

Signed = Callable[[str], Page]


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

    def make(name: str) -> Page:
        context = browser.new_context(
            base_url=reading.url, viewport={"width": 1280, "height": 900}, **BRITISH
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
    assert published(reading.ask("/areas/cambridgeshire/figures.csv").text) == figures(REPORT)


def mend(page: Page) -> None:
    """Types what the picture of the page shows, into the cells that were left empty."""
    for key in UNCLEAR:
        cell = page.locator(f"[name='cell:{key}']")
        expect(cell).to_have_value("")
        cell.fill(figures(REPORT)[key])


def published(text: str) -> dict[str, str]:
    """What a tidy file says of the area report, by cell."""
    return {
        f"{row['measure']}.{row['category']}.{row['level']}..0": row["value"] or "-"
        for row in csv.DictReader(io.StringIO(text))
        if (row["year"], row["source_kind"]) == ("2014-15", "area report")
    }
