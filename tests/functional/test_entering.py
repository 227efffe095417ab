"""A report's way from the printed page to the public one, walked in a real browser."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import Signed
from tests.functional.serving import Site
from tests.functional.staff import (
    COLLEAGUE,
    PUBLISHER,
    TYPIST,
    begin,
    checked,
    first_cell,
    paste,
    save,
    sign_in,
    type_rows,
    values,
)

SHIPPED = Path(__file__).parents[2] / "data_loads/figures/area_reports/area-report-cambridgeshire-2014-15.csv"
TITLE = "Cambridgeshire MAPPA Annual Report 2014-2015"

# As the text layer of the report's PDF gives it, blank lines and broken headings included.
ELIGIBLE = [
    ["770", "100", "-", "870"],
    ["36", "22", "7", "65"],
    ["2", "2", "0", "4"],
    ["808", "124", "7", "939"],
]
LEVELS = """MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)

Category 1:

Registered sex

offenders

Category 2:

Violent

offenders

Category 3:

Other dangerous

offenders Total

Level 2 77 57 14 148

Level 3 5 3 0 8

Total 82 60 14 156
"""
ORDERS = "SOPOs, NOs & FTOs imposed by the courts\n\nSOPOs 69\n\nNOs 1\n\nFTOs 0\n"
RETURNED = """Breach of licence

Level 2 7 3 0 10

Level 3 1 0 0 1

Total 8 3 0 11

Breach of SOPO

Level 2 1 - - 1

Level 3 2 - - 2

