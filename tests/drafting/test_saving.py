"""Two people at one report, an interrupted save, history, and going back."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.cells import NotACellError
from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import CannotBeginError, begin
from stats.drafting.checking import check_draft
from stats.drafting.content import DraftContent, content_of
from stats.drafting.publishing.publication import NotPublishableError, publish
from stats.drafting.saving import Conflict, Saved, history, restore, save
from stats.models import Draft, Figure, Report
from tests.factories import make_area
from tests.people import make_draft, make_user, printed, source

SOPO, NO = "sopo....0", "notification_order....0"


@pytest.fixture
def root(db: None) -> User:
    return make_user(name="root", superuser=True)


def put(draft: Draft, cells: dict[str, str], *, user: User, version: int) -> Saved | Conflict:
    return save(draft.pk, expected_version=version, content=DraftContent(source(), cells), user=user)


def test_everything_typed_is_kept_as_it_was_typed(root: User) -> None:
    draft = make_draft(user=root)
    cells = {SOPO: " 6l ", NO: "1,471", "rso_rate....0": "-5", "notification_breaches....0": "<b>&amp;"}
    pages, notes = {"eligible": "page 9"}, {"level_2_3_offenders.total.3..0": "So printed."}
    content = DraftContent(source("Título"), cells, pages, notes)
    saved = save(draft.pk, expected_version=1, content=content, user=root)
    assert isinstance(saved, Saved)
    assert content_of(Draft.objects.get()) == content
    assert not Report.objects.exists()
    assert not Figure.objects.exists()


def test_what_a_database_cannot_hold_does_not_break_saving(root: User) -> None:
    draft = make_draft(user=root)
    saved = put(draft, {SOPO: "5\0\ud800", NO: "  "}, user=root, version=1)
    assert isinstance(saved, Saved)
    assert Draft.objects.get().cells == {SOPO: "5?"}


def test_saving_the_same_again_is_no_new_version(root: User) -> None:
    draft = make_draft(cells={SOPO: "5"}, user=root)
    again = put(draft, {SOPO: "5"}, user=root, version=2)
    assert isinstance(again, Saved)
    assert (again.changed, again.draft.version) == (False, 2)


def test_the_second_to_save_is_shown_both_and_loses_nothing(root: User) -> None:
    draft = make_draft(cells={SOPO: "62", NO: "2"}, user=root)
    colleague = make_user("Publisher", name="Ann")
    first = put(draft, {SOPO: "99", NO: "2", "rso_rate....0": "98"}, user=colleague, version=2)
    second = put(draft, {SOPO: "62", NO: "7", "foreign_travel_order....0": "1"}, user=root, version=2)
    assert isinstance(first, Saved)
    assert isinstance(second, Conflict)
    assert (second.by, second.draft.version) == ("Ann", 3)
    assert second.theirs.cells == {SOPO: "99", NO: "2", "rso_rate....0": "98"}
    assert second.yours.cells == {SOPO: "62", NO: "7", "foreign_travel_order....0": "1"}
    found = {one.key: (one.before, one.theirs, one.yours) for one in second.differences}
    assert found[SOPO] == ("62", "99", "62")
    assert found[NO] == ("2", "2", "7")
    # Each changed other cells, so all of both can stand together.
    assert all(one.only_one_changed for one in second.differences)
    assert Draft.objects.get().cells == second.theirs.cells
    chosen = save(draft.pk, expected_version=3, content=second.yours, user=root)
    assert isinstance(chosen, Saved)


def test_where_both_changed_one_cell_theirs_stays_until_somebody_chooses(root: User) -> None:
    draft = make_draft(cells={SOPO: "62"}, user=root)
    put(draft, {SOPO: "63"}, user=root, version=2)
    conflict = put(draft, {SOPO: "64"}, user=root, version=2)
    assert isinstance(conflict, Conflict)
    (one,) = conflict.differences
    assert (one.before, one.theirs, one.yours, one.only_one_changed) == ("62", "63", "64", False)
    assert Draft.objects.get().cells == {SOPO: "63"}


def test_a_conflict_over_the_source_is_told_as_well(root: User) -> None:
    draft = make_draft(cells={SOPO: "62"}, user=root)
    theirs = DraftContent(source("Their title"), {SOPO: "62"})
    save(draft.pk, expected_version=2, content=theirs, user=root)
    mine = replace(theirs, source=source("Mine"))
    conflict = save(draft.pk, expected_version=2, content=mine, user=root)
    assert isinstance(conflict, Conflict)
    assert [(one.what, one.key) for one in conflict.differences] == [("source", "title")]


@pytest.mark.django_db(transaction=True)
def test_of_many_sessions_at_the_same_moment_one_saves_and_the_others_are_told() -> None:
    root = make_user(name="root", superuser=True)
    draft = make_draft(cells={SOPO: "1"}, user=root)
    barrier, outcomes = threading.Barrier(6), list[Saved | Conflict]()

    def session(number: int) -> None:
        barrier.wait()
        try:
            outcomes.append(put(draft, {SOPO: f"{number}00"}, user=root, version=2))
        finally:
            connection.close()

    threads = [threading.Thread(target=session, args=(number,)) for number in range(2, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = [one for one in outcomes if isinstance(one, Saved)]
    conflicts = [one for one in outcomes if isinstance(one, Conflict)]
    assert (len(saved), len(conflicts)) == (1, 5)
    assert Draft.objects.get().cells == saved[0].draft.cells
    assert all(one.theirs.cells == saved[0].draft.cells for one in conflicts)


@pytest.mark.django_db(transaction=True)
def test_of_two_sessions_that_begin_one_report_the_second_is_led_to_the_first() -> None:
    root = make_user(name="root", superuser=True)
    make_area("dorset")
    barrier, outcomes = threading.Barrier(2), list[object]()

    def session() -> None:
        barrier.wait()
        try:
            outcomes.append(begin(make_area(), ReportingYear(2014), source=source("R"), user=root))
        except CannotBeginError as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=session) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["CannotBeginError", "Draft"]
    assert Draft.objects.count() == 1


def test_history_keeps_who_when_and_what_and_any_state_can_be_restored(root: User) -> None:
    draft = make_draft(cells={SOPO: "62", NO: "2"}, user=root)
    colleague = make_user("Publisher", name="Ann")
    put(draft, {SOPO: "99"}, user=colleague, version=2)
    newest, before, first = history(draft.pk)
    assert [(one.version, one.by, len(one.changes)) for one in (newest, before)] == [
        (3, "Ann", 2),
        (2, "root", 2),
    ]
    assert first.version == 1
    assert before.content.cells == {SOPO: "62", NO: "2"}
    restored = restore(draft.pk, event_id=before.event_id, expected_version=3, user=root)
    assert isinstance(restored, Saved)
    assert (restored.draft.cells, restored.draft.version) == ({SOPO: "62", NO: "2"}, 4)
    assert len(history(draft.pk)) == 4


def test_restoring_what_another_draft_once_was_is_refused(root: User) -> None:
    mine, other = make_draft(user=root), make_draft(make_area("kent"), user=root)
    with pytest.raises(Draft.DoesNotExist):
        restore(mine.pk, event_id=history(other.pk)[0].event_id, expected_version=1, user=root)


def test_an_area_that_was_not_given_cannot_be_saved(root: User) -> None:
    draft = make_draft(user=root)
    with pytest.raises(PermissionDenied):
        put(draft, {SOPO: "1"}, user=make_user("Data entry", areas=[make_area("kent")]), version=1)
    assert isinstance(put(draft, {SOPO: "1"}, user=make_user("Publisher"), version=1), Saved)


# ---------------------------------------------------------------- what nobody has looked at


@pytest.fixture
def read(root: User) -> Draft:
    """A draft of which two cells were read, and of a third it is known only that it is not sure."""
    draft = make_draft(cells={SOPO: "62", NO: "2"}, user=root)
    doubt = {"page": 9, "words": "FTOs 0 or 8", "doubt": "It can be read as 0 and as 8."}
    Draft.objects.update(to_look_at=[SOPO, NO, FTO], readings={FTO: doubt})
    return draft


FTO = "foreign_travel_order....0"
BOTH = {SOPO: "62", NO: "2"}


def look(
    draft: Draft, cells: dict[str, str], left: list[str] | None, *, user: User, version: int = 2
) -> object:
    content = DraftContent(source(), cells)
    saved = save(draft.pk, expected_version=version, content=content, user=user, to_look_at=left)
    draft.refresh_from_db()
    return saved


def test_looking_alone_is_kept_and_makes_no_version(read: Draft, root: User) -> None:
    Draft.objects.update(published_release=None)
    saved = look(read, BOTH, [NO, FTO], user=root)
    assert isinstance(saved, Saved)
    assert (saved.changed, read.version, read.to_look_at) == (False, 2, [NO, FTO])
    assert (read.remarks["to_look_at"], read.remarks["unsure"]) == (2, 1)
    # Nothing comes back that somebody has looked at, and nothing is told of cells that were not read.
    look(read, BOTH, [SOPO, NO, FTO, "rso_rate....0"], user=root)
    assert read.to_look_at == [NO, FTO]


def test_a_cell_that_is_typed_anew_was_looked_at(read: Draft, root: User) -> None:
    look(read, {SOPO: "63", NO: "2"}, None, user=root)
    assert read.to_look_at == [NO, FTO]
    look(read, {SOPO: "63", NO: "2", FTO: "0"}, None, user=root, version=3)
    assert read.to_look_at == [NO]


def test_what_was_pasted_is_to_be_looked_at_and_an_emptied_cell_is_not(read: Draft, root: User) -> None:
    look(read, {NO: "3", "rso_rate....0": "102"}, [SOPO, NO, FTO, "rso_rate....0"], user=root)
    assert read.to_look_at == [NO, FTO, "rso_rate....0"]


def test_where_two_save_what_either_looked_at_is_not_asked_for_again(read: Draft, root: User) -> None:
    look(read, BOTH, [NO, FTO], user=root)
    look(read, BOTH, [SOPO, FTO], user=root, version=1)
    assert read.to_look_at == [FTO]
    conflict = look(read, {SOPO: "9"}, [], user=root, version=1)
    assert isinstance(conflict, Conflict)
    assert read.to_look_at == [FTO]


def test_what_nobody_has_looked_at_is_not_published(read: Draft, root: User) -> None:
    def published(version: int) -> None:
        publish(read.pk, expected_version=version, reason="New.", notes={}, user=root)

    look(read, BOTH, [FTO], user=root)
    with pytest.raises(NotPublishableError, match="cells that nobody has looked at"):
        published(2)
    assert not Figure.objects.exists()
    look(read, BOTH, [], user=root)
    published(2)
    assert Figure.objects.count() == 2


def test_an_id_that_is_no_cell_is_refused_and_nothing_is_written(root: User) -> None:
    draft = make_draft(user=root)
    with pytest.raises(NotACellError):
        put(draft, {"nonsense": "1"}, user=root, version=1)
    assert Draft.objects.get().version == 1


def test_saving_and_checking_a_whole_report_takes_few_queries(
    root: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(user=root)
    cells = printed("cambridgeshire-2014-15")
    assert len(cells) >= 57
    with django_assert_max_num_queries(14):
        put(draft, cells, user=root, version=1)
        check_draft(Draft.objects.get())
