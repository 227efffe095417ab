from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.drafting.beginning import begin
from stats.drafting.content import DraftContent
from stats.drafting.publishing.changes import compared
from stats.drafting.publishing.publication import NotPublishableError, as_published, publish, withdraw
from stats.drafting.saving import Saved, history, restore, save
from stats.loading.pipeline import load_figures
from stats.models import Correction, Draft, Figure, Load, Note, Release
from stats.queries.pages.area import area_page
from tests.factories import make_area, make_figure, make_source
from tests.loading.conftest import dump
from tests.people import make_draft, make_user, printed, source

SOPO, NO, RSOS = "sopo....0", "notification_order....0", "eligible_offenders.1.total..0"
LEVEL_3 = "level_2_3_offenders.total.3..0"
YEAR = ReportingYear(2014)


@pytest.fixture
def publisher(db: None) -> User:
    return make_user("Publisher", name="Ann")


@pytest.fixture
def draft(publisher: User) -> Draft:
    return make_draft(cells={SOPO: "62", NO: "2"}, user=publisher)


def released(
    draft: Draft, *, user: User, reason: str = "As printed.", notes: dict[str, str] | None = None
) -> Release:
    version = Draft.objects.get(pk=draft.pk).version
    return publish(draft.pk, expected_version=version, reason=reason, notes=notes or {}, user=user)


def put(draft: Draft, cells: dict[str, str], *, user: User, title: str = "Annual Report 2014-15") -> Draft:
    current = Draft.objects.get(pk=draft.pk)
    saved = save(
        draft.pk, expected_version=current.version, content=DraftContent(source(title), cells), user=user
    )
    assert isinstance(saved, Saved)
    return saved.draft


def test_a_whole_report_becomes_figures_one_release_and_a_record(publisher: User) -> None:
    draft = make_draft(
        make_area("cambridgeshire"),
        cells=printed("cambridgeshire-2014-15"),
        user=make_user(name="t", superuser=True),
    )
    changes = compared(draft).changes
    assert {change.kind for change in changes} == {"added"}
    assert len(changes) == len(draft.cells)
    release = released(draft, user=publisher, reason="The annual report is out.")
    assert release.title == "Cambridgeshire 2014-15: 57 figures published"
    assert (release.description, release.area, release.start_year) == (
        "The annual report is out.",
        draft.area,
        2014,
    )
    assert Figure.objects.filter(preferred=True).count() == 57
    assert not Correction.objects.exists()
    assert Load.objects.get().loaded_by == publisher
    draft.refresh_from_db()
    assert (draft.published_release, draft.source) == (release, Figure.objects.first().source)  # type: ignore[union-attr]
    assert compared(draft).changes == ()
    page = area_page("cambridgeshire", year=YEAR)
    assert page is not None
    assert page.area.report_years == {YEAR}


def test_a_published_figure_that_is_changed_is_a_correction(draft: Draft, publisher: User) -> None:
    released(draft, user=publisher)
    changed = put(draft, {SOPO: "26", NO: "2", RSOS: "700"}, user=publisher)
    assert changed.published_release is None
    assert [(one.cell_id, one.kind, one.old, one.new) for one in compared(changed).changes] == [
        (SOPO, "changed", "62", "26"),
        (RSOS, "added", "", "700"),
    ]
    release = released(draft, user=publisher, reason="Two digits were swapped.")
    assert release.title == "Dorset 2014-15: 1 figure added, 1 figure corrected"
    (one,) = Correction.objects.all()
    assert (one.release, one.old_text, one.new_text, one.reason) == (
        release,
        "62",
        "26",
        "Two digits were swapped.",
    )
    assert (one.area.slug, one.start_year, one.measure, one.made_by) == ("dorset", 2014, "sopo", publisher)
    page = area_page("dorset", year=YEAR)
    assert page is not None
    assert [(c.old, c.new, c.reason) for c in page.corrections] == [("62", "26", "Two digits were swapped.")]


def test_a_figure_that_is_emptied_is_withdrawn_and_keeps_its_row(draft: Draft, publisher: User) -> None:
    released(draft, user=publisher)
    changed = put(draft, {SOPO: "62"}, user=publisher)
    assert [(one.kind, one.old, one.new) for one in compared(changed).changes] == [("withdrawn", "2", "")]
    released(draft, user=publisher, reason="Not printed there.")
    figure = Figure.objects.get(measure="notification_order")
    assert (figure.withdrawn, figure.preferred, figure.value) == (True, False, 2)
    assert [(one.old_text, one.new_text) for one in Correction.objects.all()] == [("2", "")]
    # Typed again, it is the same row that is public again.
    put(draft, {SOPO: "62", NO: "3"}, user=publisher)
    released(draft, user=publisher)
    figure.refresh_from_db()
    assert (figure.withdrawn, figure.preferred, figure.value) == (False, True, 3)
    assert Correction.objects.count() == 1  # it was not public, so nothing that was read is corrected


