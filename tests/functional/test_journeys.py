"""What people come for, from the first page to the answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.functional.kinds import AREA
from tests.functional.serving import Site

WITH_AND_WITHOUT = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])


@WITH_AND_WITHOUT
class TestAResident:
    def test_finds_the_area_of_a_town(self, new_page: Callable[..., Page], *, javascript: bool) -> None:
        page = new_page(width=375, javascript=javascript)
        page.goto("/")
        page.get_by_label("Town, district").fill("bournemouth")
        page.get_by_role("button", name="Find").click()
        page.wait_for_url("**/areas/dorset/*place=bournemouth")
        expect(page.get_by_role("heading", level=1)).to_have_text("Dorset")
        expect(
            page.get_by_text("Bournemouth is in Bournemouth, Christchurch and Poole, Dorset.")
        ).to_be_visible()
        page.get_by_role("navigation", name="Reporting year").get_by_role("link", name="2015-16").click()
        lede = page.locator(".lede").first
        expect(lede).to_contain_text("697 registered sexual offenders")
        expect(lede).to_contain_text("102 for every 100,000")

    def test_with_a_misspelt_town_is_offered_what_was_meant(
        self, new_page: Callable[..., Page], *, javascript: bool
    ) -> None:
        page = new_page(width=375, javascript=javascript)
        page.goto("/areas/?q=Bornemouth")
        page.locator("main").get_by_role("link", name="Dorset").first.click()
        page.wait_for_url("**/areas/dorset/*place=bournemouth")

    def test_reads_why_a_rate_may_be_high(self, new_page: Callable[..., Page], *, javascript: bool) -> None:
        page = new_page(width=375, javascript=javascript)
        page.goto(AREA)
        expect(page.locator("main")).to_contain_text("It does not say how safe a place is")


@WITH_AND_WITHOUT
def test_a_journalist_compares_sorts_and_takes_the_table_along(
    new_page: Callable[..., Page], site: Site, *, javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    page.goto("/compare/rso-rate/")
    page.get_by_label("Year", exact=True).select_option("2018-19")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/compare/rso-rate/2018-19/#pick")
    page.locator("#figures thead th a").nth(1).click()
    page.wait_for_url("**sort=-value#figures")
    rows = page.locator("#figures tbody tr")
    shown = [cells.locator("th, td").all_inner_texts()[:2] for cells in rows.all()]
    rates = [float(rate.split()[0]) for _area, rate in shown]  # the interval stands after it
    assert rates == sorted(rates, reverse=True)
    address = page.get_by_role("link", name="These figures as data (CSV)").get_attribute("href")
    assert address
    answer = site.ask(address)
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    taken = [row for row in csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))) if row["value"]]
    assert [row["area_name"] for row in taken[: len(shown)]] == [area for area, _rate in shown]
    assert [round(float(row["value"])) for row in taken[: len(shown)]] == [round(rate) for rate in rates]
    assert {row["year"] for row in taken} == {"2018-19"}


def test_a_choice_of_areas_is_kept_in_the_address(new_page: Callable[..., Page]) -> None:
    page = new_page(javascript=False)
    page.goto("/compare/rso-rate/2018-19/?areas=dorset,essex&sort=-value")
    names = page.locator("#figures tbody th")
    assert names.all_inner_texts() == ["Dorset", "Essex"]
    page.get_by_label("Compare areas on").select_option("rsos")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/compare/rsos/2018-19/**")
    assert sorted(names.all_inner_texts()) == ["Dorset", "Essex"]


def test_a_sentence_is_copied_with_its_source(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(AREA)
    page.get_by_role("button", name="Copy with its sources").click()
    expect(page.locator("[data-copy-holder] [aria-live]").first).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("On 31 March 2016, 697 registered sexual offenders were managed in Dorset")
    assert "Dorset MAPPA Annual Report 2015-2016" in copied


def test_the_copy_button_promises_nothing_without_script(new_page: Callable[..., Page]) -> None:
    page = new_page(javascript=False)
    page.goto(AREA)
    assert page.locator("button[data-copy]").locator("visible=true").count() == 0