Total 3 - - 3
"""


def test_a_report_is_typed_pasted_checked_previewed_and_published(signed_in: Signed, entering: Site) -> None:
    page = signed_in(TYPIST)
    begin(page, area="cambridgeshire", year="2014-15", title=TITLE)
    # The dashes of cells that cannot exist are hints: what nobody typed is not published.
    expect(page.locator("[data-sheet=returned_sopo] [placeholder='-']")).to_have_count(6)
    assert set(values(page, "returned_sopo")) == {""}
    type_rows(page, "eligible", ELIGIBLE)
    assert values(page, "eligible") == [text for row in ELIGIBLE for text in row]
    told = paste(page, "levels_2_and_3", LEVELS)
    assert told.startswith("12 cells were filled.")
    first_cell(page, "notification_breaches")
    page.keyboard.type("18")
    assert paste(page, "orders_sopo", ORDERS).startswith("3 cells were filled.")
    assert paste(page, "returned_sopo", RETURNED).startswith("24 cells were filled.")
    first_cell(page, "rate")
    page.keyboard.type("111")
    for field in page.locator("[name^='page:']").all():
        if field.is_visible():
            field.fill("MAPPA statistics")
    checked(page)
    expect(page.locator("[data-state=differs]")).to_have_count(0)
    expect(page.locator("[data-state=agrees]")).not_to_have_count(0)
    expect(page.locator("[data-sheet=rate] .cell__aside")).to_contain_text("111.3")
    accept = page.get_by_role("button", name="Accept this table")
    expect(accept).to_have_count(3)  # those that were pasted, which nobody has looked at yet
    while accept.count():
        accept.first.click()
    save(page)
    page.get_by_role("link", name="Preview of the public page").click()
    expect(page.locator("h1")).to_have_text("Cambridgeshire")
    expect(page.get_by_label("Draft")).to_contain_text("not published")
    expect(page.locator("#eligible")).to_contain_text("939")
    assert "808" not in entering.ask("/areas/cambridgeshire/2014-15/").text

    other = signed_in(PUBLISHER)
    other.goto("/admin/stats/draft/")
    other.get_by_role("link", name="Cambridgeshire 2014-15").click()
    other.get_by_role("link", name="Publish", exact=True).click()
    expect(other.locator("tbody tr", has=other.locator("td"))).to_have_count(57)
    other.get_by_role("button", name="Publish").click()
    expect(other.get_by_role("alert")).to_contain_text("Reason: Say in a few words why")
    expect(other.get_by_role("alert")).to_be_focused()
    expect(other).to_have_title(re.compile("^Error: "))
    other.get_by_label("Reason").fill("Typed from the area’s annual report.")
    other.get_by_role("button", name="Publish").click()
    expect(other.locator(".messagelist")).to_contain_text("Release 2 is made.")

    public = entering.ask("/areas/cambridgeshire/2014-15/").text
    assert "Draft" not in public
    assert "939" in public
    answer = entering.ask("/areas/cambridgeshire/figures.csv").text
    assert figures(answer) == figures(SHIPPED.read_text())
    for path in ("/updates/", "/updates/feed/"):
        assert "Cambridgeshire 2014-15" in entering.ask(path).text


def figures(text: str) -> set[tuple[str, ...]]:
    """What a tidy file says of the area report, cell by cell, each with its page."""
    names = ("measure", "category", "level", "value", "marker", "source_title", "source_page")
    return {
        tuple(row[name] for name in names)
        for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
        if (row["year"], row["source_kind"]) == ("2014-15", "area report")
    }


def test_dorset_s_seven_against_nine_is_seen_before_it_is_saved(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="dorset", year="2014-15", title="Dorset MAPPA Annual Report 2014-2015")
    type_rows(
        page, "levels_2_and_3", [["86", "52", "9", "147"], ["3", "4", "2", "7"], ["89", "56", "11", "156"]]
    )
    checked(page)
    seven = page.get_by_label("Level 3, Total", exact=True)
    total = page.locator("[data-sheet=levels_2_and_3] .cell", has=seven)
    expect(total).to_have_attribute("data-state", "differs")
    expect(total).to_contain_text("Parts make 9; printed is 2 less.")
    noticed = page.locator("#noticed")
    expect(noticed).to_contain_text("printed as 7; its parts (3, 4, 2) make 9")
    noticed.get_by_role("link", name="printed as 7").click()
    expect(total.get_by_role("textbox")).to_be_focused()
    # Nothing of it is stored yet, and leaving would ask first.
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert set(values(page, "levels_2_and_3")) == {""}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("area", "year", "sheet", "column"),
    [
        ("derbyshire", "2005-06", "levels_2005", "Level 3"),
        ("kent", "2022-23", "eligible_with_category_4", "Category 4: Terrorist and terrorist-risk offenders"),
    ],
)
def test_every_year_s_form_comes_from_the_catalogue(
    signed_in: Signed, area: str, year: str, sheet: str, column: str
) -> None:
    page = signed_in(TYPIST)
    begin(page, area=area, year=year, title=f"{area} MAPPA Annual Report {year}")
    expect(page.locator(f"[data-sheet={sheet}] thead")).to_contain_text(column)


def test_keys_move_as_in_a_spreadsheet(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="surrey", year="2014-15", title="Surrey MAPPA Annual Report 2014-2015")

    def focused() -> str:
        label: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
        return label.replace("Category 1: Registered sex offenders", "C1").replace(
            "Category 2: Violent offenders", "C2"
        )

    first_cell(page, "eligible")
    seen = []
    keys = "ArrowDown ArrowRight Home End Control+ArrowDown Control+Home Enter Tab Enter Shift+Enter"
    for key in (*keys.split(), "Control+End", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(focused())
    assert seen == [
        "Level 2, C1",
        "Level 2, C2",
        "Level 2, C1",
        "Level 2, Total",
        "Total, Total",
        "Level 1, C1",
        "Level 2, C1",
        "Level 2, C2",
        "Level 3, C1",
        "Level 2, C1",
        "Total, Total",
        "Level 2, Total",
    ]
    page.keyboard.type("12")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("5")
    assert page.evaluate("document.activeElement.value") == "152"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.value") == ""


def test_a_paste_is_told_and_can_be_undone(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="sussex", year="2014-15", title="Sussex MAPPA Annual Report 2014-2015")
    before = values(page, "eligible")
    told = paste(page, "eligible", "1,471\t22\n3\t4\n5\t6\n7\t8\n9\t10", cell=1)
    assert told == "8 cells were filled. Beyond the table, so left out: “9”; “10”."
    assert values(page, "eligible")[1] == "1,471"
    page.keyboard.press("Control+z")
    assert values(page, "eligible") == before
    told = paste(page, "eligible", "5\n6\n7", cell=0)
    assert [values(page, "eligible")[n] for n in (0, 4, 8)] == ["5", "6", "7"]
    page.get_by_role("button", name="Undo the paste").click()
    assert values(page, "eligible") == before


def test_two_people_at_once_lose_nothing(signed_in: Signed) -> None:
    first, second = signed_in(TYPIST), signed_in(COLLEAGUE)
    begin(first, area="essex", year="2014-15", title="Essex MAPPA Annual Report 2014-2015")
    second.goto(first.url)
    type_rows(first, "eligible", [["11", "12"]])
    save(first)
    type_rows(second, "eligible", [["21"], ["22"]])
    second.locator("button[value=save]").first.click()
    expect(second.locator("h1")).to_contain_text("Two versions")
    rows = second.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("11")
    expect(rows.first).to_contain_text("21")
    rows.first.get_by_role("radio").first.check()
    second.get_by_role("button", name="Save what is chosen").click()
    expect(second.locator(".messagelist")).to_contain_text("Saved")
    assert [values(second, "eligible")[n] for n in (0, 1, 4)] == ["11", "12", "22"]
    second.get_by_role("link", name="History").click()
    expect(second.locator("main")).to_contain_text("typist changed 2 texts")
    second.get_by_role("button", name="Restore this state").last.click()
    expect(second.locator(".messagelist")).to_contain_text("newest again")
    assert values(second, "eligible")[0] == ""


def test_without_script_the_server_checks_and_saves(signed_in: Signed) -> None:
    page = signed_in(TYPIST, javascript=False, afresh=True)
    begin(page, area="kent", year="2014-15", title="Kent MAPPA Annual Report 2014-2015")
    cell = page.get_by_label("Level 1, Category 1: Registered sex offenders", exact=True)
    cell.fill("7O0")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("A letter stands among the digits")
    expect(cell).to_have_value("7O0")
    expect(cell).to_have_attribute("aria-invalid", "true")
    described = (cell.get_attribute("aria-describedby") or "").split()
    said = [page.locator(f"[id='{one}']").text_content() or "" for one in described]
    assert any("whole number" in text for text in said)
    cell.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    expect(cell).to_have_value("7O0")


@pytest.mark.thorough
def test_divisions_can_be_added_and_pasted_with_their_names(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="gwent", year="2014-15", title="Gwent MAPPA Annual Report 2014-2015")
    page.locator("#divisions summary").click()
    told = paste(page, "divisions", "Bolton 101\nHartlepool 1,102")
    assert told.startswith("4 cells were filled.")
    save(page)
    expect(page.locator("#divisions")).to_contain_text("Hartlepool")
    assert values(page, "divisions")[:2] == ["101", "1,102"]


def test_a_session_that_ends_loses_nothing_that_was_typed(signed_in: Signed) -> None:
    page = signed_in(TYPIST, afresh=True)
    begin(page, area="norfolk", year="2014-15", title="Norfolk MAPPA Annual Report 2014-2015")
    other = page.context.new_page()
    other.goto("/admin/")
    other.get_by_role("button", name="Log out").click()
    first_cell(page, "eligible")
    page.keyboard.type("470")
    expect(page.locator("[data-check-state]")).to_contain_text("You have been signed out")
    sign_in(other, TYPIST)
    page.keyboard.press("Tab")
    page.keyboard.type("55")
    checked(page)
    save(page)
    assert values(page, "eligible")[:2] == ["470", "55"]


def test_england_and_wales_is_entered_by_publishers_alone(signed_in: Signed) -> None:
    page = signed_in(PUBLISHER)
    begin(page, area="england-and-wales", year="2005-06", title="A national report of 2005-06")
    type_rows(page, "national_levels", [["1", "2", "3"]])
    save(page)
    page.get_by_role("link", name="Preview of the public page").click()
    expect(page.locator("h1")).to_have_text("England and Wales")
    expect(page.get_by_label("Draft")).to_be_visible()
    other = signed_in(TYPIST)
    other.goto("/admin/stats/draft/add/")
    expect(other.locator("#id_area option[value=england-and-wales]")).to_have_count(0)
