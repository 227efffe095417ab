"""A draft is moved, deleted, and said to be ready, each on a page that asks or says why not."""

from __future__ import annotations

from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from stats.drafting.publishing.publication import publish
from stats.models import Draft, Figure
from tests.factories import make_area
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db
CELLS = {"eligible_offenders.1.1..0": "770"}


@pytest.fixture
def root(db: None) -> User:
    return make_user(name="root", superuser=True)


@pytest.fixture
def typist(client: Client, root: User) -> Client:
    areas = [make_area("dorset"), make_area("devon")]
    client.force_login(make_user("Data entry", name="typist", areas=areas))
    return client


@pytest.fixture
def draft(root: User) -> Draft:
    return make_draft(make_area("dorset"), cells=CELLS, user=root)


def at(draft: Draft, page: str) -> str:
    return f"/admin/stats/draft/{draft.pk}/{page}/"


def said(client: Client, address: str, sent: dict[str, str] | None = None) -> str:
    answer = client.get(address) if sent is None else client.post(address, sent, follow=True)
    return unescape(answer.content.decode())


def test_a_draft_goes_to_another_area_and_year_with_what_is_typed(typist: Client, draft: Draft) -> None:
    assert at(draft, "move") in said(typist, at(draft, "change"))
    page = said(typist, at(draft, "move"), {"area": "devon", "year": "2015-16"})
    assert "It is the draft of Devon 2015-16 now." in page
    draft.refresh_from_db()
    assert (draft.area.slug, draft.start_year, draft.cells) == ("devon", 2015, CELLS)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"area": "dorset", "year": "2014-15"}, "It is the draft of Dorset 2014-15 already."),
        ({"area": "kent", "year": "2014-15"}, "Choose the area whose report it is."),
        ({"area": "devon", "year": "2013-14"}, "Devon 2013-14"),
        ({"area": "devon", "year": "2098-99"}, "in the future"),
        ({}, "Choose the area whose report it is."),
    ],
)
def test_where_it_cannot_go_is_said_and_nothing_is_lost(
    typist: Client, draft: Draft, root: User, sent: dict[str, str], words: str
) -> None:
    make_draft(make_area("devon"), year="2013-14", cells=CELLS, user=root)
    make_area("kent")
    page = said(typist, at(draft, "move"), sent)
    assert "There is a problem" in page
    assert words in page
    draft.refresh_from_db()
    assert (draft.area.slug, draft.start_year, draft.cells) == ("dorset", 2014, CELLS)


def test_a_draft_that_was_never_published_is_deleted_after_asking(typist: Client, draft: Draft) -> None:
    assert at(draft, "delete") in said(typist, at(draft, "move"))
    assert "1 cell is filled. It was never published" in said(typist, at(draft, "delete"))
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert "The draft of Dorset 2014-15 was deleted." in said(typist, at(draft, "delete"), {"yes": "1"})
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert typist.get(at(draft, "change")).status_code == 404


def test_what_readers_have_seen_is_neither_deleted_nor_moved(
    typist: Client, draft: Draft, root: User
) -> None:
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=root)
    assert at(draft, "delete") not in said(typist, at(draft, "move"))
    for page in (said(typist, at(draft, "delete")), said(typist, at(draft, "delete"), {})):
        assert "It was published once, so it stays" in page
        assert "Delete the draft" not in page
    assert "Withdraw them first" in said(typist, at(draft, "move"), {"area": "devon", "year": "2014-15"})
    draft.refresh_from_db()
    assert draft.area.slug == "dorset"


def test_where_two_people_are_asked_for_one_marks_and_another_publishes(
    typist: Client, settings: Settings
) -> None:
    settings.TWO_PEOPLE = True
    user = User.objects.get(username="typist")
    draft = make_draft(make_area("dorset"), cells=CELLS, user=user)
    page = said(typist, at(draft, "change"))
    assert "Typed by typist, so a publisher who is somebody else makes it public." in page
    assert "Mark as ready" in page
    publisher = Client()
    publisher.force_login(make_user("Publisher", name="publisher"))
    sent = {"version": "2", "reason": "New."}
    assert "Nobody who typed it has said that it is ready." in said(publisher, at(draft, "publish"), sent)
    assert not Figure.objects.exists()
    assert "It is marked as ready." in said(typist, at(draft, "ready"), {})
    assert "typist says that it is ready." in said(typist, at(draft, "change"))
    assert "Two people: who typed a draft does not publish it." in said(publisher, "/admin/")
    assert publisher.post(at(draft, "publish"), sent).status_code == 302
    assert Figure.objects.exists()


def test_who_typed_it_may_not_publish_it_where_two_are_asked_for(client: Client, settings: Settings) -> None:
    settings.TWO_PEOPLE = True
    publisher = make_user("Publisher", name="publisher")
    draft = make_draft(make_area("dorset"), cells=CELLS, user=publisher)
    client.force_login(publisher)
    page = said(client, at(draft, "publish"))
    assert "so somebody else publishes it" in page
    assert "<textarea" not in page
    client.post(at(draft, "publish"), {"version": "2", "reason": "New."})
    assert not Figure.objects.exists()


def test_one_person_is_enough_without_the_setting(typist: Client, draft: Draft) -> None:
    page = said(typist, at(draft, "change"))
    assert "Mark as ready" not in page
    assert "Two people" not in said(typist, "/admin/")


def test_an_unfinished_draft_is_not_marked_as_ready(typist: Client, root: User) -> None:
    draft = make_draft(make_area("devon"), user=root)
    assert "Nothing is typed yet." in said(typist, at(draft, "ready"), {})
    draft.refresh_from_db()
    assert draft.ready_by is None
