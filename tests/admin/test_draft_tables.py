"""The form's tables: divisions, what is pasted or was read, and what is marked until somebody has looked."""

from __future__ import annotations

import re
from html import unescape

from django.contrib.auth.models import User
from django.test import Client

from stats.models import Area, AreaGrant, Draft, DraftPage
from tests.admin.office import RSOS, at, form


def test_a_division_without_a_name_keeps_its_figures_and_is_asked_for_one(
    typist: Client, draft: Draft
) -> None:
    field = "new:0:eligible_offenders.1.total..0"
    typist.post(at(draft, "change"), form(typist, draft) | {field: "123", "do": "save"})
    page = typist.get(at(draft, "change")).content.decode()
    assert 'value="123"' in page
    assert "Give the division’s name, or empty its number." in unescape(page)


def test_a_block_is_laid_over_the_fields_by_name(typist: Client, draft: Draft) -> None:
    block = {
        "paste": "Level 1 770 100 - 870\nLevel 2 36 22 7 65",
        "sheet": "eligible",
        "row": "0",
        "column": "0",
    }
    answer = typist.post(at(draft, "paste"), form(typist, draft) | block).json()
    assert [RSOS, "770"] in answer["fields"]
    assert len(answer["fields"]) == 8
    assert answer["words"] == "8 cells were filled."


def test_a_new_division_s_name_can_be_mended_until_it_is_published(typist: Client, draft: Draft) -> None:
    count = "eligible_offenders.1.total..0"
    sent = form(typist, draft) | {"new-name:1": "Dorset East", f"new:1:{count}": "1.5", f"new:0:{count}": "5"}
    page = unescape(typist.post(at(draft, "change"), sent | {"do": "check"}).content.decode())
    assert re.search(r'name="new-name:1" value="Dorset East"\s+data-row="1"', page)
    assert re.search(rf'name="new:1:{re.escape(count)}" value="1.5"', page)
    assert "Dorset East, " in page
    assert 'name="new-name:2"' not in page
    more = typist.post(at(draft, "change"), sent | {"do": "more"}).content.decode()
    assert 'name="new-name:9"' in more
    answer = typist.post(at(draft, "check"), sent).json()
    assert answer["fields"][f"new:1:{count}"]["error"].startswith("A count has no decimals")
    assert answer["names"]["new-name:0"] == "Give the division’s name, or empty its number."
    typist.post(at(draft, "change"), sent | {"do": "save"})
    draft.refresh_from_db()
    assert draft.cells["eligible_offenders.1.total.Dorset East.0"] == "1.5"
    sent = form(typist, draft)
    (name,) = (name for name, text in sent.items() if text == "Dorset East")
    typist.post(at(draft, "change"), sent | {name: "East Dorset", "do": "save"})
    draft.refresh_from_db()
    assert "eligible_offenders.1.total.Dorset East.0" not in draft.cells
    assert draft.cells["eligible_offenders.1.total.East Dorset.0"] == "1.5"


def test_a_new_division_is_removed_by_its_button_and_by_emptying_its_row(
    typist: Client, draft: Draft
) -> None:
    count = "eligible_offenders.1.total..0"
    three = {"new-name:0": "Poole", f"new:0:{count}": "5", "new-name:1": "Purbeck", f"new:1:{count}": "6"}
    sent = form(typist, draft) | three
    page = typist.post(at(draft, "change"), sent | {"do": "remove:0"}).content.decode()
    assert 'value="Poole"' not in page
    assert 'value="Purbeck"' in page
    typist.post(at(draft, "change"), sent | {"do": "save"})
    sent = form(typist, draft)
    emptied = {name: "" for name, text in sent.items() if text in ("Poole", "5")}
    typist.post(at(draft, "change"), sent | emptied | {"do": "save"})
    draft.refresh_from_db()
    assert [id_ for id_ in draft.cells if "Poole" in id_ or "Purbeck" in id_] == [
        "eligible_offenders.1.total.Purbeck.0"
    ]


def test_two_divisions_of_one_name_are_told_so_in_plain_words(typist: Client, draft: Draft) -> None:
    count = "eligible_offenders.1.total..0"
    two = {"new-name:0": "fenland", f"new:0:{count}": "5", "new-name:1": "Fenland", f"new:1:{count}": "6"}
    answer = typist.post(at(draft, "check"), form(typist, draft) | two).json()
    assert "has this name but for capitals and signs" in answer["fields"][f"new:1:{count}"]["error"]


def test_divisions_pasted_bring_rows_and_the_total_is_none_of_them(typist: Client, draft: Draft) -> None:
    names = ["Huntingdon", "Fenland", "Cambridge City", "East Cambs", "Peterborough"]
    lines = [f"{name}\t{number}" for number, name in enumerate([*names, "Total"], 100)]
    block = {"paste": "\n".join(lines), "sheet": "divisions", "row": "0", "column": "-1"}
    answer = typist.post(at(draft, "paste"), form(typist, draft) | block).json()
    placed = dict(answer["fields"])
    assert [placed[f"new-name:{n}"] for n in range(5)] == names
    assert placed["new:4:eligible_offenders.1.total..0"] == "104"
    assert "Total" not in placed.values()
    assert 'name="new-name:4"' in answer["sheets"]["divisions"]
    assert "Typed in another table" in answer["words"]
    more = typist.post(at(draft, "rows"), form(typist, draft)).json()["table"]
    assert 'name="new-name:9"' in more


