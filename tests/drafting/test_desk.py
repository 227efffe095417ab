"""What waits at the desk: where each draft stands, what was counted, and in how many queries."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries, Settings

from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import begin
from stats.drafting.content import DraftContent
from stats.drafting.desk import DeskRow, DraftState, Only, desk_rows, state_of
from stats.drafting.moving import mark_ready
from stats.drafting.publishing.publication import publish, withdraw
from stats.drafting.saving import Saved, save
from stats.models import Area, Draft
from tests.factories import make_area, make_figure, make_source
from tests.people import make_draft, make_user, printed, source

pytestmark = pytest.mark.django_db
SOPO, NO = "sopo....0", "notification_order....0"
YEAR = ReportingYear(2014)


@pytest.fixture
def root() -> User:
    return make_user(name="root", superuser=True)


def put(draft: Draft, cells: dict[str, str], *, user: User) -> Draft:
    version = Draft.objects.get(pk=draft.pk).version
    saved = save(draft.pk, expected_version=version, content=DraftContent(source(), cells), user=user)
    assert isinstance(saved, Saved)
    return saved.draft


def row(user: User, area: str = "dorset") -> DeskRow:
    (found,) = desk_rows(user, area=area)
    return found


def test_a_draft_goes_through_its_four_states(root: User) -> None:
    draft = make_draft(cells={SOPO: "62"}, user=root)
    assert row(root).state is DraftState.NEVER_PUBLISHED
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=root)
    assert (row(root).state, row(root).changes) == (DraftState.PUBLISHED, None)
    draft = put(draft, {SOPO: "63", NO: "2"}, user=root)
    assert (row(root).state, row(root).changes) == (DraftState.CHANGES_WAITING, 2)
    draft = put(draft, {SOPO: "62"}, user=root)
    assert (row(root).state, row(root).changes) == (DraftState.PUBLISHED, 0)  # typed back to what is public
    withdraw(Draft.objects.get(), reason="Recalled.", user=root)
    assert row(root).state is DraftState.WITHDRAWN
    put(draft, {SOPO: "64"}, user=root)
    assert row(root).state is DraftState.WITHDRAWN is state_of(draft)


def test_what_was_opened_and_not_changed_is_published_as_it_is(root: User) -> None:
    make_figure("sopo", value=62, source=make_source("R", url="https://example.org/r"))
    make_figure("shpo", value=1, source=make_source("The Echo", kind="press report"))
    draft = begin(make_area(), YEAR, source=source("R"), user=root)
    assert row(root).state is DraftState.PUBLISHED
    Draft.objects.filter(pk=draft.pk).update(source_title="A better title")
    # Under a title that nobody has, nothing of it is public.
    assert row(root).state is DraftState.NEVER_PUBLISHED


def test_a_source_alone_that_is_corrected_waits(root: User) -> None:
    draft = make_draft(cells={SOPO: "62"}, user=root)
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=root)
    save(
        draft.pk, expected_version=2, content=DraftContent(source("Its real title"), {SOPO: "62"}), user=root
    )
    assert (row(root).state, row(root).changes) == (DraftState.CHANGES_WAITING, 1)


def test_what_was_counted_when_it_was_saved(root: User) -> None:
    make_draft(cells=printed("dorset-2014-15") | {SOPO: "6x"}, user=root)
    found = row(root)
    assert (found.read, found.of) == (57, 57)
    assert (found.failing, found.problems, found.unsure, found.to_look_at) == (1, 1, 0, 0)
    assert not found.is_ready


def test_a_cell_that_cannot_exist_and_is_blank_is_no_hindrance(root: User) -> None:
    cells = {id_: text for id_, text in printed("cambridgeshire-2014-15").items() if text != "-"}
    make_draft(make_area("cambridgeshire"), cells=cells, user=root)
    found = row(root, "cambridgeshire")
    assert (found.failing, found.problems, found.is_ready) == (0, 0, True)


def test_filters_and_that_drafts_of_other_areas_do_not_exist(root: User) -> None:
    make_draft(cells={SOPO: "62"}, user=root)
    make_draft(make_area("kent"), year="2015-16", cells={"shpo....0": "6x"}, user=root)
    kent = make_user("Data entry", areas=[make_area("kent")])

    def names(user: User, **filters: object) -> list[str]:
        return [str(found.draft) for found in desk_rows(user, **filters)]  # type: ignore[arg-type]

    assert names(root) == ["Kent 2015-16", "Dorset 2014-15"]
    assert names(kent) == ["Kent 2015-16"]
    assert (
        names(root, year=YEAR)
        == names(root, area="dorset")
        == names(root, only=Only.READY)
        == ["Dorset 2014-15"]
    )
    assert names(root, state=DraftState.PUBLISHED) == []
    assert names(root, only=Only.WAITING) == names(root)
    assert (
        names(root, only=Only.UNSURE)
        == names(root, only=Only.FAILING)
        == names(root, only=Only.UNUSUAL)
        == []
    )


def test_where_two_people_are_asked_for_somebody_says_that_it_is_ready(
    root: User, settings: Settings
) -> None:
    settings.TWO_PEOPLE = True
    draft = make_draft(cells={SOPO: "62"}, user=root)
    assert not row(root).is_ready
    mark_ready(draft, user=root)
    assert row(root).is_ready


def test_two_queries_however_many_drafts_wait(
    root: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        area: Area = make_area(f"area-{number}")
        figure = make_figure("sopo", value=number, area=area, source=make_source("Annual Report 2014-15"))
        draft = begin(area, YEAR, source=source(figure.source.title), user=root)
        if number % 2:
            put(draft, {SOPO: "99"}, user=root)
    with django_assert_num_queries(2):
        rows = desk_rows(root)
        assert [str(found.draft.area) for found in rows][:2] == ["Area 11", "Area 10"]
    assert {found.state for found in rows} == {DraftState.PUBLISHED, DraftState.CHANGES_WAITING}
