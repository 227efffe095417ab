"""Divisions as a report prints them: their order, their names, and what is none."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from stats.catalogue.measures import is_total_name
from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.drafting.blank_forms import blank_form
from stats.drafting.checking import check_draft
from stats.drafting.content import DraftContent, content_of
from stats.drafting.grid import divisions_known, grid
from stats.drafting.publishing.changes import compared
from stats.drafting.publishing.publication import publish, withdraw
from stats.drafting.saving import Conflict, Saved, history, save
from stats.drafting.uploading import confirm_upload, preview_upload
from stats.loading.pipeline import load_figures
from stats.models import Area, Draft
from stats.queries.pages.area import area_page
from tests.factories import make_area, make_division, make_figure
from tests.people import make_draft, make_user, source

pytestmark = pytest.mark.django_db
# Neither the order of the alphabet nor that of their lengths, which jsonb has.
PRINTED = ("Huntingdon", "Fenland", "Cambridge City", "East Cambs", "Peterborough")
TOTAL = "eligible_offenders.1.total..0"
SOPO = "sopo....0"
YEAR = ReportingYear(2014)


@pytest.fixture
def root() -> User:
    return make_user(name="root", superuser=True)


@pytest.fixture
def cambridgeshire() -> Area:
    return make_area("cambridgeshire")


def cell(name: str) -> str:
    return f"eligible_offenders.1.total.{name}.0"


def counts(names: Sequence[str], *, total: str = "15") -> dict[str, str]:
    return {cell(name): str(number) for number, name in enumerate(names, 1)} | {TOTAL: total}


def put(draft: Draft, cells: dict[str, str], *, user: User, divisions: Sequence[str] = ()) -> Draft:
    current = Draft.objects.get(pk=draft.pk)
    content = replace(content_of(current), cells=cells, divisions=tuple(divisions))
    saved = save(draft.pk, expected_version=current.version, content=content, user=user)
    assert isinstance(saved, Saved)
    return saved.draft


def released(draft: Draft, *, user: User) -> None:
    version = Draft.objects.get(pk=draft.pk).version
    publish(draft.pk, expected_version=version, reason="As printed.", notes={TOTAL: "So printed."}, user=user)


def shown(area: str = "cambridgeshire") -> list[str]:
    """The labels of the public table of divisions."""
    page = area_page(area, year=YEAR)
    assert page is not None
    return [row.label for table in page.tables if table.code == "divisions" for row in table.rows]


def in_form(area: Area, *, content: DraftContent | None = None) -> list[str]:
    tables = grid(area, YEAR, content=content or DraftContent(source()))
    return [row.label for table in tables if table.takes_divisions for row in table.rows][:-1]


def test_the_printed_order_holds_in_draft_form_and_public_table(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(PRINTED), user=root)
    draft.refresh_from_db()
    assert draft.divisions == list(PRINTED)
    assert in_form(cambridgeshire, content=content_of(draft)) == list(PRINTED)
    released(draft, user=root)
    assert shown() == [*PRINTED, "Area total"]
    assert in_form(cambridgeshire) == list(PRINTED)


def test_it_holds_in_the_files_as_well(
    root: User, cambridgeshire: Area, client: Client, tmp_path: Path
) -> None:
    released(make_draft(cambridgeshire, cells=counts(PRINTED), user=root), user=root)
    body = b"".join(client.get("/data/figures.csv")).decode()
    names = [row["division"] for row in csv.DictReader(io.StringIO(body)) if row["division"]]
    assert names == list(PRINTED)
    path = tmp_path / "printed.csv"
    options = ("--shape", "printed", "--area", "cambridgeshire", "--year", "2014/15", "--output", str(path))
    call_command("export_figures", *options)
    with path.open(encoding="utf-8", newline="") as file:
        labels = [row[0] for row in csv.reader(file) if row]
    assert [label for label in labels if label in PRINTED] == list(PRINTED)


def test_the_sentence_on_a_difference_has_its_parts_in_that_order(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(PRINTED, total="20"), user=root)
    draft.refresh_from_db()
    sentence = check_draft(draft).differences[TOTAL]
    assert "its parts (1, 2, 3, 4, 5) make 15" in sentence


def test_another_order_alone_can_be_published_and_is_told(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(PRINTED), user=root)
    released(draft, user=root)
    draft = put(draft, counts(PRINTED), user=root, divisions=PRINTED[::-1])
    assert draft.version == 3
    assert history(draft.pk)[0].changes[0].what == "divisions"
    comparison = compared(draft)
    assert (comparison.changes, comparison.source, comparison.is_reordered) == ((), (), True)
    released(draft, user=root)
    assert shown() == [*PRINTED[::-1], "Area total"]
    assert not compared(Draft.objects.get())
    assert draft.area.name in str(Draft.objects.get().published_release)


def test_a_division_that_is_printed_in_between_is_put_there(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(("Huntingdon", "Peterborough")), user=root)
    released(draft, user=root)
    released(put(draft, counts(PRINTED), user=root, divisions=PRINTED), user=root)
    assert shown() == [*PRINTED, "Area total"]


def test_rows_that_are_typed_first_do_not_jump_before_the_known_ones(
    root: User, cambridgeshire: Area
) -> None:
    released(make_draft(cambridgeshire, cells=counts(PRINTED), user=root), user=root)
    half = DraftContent(source(), counts(("Cambridge City", "Peterborough")))
    assert in_form(cambridgeshire, content=half) == list(PRINTED)


def test_a_name_is_mended_before_publishing_and_a_row_taken_away(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(("Huntindon", "Fenland")), user=root)
    draft = put(draft, counts(("Huntingdon", "Fenland")), user=root)
    assert draft.divisions == ["Huntingdon", "Fenland"]
    draft = put(draft, {cell("Fenland"): "2", cell("Huntingdon"): " ", TOTAL: "2"}, user=root)
    assert draft.divisions == ["Fenland"]
    released(draft, user=root)
    assert set(Area.objects.filter(kind="division").values_list("name", flat=True)) == {"Fenland"}


@pytest.mark.parametrize("name", ["Total", "Area total", "TOTAL:", "Force Total", "Totals"])
def test_a_total_is_no_division_typed_or_in_a_file(root: User, cambridgeshire: Area, name: str) -> None:
    draft = make_draft(cambridgeshire, cells=counts(("Fenland", name)), user=root)
    assert set(check_draft(draft).problems.cells) == {cell(name)}
    assert (
        "This is the total of the divisions, not one of them."
        in check_draft(draft).problems.cells[cell(name)]
    )
    text = (
        "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
        f"cambridgeshire,{name},2014-15,eligible_offenders,1,total,5,,press report,Echo,\n"
    )
    outcome = load_figures([Upload("f.csv", content=text.encode())])
    assert [problem.message for problem in outcome.errors] == [
        "this is the total of the divisions, not one of them"
    ]


@pytest.mark.parametrize("name", ["Totnes", "Fenland", "Tottenham", "Subtotal Road"])
def test_places_whose_names_are_near_to_it_are_none(name: str) -> None:
    assert not is_total_name(name)


def test_both_orders_are_told_where_two_people_save(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(PRINTED), user=root)
    put(draft, counts(PRINTED), user=root, divisions=PRINTED[::-1])
    mine = DraftContent(source(), counts(PRINTED) | {TOTAL: "16"})
    conflict = save(draft.pk, expected_version=2, content=mine, user=root)
    assert isinstance(conflict, Conflict)
    found = {one.what: one for one in conflict.differences}
    assert set(found) == {"cell", "divisions"}
    assert found["divisions"].theirs.splitlines() == list(PRINTED[::-1])
    assert found["divisions"].only_one_changed


def test_a_file_gives_its_own_order(root: User, cambridgeshire: Area) -> None:
    text = (
        "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
        + "".join(
            f"cambridgeshire,{name},2014/15,eligible_offenders,1,total,3,,area report,R,\n"
            for name in PRINTED
        )
    )
    preview = preview_upload([Upload("f.csv", content=text.encode())], user=root)
    assert preview.problems == ()
    (draft,) = confirm_upload(preview.token, user=root).drafts
    draft.refresh_from_db()
    assert draft.divisions == list(PRINTED)
    load_figures([Upload("f.csv", content=text.encode())])
    assert shown() == [*PRINTED, "Area total"]


def test_a_newspaper_that_names_two_boroughs_does_not_lead(cambridgeshire: Area, root: User) -> None:
    def rows(names: Sequence[str], kind: str) -> str:
        line = "cambridgeshire,{},2014-15,eligible_offenders,1,total,{},,{},{},\n"
        return "".join(line.format(name, n, kind, kind) for n, name in enumerate(names, 1))

    header = (
        "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
    )
    load_figures([Upload("r.csv", content=(header + rows(PRINTED, "area report")).encode())])
    load_figures([Upload("p.csv", content=(header + rows(PRINTED[3:1:-1], "press report")).encode())])
    assert shown() == [*PRINTED, "Area total"]
    again = load_figures([Upload("r.csv", content=(header + rows(PRINTED, "area report")).encode())])
    assert again.changes == ()


def test_an_order_that_a_file_alone_changes_is_a_release(cambridgeshire: Area) -> None:
    header = (
        "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
    )
    line = "cambridgeshire,{},2014-15,eligible_offenders,1,total,3,,area report,R,\n"
    for names in (PRINTED, PRINTED[::-1]):
        text = header + "".join(map(line.format, names))
        outcome = load_figures([Upload("r.csv", content=text.encode())], reason="Another order.")
        assert shown() == [*names, "Area total"]
        assert outcome.release is not None
    assert [change.what for change in outcome.changes] == [
        "Cambridgeshire 2014-15: the order of its divisions"
    ]


def test_a_division_that_no_report_has_any_more_is_in_no_form(root: User, cambridgeshire: Area) -> None:
    draft = make_draft(cambridgeshire, cells=counts(("Fenlandd",)), user=root)
    released(draft, user=root)
    assert divisions_known(cambridgeshire) == ["Fenlandd"]
    withdraw(Draft.objects.get(), reason="Misspelt.", user=root)
    assert divisions_known(cambridgeshire) == []
    assert "Fenlandd" not in {row[0] for row in blank_form(cambridgeshire, YEAR) if row}


def test_reference_data_deletes_a_division_that_nothing_uses(
    root: User, cambridgeshire: Area, client: Client
) -> None:
    unused, used = make_division("Unused", area=cambridgeshire), make_division("Used", area=cambridgeshire)
    typed = make_division("Typed", area=cambridgeshire)
    make_figure(value=3, category="1", level="total", division=used, withdrawn=True)
    make_draft(cambridgeshire, cells=counts(("typed",)), user=root)
    client.force_login(make_user("Reference data"))
    for area in (cambridgeshire, used, typed):
        assert client.post(f"/admin/stats/area/{area.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"/admin/stats/area/{unused.pk}/delete/", {"post": "yes"})
    assert set(Area.objects.values_list("name", flat=True)) == {"Cambridgeshire", "Used", "Typed"}
    page = client.get(f"/admin/stats/area/{used.pk}/change/").content.decode()
    assert f"/admin/stats/area/{used.pk}/delete/" not in page


def test_an_order_of_before_there_were_orders_is_that_of_storing(cambridgeshire: Area) -> None:
    from importlib import import_module

    for number, name in enumerate(PRINTED):
        make_figure(
            value=number, category="1", level="total", division=make_division(name, area=cambridgeshire)
        )
    assert shown() == [*sorted(PRINTED), "Area total"]
    with connection.cursor() as cursor:
        cursor.execute(import_module("stats.migrations.0010_printed_order").ORDER)
    assert shown() == [*PRINTED, "Area total"]