def test_a_number_typed_otherwise_is_no_change(draft: Draft, publisher: User) -> None:
    put(draft, {SOPO: "1471", NO: "-"}, user=publisher)
    released(draft, user=publisher)
    assert compared(put(draft, {SOPO: "1,471", NO: "z"}, user=publisher)).changes == ()


def test_nothing_to_change_is_not_published(draft: Draft, publisher: User) -> None:
    released(draft, user=publisher)
    with pytest.raises(NotPublishableError, match="Nothing would change"):
        released(draft, user=publisher)
    assert Release.objects.count() == 1


@pytest.mark.parametrize("cells", [{SOPO: "6x"}, {SOPO: "-5"}, {"shpo....0": "5"}])
def test_a_cell_that_cannot_be_read_stands_in_the_way(
    draft: Draft, publisher: User, cells: dict[str, str]
) -> None:
    put(draft, {NO: "2"} | cells, user=publisher)
    before = dump()
    with pytest.raises(NotPublishableError) as raised:
        released(draft, user=publisher)
    assert raised.value.problems == {"draft": "1 cell cannot be read as it stands. Mend or empty it first."}
    assert dump() == before


def test_a_reason_is_asked_for_and_a_note_for_each_difference_that_stays(publisher: User) -> None:
    draft = make_draft(cells=printed("dorset-2014-15"), user=make_user(name="t", superuser=True))
    with pytest.raises(NotPublishableError) as raised:
        released(draft, user=publisher, reason=" ")
    assert set(raised.value.problems) == {"reason", f"note:{LEVEL_3}"}
    assert not Figure.objects.exists()
    release = released(draft, user=publisher, notes={LEVEL_3: "Printed so; the report gives no reason."})
    (note,) = Note.objects.all()
    assert (note.text, note.kind, note.release) == (
        "Printed so; the report gives no reason.",
        "unusual",
        release,
    )
    assert (note.measure, note.category, note.level) == ("level_2_3_offenders", "total", "3")
    assert Draft.objects.get().notes == {LEVEL_3: "Printed so; the report gives no reason."}
    # A later correction elsewhere does not ask for the same note again.
    put(draft, printed("dorset-2014-15") | {SOPO: "63"}, user=publisher)
    released(draft, user=publisher)
    # Once the difference is gone its note goes too.
    put(
        draft,
        printed("dorset-2014-15") | {SOPO: "63", LEVEL_3: "9", "level_2_3_offenders.total.total..0": "46"},
        user=publisher,
    )
    released(draft, user=publisher)
    assert not Note.objects.exists()


def test_an_explanation_of_the_source_itself_is_kept_as_such(publisher: User) -> None:
    draft = make_draft(cells=printed("dorset-2014-15"), user=make_user(name="t", superuser=True))
    publish(
        draft.pk,
        expected_version=2,
        reason="New.",
        notes={LEVEL_3: "The report says why."},
        explained={LEVEL_3},
        user=publisher,
    )
    page = area_page("dorset", year=YEAR)
    assert page is not None
    (check,) = [check for table in page.tables for check in table.checks if check.differs]
    assert check.is_explained


def test_what_was_saved_after_the_preview_is_not_published_unseen(draft: Draft, publisher: User) -> None:
    put(draft, {SOPO: "63"}, user=publisher)
    with pytest.raises(NotPublishableError, match="changed after this page was opened"):
        publish(draft.pk, expected_version=2, reason="x", notes={}, user=publisher)
    assert not Figure.objects.exists()


def test_data_entry_may_not_publish_or_withdraw(draft: Draft, publisher: User) -> None:
    typist = make_user("Data entry", areas=[draft.area])
    with pytest.raises(PermissionDenied):
        released(draft, user=typist)
    released(draft, user=publisher)
    with pytest.raises(PermissionDenied):
        withdraw(Draft.objects.get(), reason="x", user=typist)


def test_a_report_is_withdrawn_with_a_reason_and_can_come_back(draft: Draft, publisher: User) -> None:
    press = make_figure("shpo", value=5, source=make_source("The Echo", kind="press report"))
    released(draft, user=publisher)
    with pytest.raises(NotPublishableError):
        withdraw(Draft.objects.get(), reason="", user=publisher)
    release = withdraw(Draft.objects.get(), reason="The area recalled it.", user=publisher)
    assert release.title == "Dorset 2014-15: 2 figures withdrawn"
    assert set(Correction.objects.values_list("old_text", "new_text", "reason")) == {
        ("62", "", "The area recalled it."),
        ("2", "", "The area recalled it."),
    }
    assert list(Figure.objects.filter(withdrawn=False)) == [press]
    assert Draft.objects.get().published_release is None
    assert released(draft, user=publisher).title == "Dorset 2014-15: 2 figures published"
    assert Figure.objects.filter(withdrawn=False).count() == 3


