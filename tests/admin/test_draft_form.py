"""The form: what is sent is kept, what is checked is told, nobody else's save is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.models import Area, AreaGrant, Draft, Source
from tests.admin.office import RSOS, SOURCE, at, form


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


def test_a_dash_where_a_number_can_be_is_asked_about(typist: Client, draft: Draft) -> None:
    answer = typist.post(
        at(draft, "check"), form(typist, draft) | {RSOS.replace(".1.1.", ".2.2."): "-"}
    ).json()
    assert "A dash where other reports print a number" in answer["noticed"]
    assert "What does the report mean by it?" in answer["noticed"]


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