def test_more_divisions_than_a_form_has_rows_are_told(typist: Client, draft: Draft) -> None:
    block = {"paste": "\n".join(f"Division of {n}th Street\t{n}" for n in range(101, 170))}
    place = {"sheet": "divisions", "row": "0", "column": "-1"}
    answer = typist.post(at(draft, "paste"), form(typist, draft) | block | place).json()
    assert "120 cells were filled." in answer["words"]
    assert (
        "“Division of 161th Street”; “Division of 162th Street”; “Division of 163th Street” and 6 more"
        in (answer["words"])
    )


def test_both_versions_keep_their_marks(typist: Client, draft: Draft) -> None:
    other = "cell:level_2_3_offenders.1.2..0"
    mine, theirs = form(typist, draft) | {RSOS: "11"}, form(typist, draft) | {other: "22"}
    typist.post(at(draft, "change"), theirs | {"look": [other], "do": "save"})
    page = typist.post(at(draft, "change"), mine | {"look": [RSOS], "do": "save"}).content.decode()
    for name in (RSOS, other):
        assert f'<input type="hidden" name="look" value="{name}">' in page
    assert 'name="owner"' in page


def test_the_picture_of_a_page_is_for_those_who_may_see_the_draft(typist: Client, draft: Draft) -> None:
    DraftPage.objects.create(draft=draft, number=9, picture=b"\x89PNG")
    answer = typist.get(f"/admin/stats/draft/{draft.pk}/page/9/")
    assert (answer.content, answer.headers["Content-Type"]) == (b"\x89PNG", "image/png")
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert typist.get(f"/admin/stats/draft/{draft.pk}/page/8/").status_code == 404
    assert typist.post(f"/admin/stats/draft/{draft.pk}/page/9/").status_code == 405
    AreaGrant.objects.all().delete()
    AreaGrant.objects.create(user=User.objects.get(username="typist"), area=Area.objects.get(slug="kent"))
    assert typist.get(f"/admin/stats/draft/{draft.pk}/page/9/").status_code == 404
    typist.logout()
    assert typist.get(f"/admin/stats/draft/{draft.pk}/page/9/").status_code == 302


def test_what_a_cell_was_read_from_stands_beside_it(typist: Client, draft: Draft) -> None:
    row = [f"level_2_3_offenders.{category}.2..0" for category in ("1", "2", "3", "total")]
    readings = {id_: {"page": 9, "words": "Level 2 16 14 7 37", "doubt": ""} for id_ in row}
    draft.readings = readings | {"shpo....0": {"page": 0, "words": "SHPOs 5", "doubt": "5 or 6."}}
    draft.to_look_at = ["shpo....0", *row]
    draft.save()
    DraftPage.objects.create(draft=draft, number=9, picture=b"\x89PNG")
    page = unescape(typist.get(at(draft, "change")).content.decode())
    words = re.sub(r"<[^>]+>", "", page)
    assert " ".join(words.split()).count("p. 9: Level 2 16 14 7 37") == 1  # once for the row
    assert f'<a href="/admin/stats/draft/{draft.pk}/page/9/" target="_blank"' in page
    assert 'id="cell:shpo....0-doubt">5 or 6.</span>' in page
    assert "SHPOs 5" in words
    noticed = page.split('id="noticed"')[1]
    assert noticed.index("Not sure: compare with the page") < noticed.index("Empty cells")
    assert "1 cell is not sure, 5 cells not looked at" in page


def test_what_fits_no_row_is_offered(typist: Client, draft: Draft) -> None:
    block = {"paste": "SHPO 113\nNO 2\nFTO 0\nTravel abroad after a foreign order 4", "sheet": "orders_shpo"}
    sent = form(typist, draft) | block | {"row": "0", "column": "0"}
    answer = typist.post(at(draft, "paste"), sent).json()
    assert answer["fields"] == [["cell:shpo....0", "113"], ["cell:notification_order....0", "2"]]
    none, guess = answer["offers"]
    assert none == {"words": "“FTO” fits no row that is free: 0 was not put anywhere.", "fields": []}
    assert guess["fields"] == [["cell:shpo_foreign_travel....0", "4"]]
    assert "SHPOs with foreign travel restriction" in guess["words"]
    assert "2 lines are for you to place." in answer["words"]


def test_what_was_read_or_pasted_is_marked_until_its_table_is_accepted(typist: Client, draft: Draft) -> None:
    other = "cell:level_2_3_offenders.1.2..0"
    sent = form(typist, draft) | {RSOS: "11", other: "12", "look": [RSOS, other]}
    typist.post(at(draft, "change"), sent | {"do": "save"})
    draft.refresh_from_db()
    assert [f"cell:{id_}" for id_ in draft.to_look_at] == [RSOS, other]
    page = typist.get(at(draft, "change")).content.decode()
    assert "2 cells not looked at" in page
    assert re.search(rf'name="look" value="{re.escape(RSOS)}">', page)
    answer = typist.post(
        at(draft, "change"), form(typist, draft) | {"look": [RSOS, other], "do": "accept:eligible"}
    )
    assert answer.headers["Location"].endswith("/change/#eligible")
    draft.refresh_from_db()
    assert [f"cell:{id_}" for id_ in draft.to_look_at] == [other]
