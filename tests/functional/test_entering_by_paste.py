"""Blocks pasted into the form, what is marked until somebody has looked, and divisions, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import Signed
from tests.functional.serving import Site
from tests.functional.staff import (
    COLLEAGUE,
    READ,
    TYPIST,
    begin,
    checked,
    first_cell,
    on_database,
    paste,
    save,
    sign_in,
    values,
)

TURNED_ROUND = """\tTotal\tCategory 3\tCategory 2\tCategory 1
Total\t939\t7\t124\t808
Level 1\t870\t-\t100\t770
Level 2\t65\t7\t22\t36
Level 3\t4\t0\t2\t2"""
WHOLE = [
    "770", "100", "-", "870",
    "36", "22", "7", "65",
    "2", "2", "0", "4",
    "808", "124", "7", "939",
]  # fmt: skip
DIVISIONS = {
    "Huntingdon": "120", "Fenland": "88", "Cambridge City": "200", "East Cambs": "45", "Peterborough": "1,010"
}  # fmt: skip


def marked(page: Page, sheet: str) -> int:
    return page.locator(f"[data-sheet={sheet}] [data-look]").count()


def test_a_table_turned_round_is_laid_marked_accepted_and_saved(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="essex", year="2014-15", title="Essex MAPPA Annual Report 2014-2015")
    assert paste(page, "eligible", TURNED_ROUND, cell=5) == "16 cells were filled."
    assert values(page, "eligible") == WHOLE
    assert paste(page, "orders_sopo", "FTO 0\nSOPO 69\nNO 1") == "3 cells were filled."
    assert values(page, "orders_sopo") == ["69", "1", "0"]
    assert marked(page, "eligible") == 16
    first = page.locator("[data-sheet=eligible] .cell").first
    expect(first).to_contain_text("not looked at")
    # Passing through accepts nothing; typing does, for its cell.
    first_cell(page, "eligible")
    page.keyboard.press("Tab")
    assert marked(page, "eligible") == 16
    page.keyboard.type("100")
    assert marked(page, "eligible") == 15
    save(page)
    assert marked(page, "eligible") == 15
    expect(page.locator("[data-check-state]")).to_contain_text("18 cells not looked at")
    first_cell(page, "eligible")
    page.keyboard.press("Control+Enter")
    assert marked(page, "eligible") == 0
    # On to the next table that waits.
    expect(page.locator("[data-sheet=orders_sopo] .cell__input").first).to_be_focused()
    page.locator("#orders_sopo").get_by_role("button", name="Accept this table").click()
    checked(page)
    expect(page.locator("[data-check-state]")).not_to_contain_text("not looked at")
    save(page, says="Nothing had changed")  # no text: that they were looked at is kept all the same
    assert marked(page, "eligible") + marked(page, "orders_sopo") == 0
    assert values(page, "eligible") == WHOLE


def test_what_fits_no_row_is_offered_and_all_of_a_paste_can_be_undone(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="suffolk", year="2016-17", title="Suffolk MAPPA Annual Report 2016-2017")
    before = values(page, "orders_shpo")
    told = paste(page, "orders_shpo", "SHPO 113\nNO 2\nFTO 0\nOrders about travel to foreign lands 4")
    assert told == "2 cells were filled. 2 lines are for you to place."
    assert values(page, "orders_shpo") == ["113", "", "2", ""]
    offers = page.locator("[data-offers] li")
    expect(offers).to_have_count(2)
    expect(offers.first).to_have_text("“FTO” fits no row that is free: 0 was not put anywhere.")
    offers.last.get_by_role("button", name="Put it there").click()
    assert values(page, "orders_shpo") == ["113", "4", "2", ""]
    expect(offers).to_have_count(1)
    page.get_by_role("button", name="Undo the paste").click()
    assert values(page, "orders_shpo") == before
    assert marked(page, "orders_shpo") == 0
    expect(offers).to_have_count(0)


@pytest.mark.thorough
@pytest.mark.parametrize("where", [".cell__name", ".cell__input"])
def test_divisions_are_pasted_renamed_and_removed(signed_in: Signed, where: str) -> None:
    area = {".cell__name": "cumbria", ".cell__input": "cheshire"}[where]
    page = signed_in(TYPIST)
    begin(page, area=area, year="2014-15", title=f"{area} MAPPA Annual Report 2014-2015")
    page.locator("#divisions summary").click()
    lines = [f"{name}\t{number}" for name, number in {**DIVISIONS, "Total": "1463"}.items()]
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n".join(lines))
    page.locator(f"#divisions {where}").first.focus()
    with page.expect_response("**/paste/"):
        page.keyboard.press("Control+v")
    expect(page.locator("[data-pasted-words]")).to_contain_text("10 cells were filled.")
    names = page.locator("#divisions .cell__name")
    assert [name.input_value() for name in names.all()] == list(DIVISIONS)
    save(page)
    page.reload()
    saved = [name.input_value() for name in names.all() if name.input_value()]
    assert saved == list(DIVISIONS)
    assert values(page, "divisions")[: len(DIVISIONS)] == list(DIVISIONS.values())
    names.nth(1).fill("Fenland and March")
    page.get_by_role("button", name="Remove East Cambs").click()
    expect(names.nth(3)).to_be_hidden()
    save(page)
    saved = [name.input_value() for name in names.all() if name.input_value()]
    assert saved == ["Huntingdon", "Fenland and March", "Cambridge City", "Peterborough"]


@pytest.mark.thorough
def test_rows_are_added_where_they_are(signed_in: Signed) -> None:
    page = signed_in(TYPIST)
    begin(page, area="dyfed-powys", year="2014-15", title="Dyfed-Powys MAPPA Annual Report 2014-2015")
    page.locator("#divisions summary").click()
    page.get_by_role("button", name="Add divisions").click()
    names = page.locator("#divisions .cell__name")
    expect(names).to_have_count(10)
    expect(names.nth(2)).to_be_focused()
    assert page.evaluate("scrollY") > 500


@pytest.mark.thorough
def test_without_script_rows_are_added_and_removed(signed_in: Signed) -> None:
    page = signed_in(TYPIST, javascript=False, afresh=True)
    begin(page, area="north-wales", year="2014-15", title="North Wales MAPPA Annual Report 2014-2015")
    page.locator("#divisions summary").click()
    page.get_by_role("button", name="Add divisions").click()
    names = page.locator("#divisions .cell__name")
    expect(names).to_have_count(10)
    expect(names.first).to_be_visible()
    names.first.fill("Flintshire")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("button", name="Remove Flintshire").click()
    expect(names.first).to_have_value("")


@pytest.mark.thorough
def test_signed_out_the_save_is_held_and_goes_through_afterwards(signed_in: Signed) -> None:
    page = signed_in(TYPIST, afresh=True)
    begin(page, area="lancashire", year="2014-15", title="Lancashire MAPPA Annual Report 2014-2015")
    other = page.context.new_page()
    first_cell(page, "eligible")
    page.keyboard.type("56")
    checked(page)
    page.context.clear_cookies(name="sessionid")
    # Nothing is typed since: no check has said so before.
    page.locator("button[value=save]").first.click()
    held = page.locator("[data-held]")
    expect(held).to_be_visible()
    expect(held).to_be_focused()
    expect(held).to_contain_text("Not saved: you have been signed out. Nothing typed is lost.")
    assert values(page, "eligible")[0] == "56"
    sign_in(other, TYPIST)
    save(page)
    assert values(page, "eligible")[0] == "56"


@pytest.mark.thorough
def test_signed_out_without_script_the_text_comes_back(signed_in: Signed) -> None:
    page = signed_in(TYPIST, javascript=False, afresh=True)
    begin(page, area="merseyside", year="2014-15", title="Merseyside MAPPA Annual Report 2014-2015")
    address = page.url
    cell = page.get_by_label("Level 1, Category 1: Registered sex offenders", exact=True)
    cell.fill("56")
    page.context.clear_cookies(name="sessionid")
    page.locator("button[value=save]").first.click()
    page.fill("#id_username", TYPIST)
    page.fill("#id_password", "entered-as-printed-2015")
    page.click("[type=submit]")
    page.wait_for_url(address)
    expect(page.get_by_role("alert").first).to_contain_text(
        "What you typed is here again, and is not saved yet."
    )
    expect(cell).to_have_value("56")
    save(page)
    expect(cell).to_have_value("56")


@pytest.mark.thorough
def test_signed_in_again_elsewhere_without_script_the_text_comes_back(signed_in: Signed) -> None:
    page = signed_in(TYPIST, javascript=False, afresh=True)
    begin(page, area="northumbria", year="2014-15", title="Northumbria MAPPA Annual Report 2014-2015")
    cell = page.get_by_label("Level 1, Category 1: Registered sex offenders", exact=True)
    cell.fill("56")
    page.context.clear_cookies(name="sessionid")
    sign_in(page.context.new_page(), TYPIST)
    page.locator("button[value=save]").first.click()
    expect(page.locator("h1")).to_have_text("This page was too old to be sent")
    page.get_by_role("link", name="Go on with what you typed").click()
    expect(cell).to_have_value("56")
    save(page)
    expect(cell).to_have_value("56")


@pytest.mark.thorough
def test_a_read_report_is_looked_at_beside_its_pages(signed_in: Signed, entering: Site) -> None:
    pk = on_database(entering, READ).split()[-1]
    address = f"/admin/stats/draft/{pk}/change/"
    page = signed_in(TYPIST)
    page.goto(address)
    level_1 = page.locator("[data-sheet=eligible] tr", has=page.get_by_label("Level 1, Total", exact=True))
    expect(level_1.locator("th .cell__read")).to_have_text("p. 9: Level 1 770 100 - 870")
    expect(page.locator("[data-sheet=orders_sopo] td .cell__read")).to_have_text("p. 10: SOPOs 69")
    # What is not sure stands first, and its link leads to the cell.
    expect(page.locator("#noticed h3").first).to_have_text("Not sure: compare with the page")
    page.locator("#noticed a").first.click()
    doubtful = page.get_by_label("Level 1, Category 1: Registered sex offenders", exact=True)
    expect(doubtful).to_be_focused()
    described = (doubtful.get_attribute("aria-describedby") or "").split()
    said = [page.locator(f"[id='{one}']").inner_text() for one in described]
    assert "p. 9: Level 1 770 100 - 870" in said
    assert "770 or 170." in said
    # The page follows the focus.
    picture = page.locator("[data-pages] img")
    expect(picture).to_have_attribute("src", f"/admin/stats/draft/{pk}/page/9/")
    first_cell(page, "levels_2_and_3")
    expect(picture).to_have_attribute("src", f"/admin/stats/draft/{pk}/page/10/")
    assert picture.evaluate("image => image.complete || new Promise(done => image.onload = () => done(true))")
    assert picture.evaluate("image => image.naturalWidth") == 620
    # As wide as its place, or at its own size, which is to be scrolled.
    assert picture.evaluate("image => image.width") < 620
    page.get_by_role("button", name="Larger", pressed=False).click()
    assert picture.evaluate("image => image.width") == 620
    page.get_by_role("button", name="Larger", pressed=True).click()
    assert picture.evaluate("image => image.width") < 620
    first_cell(page, "levels_2_and_3")
    page.keyboard.press("Control+Enter")
    doubtful.focus()
    page.keyboard.type("770")
    page.keyboard.press("Control+Enter")
    checked(page)
    expect(page.locator("[data-check-state]")).to_contain_text("1 cell not looked at")
    save(page)
    expect(page.locator("[data-check-state]")).not_to_contain_text("not sure")
    # On a narrower screen the page stands at the window's foot and covers no cell that has the focus.
    for width, height in ((768, 1024), (375, 667)):
        page.set_viewport_size({"width": width, "height": height})
        for cell in (doubtful, page.locator("[data-sheet=orders_sopo] input.cell__input").first):
            cell.focus()
            expect(picture).to_be_visible()
            strip, box = page.locator("[data-pages]").bounding_box(), cell.bounding_box()
            assert strip is not None
            assert box is not None
            assert box["y"] > 0
            assert box["y"] + box["height"] < strip["y"]
            assert strip["y"] > height / 2
            assert strip["y"] + strip["height"] == height
    page.get_by_role("button", name="Hide the page").click()
    expect(picture).to_be_hidden()
    page.get_by_role("button", name="Show the page").click()
    expect(picture).to_be_visible()
    # And its link opens it alone.
    with page.context.expect_page() as opened:
        level_1.get_by_role("link", name="p. 9").click()
    answer = opened.value.request.get(f"/admin/stats/draft/{pk}/page/9/")
    assert answer.headers["content-type"] == "image/png"
    assert "no-store" in answer.headers["cache-control"]
    assert "private" in answer.headers["cache-control"]
    assert entering.ask(f"/admin/stats/draft/{pk}/page/9/").status == 302
    colleague = signed_in(COLLEAGUE)
    assert colleague.request.get(f"/admin/stats/draft/{pk}/page/11/").status == 404
    without_script = signed_in(TYPIST, javascript=False)
    without_script.goto(address)
    expect(without_script.locator("[data-pages] img")).to_be_visible()
    expect(without_script.locator("[data-larger]")).to_be_hidden()
