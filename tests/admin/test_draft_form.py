"""The form: what is sent is kept, what is checked is told, nobody else's save is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.models import Area, AreaGrant, Draft, DraftPage, Source

RSOS = "cell:eligible_offenders.1.1..0"
SOURCE = {
    "source_kind": "area report",
    "source_title": "Dorset MAPPA Annual Report 2016-2017",
    "source_url": "",
}


@pytest.fixture
def typist(shipped: None) -> Client:
    user = User.objects.create_user("typist", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Data entry"))
    AreaGrant.objects.create(user=user, area=Area.objects.get(slug="dorset"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft(typist: Client) -> Draft:
    typist.post("/admin/stats/draft/add/", {"area": "dorset", "year": "2016-17", **SOURCE})
    return Draft.objects.get()


def at(draft: Draft, page: str) -> str:
    return f"/admin/stats/draft/{draft.pk}/{page}/"


def form(client: Client, draft: Draft) -> dict[str, str]:
    """Every field of the form as a browser would send it back."""
    page = client.get(at(draft, "change")).content.decode()
    fields = re.findall(r'<input[^>]*\sname="([^"]+)"[^>]*? value="([^"]*)"(?! disabled)', page)
    return {unescape(name): unescape(value) for name, value in fields} | SOURCE


def test_the_form_holds_every_cell_of_the_layout_once(typist: Client, draft: Draft) -> None:
    names = re.findall(r' name="(cell:[^"]+)"', typist.get(at(draft, "change")).content.decode())
    assert len(names) == len(set(names))
    assert RSOS in names


def test_last_year_s_value_stands_beside_each_cell(typist: Client, draft: Draft) -> None:
    page = typist.get(at(draft, "change")).content.decode()
    beside = re.search(rf'id="{re.escape(RSOS)}-before"[^>]*>([^<]*)<', page)
    assert beside is not None
    assert re.fullmatch(r"2015-16: \d+", beside[1])


def test_saving_sixty_cells_takes_under_fifteen_queries(
    typist: Client, draft: Draft, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sent = form(typist, draft)
    sent |= {name: "1" for name in sent if name.startswith("cell:")}
    assert sum(name.startswith("cell:") for name in sent) >= 60
    with django_assert_max_num_queries(14):
        answer = typist.post(at(draft, "change"), sent | {"do": "save"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert len(draft.cells) >= 60
    assert draft.version == 2


@pytest.mark.parametrize("text", ["7O0", "-5", "12.5", "9999999", "470 c", "<b>1</b>", "＝1"])
def test_a_text_that_cannot_be_read_is_kept_with_a_message_beside_it(
    typist: Client, draft: Draft, text: str
) -> None:
    sent = form(typist, draft) | {RSOS: text}
    assert typist.post(at(draft, "change"), sent | {"do": "save"}).status_code == 302
    draft.refresh_from_db()
    assert draft.cells[RSOS.removeprefix("cell:")] == text
    page = typist.get(at(draft, "change")).content.decode()
    field = re.search(rf'<input[^>]*id="{re.escape(RSOS)}"[^>]*>', page)
    assert field is not None
    assert f'value="{text}"'.replace("<", "&lt;").replace(">", "&gt;") in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert re.search(rf'id="{re.escape(RSOS)}-error" data-error>\S', page)
    assert "There is a problem" in page


def test_the_check_says_the_same_as_the_form_and_stores_nothing(typist: Client, draft: Draft) -> None:
    names = [f"cell:level_2_3_offenders.{category}.3..0" for category in ("1", "2", "3", "total")]
    sent = form(typist, draft) | dict(zip(names, ("3", "4", "2", "7"), strict=True))
    answer = typist.post(at(draft, "check"), sent).json()
    assert answer["fields"][names[3]] == {
        "error": "",
        "aside": "≠ Parts make 9; printed is 2 less.",
        "before": answer["fields"][names[3]]["before"],
        "state": "differs",
    }
    assert "make 9" in answer["noticed"]
    page = typist.post(at(draft, "change"), sent | {"do": "check"}).content.decode()
    assert "≠ Parts make 9; printed is 2 less." in page
    assert answer["state"] in page
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_save_over_a_newer_version_is_answered_with_both(typist: Client, draft: Draft) -> None:
    mine, theirs = form(typist, draft) | {RSOS: "11"}, form(typist, draft) | {RSOS: "22"}
    typist.post(at(draft, "change"), theirs | {"do": "save"})
    answer = typist.post(at(draft, "change"), mine | {"do": "save"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert f'name="{RSOS}" value="11"' in page
    assert f'name="{RSOS}" value="22"' in page
    draft.refresh_from_db()
    assert draft.cells[RSOS.removeprefix("cell:")] == "22"


def test_two_versions_keep_the_names_and_the_order_of_divisions_and_what_is_not_looked_at(
    typist: Client, draft: Draft
) -> None:
    count = "new:{}:eligible_offenders.1.total..0"
    names = ("Huntingdon", "Fenland", "East Cambs")
    sent = form(typist, draft) | {RSOS: "11", "look": [RSOS]}
    for number, name in enumerate(names):
        sent |= {f"new-name:{number}": name, count.format(number): str(number)}
    typist.post(at(draft, "change"), form(typist, draft) | {RSOS: "22", "look": [RSOS], "do": "save"})
    page = typist.post(at(draft, "change"), sent | {"do": "save"}).content.decode()
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    chosen = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)"[^>]*\n? *checked', page)
    both = QueryDict(mutable=True)
    for name, value in (*fields, *chosen, ("do", "save")):
        both.appendlist(unescape(name), unescape(value))
    answer = typist.post(at(draft, "change"), dict(both.lists()))
    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.divisions == list(names)
    assert [draft.cells[f"eligible_offenders.1.total.{name}.0"] for name in names] == ["0", "1", "2"]
    assert draft.to_look_at == [RSOS.removeprefix("cell:")]


def test_a_division_without_a_name_keeps_its_figures_and_is_asked_for_one(
    typist: Client, draft: Draft
) -> None:
    field = "new:0:eligible_offenders.1.total..0"
    typist.post(at(draft, "change"), form(typist, draft) | {field: "123", "do": "save"})
    page = typist.get(at(draft, "change")).content.decode()
    assert 'value="123"' in page
    assert "Give the division’s name, or empty its number." in unescape(page)


def test_what_nobody_could_have_typed_is_refused_or_left_out(typist: Client, draft: Draft) -> None:
    sent = form(typist, draft) | {
        "cell:no_such_measure.9.9..0": "5",
        "cell:": "5",
        "new:x:eligible_offenders.1.total..0": "5",
        "version": "⁵",
        "source_kind": "rumour",
        RSOS: "1\x00",
    }
    assert typist.post(at(draft, "change"), sent | {"do": "check"}).status_code == 200
    for place in ({}, {"sheet": "eligible", "row": "99", "column": "0"}, {"sheet": "eligible", "row": "x"}):
        assert typist.post(at(draft, "paste"), sent | place).status_code == 400
    assert typist.post(at(draft, "change"), sent | {"do": "save"}).status_code in (302, 409)
    draft.refresh_from_db()
    assert draft.source_kind == "area report"


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


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("1999-00", "before MAPPA began"),
        ("2031-32", "in the future"),
        ("last year", "not a reporting year"),
        ("", "Give the reporting year"),
    ],
)
def test_a_year_that_cannot_be_gets_a_message_and_loses_nothing(typist: Client, year: str, said: str) -> None:
    answer = typist.post("/admin/stats/draft/add/", {"area": "dorset", "year": year, **SOURCE})
    page = unescape(answer.content.decode())
    assert said in page
    assert SOURCE["source_title"] in page
    assert f'value="{year}"' in page
    assert not Draft.objects.exists()


def test_a_report_begun_already_is_offered_to_be_opened(typist: Client, draft: Draft) -> None:
    answer = typist.post("/admin/stats/draft/add/", {"area": "dorset", "year": "2016-17", **SOURCE})
    assert at(draft, "change") in answer.content.decode()
    assert Draft.objects.count() == 1


def test_a_published_report_is_offered_to_be_corrected(typist: Client) -> None:
    answer = typist.post("/admin/stats/draft/add/", {"area": "dorset", "year": "2015-16", **SOURCE})
    title = re.search(r'name="source_title" value="([^"]+)"', answer.content.decode())
    assert title is not None
    published = {"area": "dorset", "year": "2015-16", **SOURCE, "source_title": unescape(title[1])}
    kind, url = (
        re.search(rf'name="source_{part}" value="([^"]*)"', answer.content.decode())
        for part in ("kind", "url")
    )
    assert kind is not None
    assert url is not None
    again = typist.post(
        "/admin/stats/draft/add/", published | {"source_kind": kind[1], "source_url": unescape(url[1])}
    )
    assert again.status_code == 302
    assert len(Draft.objects.get().cells) > 40


def test_a_cell_printed_in_two_tables_is_added_up_in_each(typist: Client) -> None:
    """The report's divisions make 2,631 and its categories 2,662, which both tables print."""
    user = User.objects.get(username="typist")
    area = Area.objects.get(slug="greater-manchester")
    AreaGrant.objects.create(user=user, area=area)
    source = Source.objects.get(kind="area report", title__startswith="Greater Manchester")
    sent = {
        "area": area.slug,
        "year": "2014-15",
        "source_kind": source.kind,
        "source_title": source.title,
        "source_url": source.url,
    }
    typist.post("/admin/stats/draft/add/", sent)
    draft = Draft.objects.get()
    answer = typist.post(at(draft, "check"), form(typist, draft) | sent).json()
    total = "cell:eligible_offenders.1.total..0"
    assert answer["fields"][total]["state"] == "agrees"
    assert answer["twins"][f"twin:divisions:{total}"] == {
        "error": "",
        "aside": "≠ Parts make 2,631; printed is 31 more.",
        "before": "",
        "state": "differs",
    }


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


def test_a_dash_where_a_number_can_be_is_asked_about(typist: Client, draft: Draft) -> None:
    answer = typist.post(
        at(draft, "check"), form(typist, draft) | {RSOS.replace(".1.1.", ".2.2."): "-"}
    ).json()
    assert "A dash where other reports print a number" in answer["noticed"]
    assert "What does the report mean by it?" in answer["noticed"]


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


def test_a_web_address_may_begin_with_www(typist: Client, draft: Draft) -> None:
    sent = form(typist, draft) | {"source_url": "www.dorset.police.uk/mappa", "do": "save"}
    typist.post(at(draft, "change"), sent)
    draft.refresh_from_db()
    assert draft.source_url == "https://www.dorset.police.uk/mappa"


def test_everything_to_mend_is_counted(typist: Client, draft: Draft) -> None:
    sent = form(typist, draft) | {"source_url": "gopher:x", "source_title": "", RSOS: "7O0"}
    answer = typist.post(at(draft, "check"), sent).json()
    assert "3 things to mend" in answer["state"]
    assert "Title of the source: Nothing is given." not in unescape(answer["noticed"])
