"""A source's title, link and kind are part of what publishing shows and does; notes go with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from stats.catalogue.notes import NoteKind
from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.drafting.beginning import begin
from stats.drafting.content import content_of
from stats.drafting.publishing.changes import SourceChange, compared
from stats.drafting.publishing.publication import NotPublishableError, as_published, publish
from stats.drafting.saving import Saved, save
from stats.loading.normalise import SourceKey
from stats.loading.pipeline import load_figures
from stats.models import Correction, Draft, Figure, Note, Release, Source
from stats.queries.pages.area import area_page
from tests.factories import make_area, make_figure, make_note, make_source
from tests.people import make_draft, make_user, printed, source

pytestmark = pytest.mark.django_db
SOPO, NO = "sopo....0", "notification_order....0"
LEVEL_3 = "level_2_3_offenders.total.3..0"
YEAR = ReportingYear(2014)
OLD = source("Annual Report 2014-15")


@pytest.fixture
def publisher() -> User:
    return make_user("Publisher", name="Ann")


@pytest.fixture
def draft(publisher: User) -> Draft:
    draft = make_draft(cells={SOPO: "62", NO: "2"}, user=publisher)
    released(draft, user=publisher)
    draft.refresh_from_db()
    return draft


def released(draft: Draft, *, user: User, notes: dict[str, str] | None = None) -> Release:
    version = Draft.objects.get(pk=draft.pk).version
    return publish(
        draft.pk, expected_version=version, reason="Its cover says so.", notes=notes or {}, user=user
    )


def renamed(draft: Draft, name: SourceKey, *, user: User, cells: dict[str, str] | None = None) -> Draft:
    content = replace(content_of(Draft.objects.get(pk=draft.pk)), source=name)
    content = content if cells is None else replace(content, cells=cells)
    version = Draft.objects.get(pk=draft.pk).version
    saved = save(draft.pk, expected_version=version, content=content, user=user)
    assert isinstance(saved, Saved)
    return saved.draft


def test_a_title_alone_is_a_change_that_is_shown_and_makes_a_release(draft: Draft, publisher: User) -> None:
    before = Source.objects.get()
    draft = renamed(draft, source("Dorset MAPPA Report 2014-15"), user=publisher)
    comparison = compared(draft)
    assert comparison
    assert comparison.changes == ()
    assert comparison.source == (
        SourceChange("title", "Annual Report 2014-15", "Dorset MAPPA Report 2014-15"),
    )
    release = released(draft, user=publisher)
    assert release.title == "Dorset 2014-15: source corrected"
    after = Source.objects.get()
    assert (after.pk, after.title, after.former_titles) == (
        before.pk,
        "Dorset MAPPA Report 2014-15",
        ["Annual Report 2014-15"],
    )
    assert not Correction.objects.exists()
    draft.refresh_from_db()
    assert (draft.published_release, bool(compared(draft))) == (release, False)
    with pytest.raises(NotPublishableError, match="Nothing would change"):
        released(draft, user=publisher)


def test_files_that_name_the_former_title_still_mean_the_source(draft: Draft, publisher: User) -> None:
    released(renamed(draft, source("Its real title"), user=publisher), user=publisher)
    text = (
        "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
        "dorset,,2014-15,sopo,,,62,,area report,Annual Report 2014-15,\n"
    )
    assert load_figures([Upload("f.csv", content=text.encode())]).changes == ()
    assert Source.objects.count() == 1


def test_named_back_the_former_title_is_its_title_again(draft: Draft, publisher: User) -> None:
    released(renamed(draft, source("A title"), user=publisher), user=publisher)
    released(renamed(draft, OLD, user=publisher), user=publisher)
    found = Source.objects.get()
    assert (found.title, found.former_titles) == ("Annual Report 2014-15", ["A title"])


def test_a_link_is_added_or_corrected(draft: Draft, publisher: User) -> None:
    draft = renamed(draft, replace(OLD, url="https://example.org/a"), user=publisher)
    assert compared(draft).source == (SourceChange("url", "", "https://example.org/a"),)
    released(draft, user=publisher)
    assert [one.url for one in Source.objects.all()] == ["https://example.org/a"]
    assert Figure.objects.public().filter(preferred=True).count() == 2
    draft = renamed(draft, replace(OLD, url="https://example.org/b"), user=publisher)
    assert compared(draft).source == (SourceChange("url", "https://example.org/a", "https://example.org/b"),)
    released(draft, user=publisher)
    live = Figure.objects.public()
    assert {figure.source.url for figure in live} == {"https://example.org/b"}
    assert live.filter(preferred=True).count() == 2


def test_another_kind_is_another_source_that_takes_over_what_was_known(draft: Draft, publisher: User) -> None:
    Source.objects.update(publisher="Dorset Police", published="2015-10", note="Scanned.")
    make_note("Look at this.", area=draft.area, measure="sopo", source=Source.objects.get())
    draft = renamed(draft, replace(OLD, kind="press report"), user=publisher)
    assert compared(draft).source == (SourceChange("kind", "area report", "press report"),)
    assert released(draft, user=publisher).title == "Dorset 2014-15: source corrected"
    new = Source.objects.get(kind="press report")
    assert {figure.source for figure in Figure.objects.public()} == {new}
    assert (new.publisher, new.published, new.note) == ("Dorset Police", "2015-10", "Scanned.")
    assert Note.objects.get().source == new
    assert not Correction.objects.exists()


def test_a_source_that_other_reports_share_keeps_its_title_for_them(draft: Draft, publisher: User) -> None:
    shared = Source.objects.get()
    other = make_figure("sopo", value=5, area=make_area("kent"), source=shared)
    released(renamed(draft, source("Its real title"), user=publisher), user=publisher)
    other.refresh_from_db()
    shared.refresh_from_db()
    assert (other.source, shared.title, other.withdrawn) == (shared, "Annual Report 2014-15", False)
    dorset = Figure.objects.public().filter(report__area=draft.area)
    assert {figure.source.title for figure in dorset} == {"Its real title"}


def test_a_title_that_another_source_has_already_is_that_source(draft: Draft, publisher: User) -> None:
    there = make_source("The other", published="2015")
    released(renamed(draft, source("The other"), user=publisher), user=publisher)
    assert {figure.source for figure in Figure.objects.public()} == {there}
    there.refresh_from_db()
    assert there.published == "2015"


def test_with_a_figure_the_one_correction_is_told_and_the_source_beside_it(
    draft: Draft, publisher: User
) -> None:
    draft = renamed(draft, source("Its real title"), user=publisher, cells={SOPO: "62", NO: "3"})
    release = released(draft, user=publisher)
    assert release.title == "Dorset 2014-15: 1 figure corrected, source corrected"
    assert [(one.old_text, one.new_text) for one in Correction.objects.all()] == [("2", "3")]


def test_a_preview_shows_the_new_title_and_leaves_no_trace(draft: Draft, publisher: User) -> None:
    draft = renamed(draft, source("Its real title"), user=publisher)
    with as_published(draft):
        page = area_page("dorset", year=YEAR)
        assert page is not None
        assert [one.title for one in page.sources] == ["Its real title"]
    assert Source.objects.get().former_titles == []


def test_a_title_that_reference_data_corrects_goes_into_the_draft_and_is_no_change_of_it(
    draft: Draft, client: Client
) -> None:
    client.force_login(make_user("Reference data"))
    found = Source.objects.get()
    address = f"/admin/stats/source/{found.pk}/change/"
    form = client.get(address).context["adminform"].form
    sent = {name: form.initial.get(name) or "" for name in form.fields} | {"title": "Its real title"}
    assert client.post(address, sent).status_code == 302
    found.refresh_from_db()
    draft.refresh_from_db()
    assert (found.title, found.former_titles) == ("Its real title", ["Annual Report 2014-15"])
    assert (draft.source_title, bool(compared(draft))) == ("Its real title", False)
    assert Release.objects.first().title == "Source changed: Its real title"  # type: ignore[union-attr]


# ---------------------------------------------------------------- notes


def test_a_note_that_readers_have_is_not_asked_for_again_before_the_draft_was_published(
    publisher: User,
) -> None:
    area, held = make_area("dorset"), make_source("R", url="https://example.org/r")
    for id_, text in printed("dorset-2014-15").items():
        measure, category, level, _division, _back = id_.split(".")
        value = {} if text == "-" else {"value": text}
        marker = {"marker": "z"} if text == "-" else {}
        make_figure(measure, category=category, level=level, source=held, **value, **marker)  # type: ignore[arg-type]
    make_note(
        "The report says why.",
        area=area,
        measure="level_2_3_offenders",
        category="total",
        level="3",
        source=held,
        kind=NoteKind.EXPLAINED_DIFFERENCE,
    )
    draft = begin(area, YEAR, source=source("R"), user=publisher)
    assert draft.source is None
    assert draft.remarks["failing"] == 0
    cells = draft.cells | {SOPO: "63"}
    save(draft.pk, expected_version=1, content=replace(content_of(draft), cells=cells), user=publisher)
    released(draft, user=publisher)
    assert [note.text for note in Note.objects.all()] == ["The report says why."]


def test_a_note_on_what_does_not_differ_is_left_aside(draft: Draft, publisher: User) -> None:
    renamed(draft, OLD, user=publisher, cells={SOPO: "63"})
    released(draft, user=publisher, notes={"garbage": "x", SOPO: "y", LEVEL_3: "z"})
    assert Draft.objects.get().notes == {}
    assert not Note.objects.exists()


def test_a_stored_note_of_no_cell_keeps_nobody_from_saving(draft: Draft, publisher: User) -> None:
    Draft.objects.update(notes={"garbage": "x", LEVEL_3: "So printed."})
    saved = renamed(draft, OLD, user=publisher, cells={SOPO: "63"})
    assert saved.notes == {LEVEL_3: "So printed."}


def test_what_is_missing_is_told_total_by_total(publisher: User) -> None:
    draft = make_draft(cells=printed("dorset-2014-15"), user=publisher)
    with pytest.raises(NotPublishableError) as raised:
        released(draft, user=publisher)
    words = raised.value.problems[f"note:{LEVEL_3}"]
    assert words.startswith("Write a note for the public on this, or mend it. ")
    assert "the total “Total, Level 3” is printed as 7; its parts (3, 4, 2) make 9." in words