def test_a_report_of_which_nothing_is_public_cannot_be_withdrawn(draft: Draft, publisher: User) -> None:
    released(draft, user=publisher)
    withdraw(Draft.objects.get(), reason="x", user=publisher)
    assert area_page("dorset") is None
    with pytest.raises(NotPublishableError, match="nothing to withdraw"):
        withdraw(Draft.objects.get(), reason="x", user=publisher)


def test_another_source_is_preferred_once_the_better_one_is_withdrawn(draft: Draft, publisher: User) -> None:
    other = make_figure("sopo", value=60, source=make_source("The Echo", kind="press report"))
    released(draft, user=publisher)
    other.refresh_from_db()
    assert not other.preferred
    withdraw(Draft.objects.get(), reason="x", user=publisher)
    other.refresh_from_db()
    assert other.preferred


def test_a_source_that_is_given_its_right_name_corrects_nothing(draft: Draft, publisher: User) -> None:
    released(draft, user=publisher)
    put(draft, {SOPO: "62", NO: "3"}, user=publisher, title="Dorset MAPPA Annual Report")
    released(draft, user=publisher, reason="The title was wrong, and one number.")
    assert [(one.old_text, one.new_text) for one in Correction.objects.all()] == [("2", "3")]
    live = Figure.objects.filter(withdrawn=False)
    assert {one.source.title for one in live} == {"Dorset MAPPA Annual Report"}
    assert live.filter(preferred=True).count() == 2


def test_an_earlier_state_is_restored_and_published_as_a_correction(draft: Draft, publisher: User) -> None:
    released(draft, user=publisher)
    first = history(draft.pk)[0]
    put(draft, {SOPO: "99", NO: "2"}, user=publisher)
    released(draft, user=publisher)
    version = Draft.objects.get().version
    assert isinstance(
        restore(draft.pk, event_id=first.event_id, expected_version=version, user=publisher), Saved
    )
    released(draft, user=publisher, reason="It was right before.")
    assert [(one.old_text, one.new_text) for one in Correction.objects.order_by("pk")] == [
        ("62", "99"),
        ("99", "62"),
    ]


def test_last_years_figures_beside_this_years(publisher: User) -> None:
    root = make_user(name="t", superuser=True)
    make_figure(
        "sfo_charged",
        value=4,
        category="1",
        level="3",
        year="2013-14",
        source=make_source("Annual Report 2014-15"),
    )
    draft = make_draft(cells={"sfo_charged.1.2..0": "1", "sfo_charged.1.2..1": "2"}, user=root)
    released(draft, user=publisher)
    assert Figure.objects.get(report__start_year=2013, level="2").value == 2
    # What the year before's own report gave under the same title is none of this draft's.
    assert not Figure.objects.get(report__start_year=2013, level="3").withdrawn
    put(draft, {"sfo_charged.1.2..0": "1"}, user=publisher)
    released(draft, user=publisher)
    assert Figure.objects.get(report__start_year=2013, level="2").withdrawn
    assert not Figure.objects.get(report__start_year=2013, level="3").withdrawn
    assert Correction.objects.get().start_year == 2013


def test_a_preview_through_the_public_queries_leaves_no_trace(draft: Draft, publisher: User) -> None:
    before = dump()
    with as_published(draft):
        page = area_page("dorset", year=YEAR)
        assert page is not None
        assert any(table.code == "orders_sopo" for table in page.tables)
    assert area_page("dorset", year=YEAR) is None
    assert dump() == before


def test_a_load_that_changes_a_public_figure_is_a_correction_too(db: None) -> None:
    make_figure("sopo", value=62, source=make_source(url="https://example.org/r"))
    text = (
        "area_slug,division,year,measure,category,level,value,marker,source_kind,source_title,source_url\n"
        "dorset,,2014-15,sopo,,,63,,area report,Dorset MAPPA Annual Report 2014-2015,https://example.org/r\n"
    )
    outcome = load_figures([Upload("again.csv", content=text.encode())], reason="Misread.")
    (one,) = Correction.objects.all()
    assert (one.old_text, one.new_text, one.release_id) == ("62", "63", outcome.release)
    assert one.reason == "Misread."


def test_opening_what_is_published_and_publishing_it_again_changes_nothing(publisher: User) -> None:
    make_figure(value=697, category="1", level="total", source_page="page 9", source=make_source("R"))
    draft = begin(make_area(), YEAR, source=source("R"), user=publisher)
    assert compared(draft).changes == ()
