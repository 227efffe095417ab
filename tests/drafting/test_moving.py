"""A draft of the wrong area or year is moved, one that was never published can go."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import CannotBeginError
from stats.drafting.content import states_of
from stats.drafting.moving import CannotMoveError, delete, mark_ready, move
from stats.drafting.publishing.publication import publish, withdraw
from stats.drafting.saving import history
from stats.models import Draft, DraftPage, Figure
from tests.factories import make_area, make_division, make_figure, make_nation, make_source
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db
SOPO, NO = "sopo....0", "notification_order....0"
NEXT = ReportingYear(2015)


@pytest.fixture
def root() -> User:
    return make_user(name="root", superuser=True)


@pytest.fixture
def draft(root: User) -> Draft:
    return make_draft(cells={SOPO: "62"}, user=root)


def test_a_moved_draft_keeps_its_texts_and_its_history(draft: Draft, root: User) -> None:
    moved = move(draft, area=make_area("kent"), year=NEXT, user=root)
    assert (str(moved), moved.cells, moved.version) == ("Kent 2015-16", {SOPO: "62"}, 3)
    assert [version.version for version in history(draft.pk)] == [3, 2, 1]
    assert moved.remarks["of"] > 0


def test_where_there_is_a_draft_already_it_is_named_and_nothing_moves(draft: Draft, root: User) -> None:
    other = make_draft(make_area("kent"), year="2015-16", user=root)
    with pytest.raises(CannotBeginError, match="Kent 2015-16 is being entered already") as raised:
        move(draft, area=make_area("kent"), year=NEXT, user=root)
    assert raised.value.existing == other
    draft.refresh_from_db()
    assert str(draft) == "Dorset 2014-15"


def test_a_report_that_is_public_under_another_title_there_is_named(draft: Draft, root: User) -> None:
    make_figure("shpo", value=1, year="2015-16", source=make_source("The real title"))
    with pytest.raises(CannotBeginError, match="“The real title”"):
        move(draft, area=make_area("dorset"), year=NEXT, user=root)


def test_what_is_public_is_withdrawn_before_it_moves(draft: Draft, root: User) -> None:
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=root)
    with pytest.raises(CannotMoveError, match="Withdraw them first"):
        move(draft, area=make_area("dorset"), year=NEXT, user=root)
    withdraw(Draft.objects.get(), reason="The wrong year.", user=root)
    moved = move(draft, area=make_area("dorset"), year=NEXT, user=root)
    assert (moved.source, moved.published_release) == (None, None)
    assert not Figure.objects.public().exists()


@pytest.mark.parametrize("place", ["itself", "a division", "before MAPPA"])
def test_places_that_there_is_no_report_of(draft: Draft, root: User, place: str) -> None:
    area, year = make_area("dorset"), ReportingYear(2014)
    if place == "a division":
        area = make_division("Bolton")
    if place == "before MAPPA":
        year = ReportingYear(2000)
    with pytest.raises((CannotMoveError, CannotBeginError)):
        move(draft, area=area, year=year, user=root)
    assert str(Draft.objects.get()) == "Dorset 2014-15"


def test_both_areas_must_be_given_to_whoever_moves(draft: Draft) -> None:
    user = make_user("Data entry", areas=[make_area("dorset")])
    with pytest.raises(PermissionDenied):
        move(draft, area=make_area("kent"), year=NEXT, user=user)
    with pytest.raises(PermissionDenied):
        move(draft, area=make_nation(), year=NEXT, user=user)
    assert str(move(draft, area=make_area("dorset"), year=NEXT, user=user)) == "Dorset 2015-16"


def test_a_draft_that_was_never_published_can_be_deleted(draft: Draft, root: User) -> None:
    DraftPage.objects.create(draft=draft, number=1, picture=b"picture")
    pk = draft.pk
    with pytest.raises(PermissionDenied):
        delete(draft, user=make_user("Data entry", areas=[make_area("kent")]))
    delete(draft, user=root)
    assert not Draft.objects.exists()
    assert states_of(pk).count() == 2  # what it said can still be found


def test_one_that_was_published_stays_withdrawn_or_not(draft: Draft, root: User) -> None:
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=root)
    with pytest.raises(CannotMoveError, match="was published, so its history stays"):
        delete(draft, user=root)
    withdraw(Draft.objects.get(), reason="Recalled.", user=root)
    with pytest.raises(CannotMoveError):
        delete(draft, user=root)
    assert Draft.objects.exists()


def test_ready_is_said_of_what_has_nothing_left_to_mend_or_look_at(root: User) -> None:
    empty = make_draft(make_area("kent"), user=root)
    with pytest.raises(CannotMoveError, match="Nothing is typed yet"):
        mark_ready(empty, user=root)
    wrong = make_draft(make_area("essex"), cells={SOPO: "6x"}, user=root)
    with pytest.raises(CannotMoveError, match="cells to mend or to look at"):
        mark_ready(wrong, user=root)
    draft = make_draft(cells={SOPO: "62"}, user=root)
    ready = mark_ready(draft, user=root)
    assert (ready.ready_by, ready.version, ready.changed_by) == (root, 2, root)
