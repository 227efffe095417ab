"""Several drafts published together: chosen, one reason, one release, all of them or none."""

from __future__ import annotations

from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from stats.drafting.publishing.publication import publish, withdraw
from stats.models import Draft, Figure, Release
from tests.factories import make_area
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/stats/draft/publish/"
CELLS = {"eligible_offenders.1.1..0": "770", "eligible_offenders.2.1..0": "100"}


@pytest.fixture
def root(db: None) -> User:
    return make_user(name="root", superuser=True)


@pytest.fixture
def publisher(client: Client, root: User) -> Client:
    client.force_login(make_user("Publisher", name="publisher"))
    return client


@pytest.fixture
def drafts(root: User) -> list[Draft]:
    return [make_draft(make_area(slug), cells=CELLS, user=root) for slug in ("dorset", "kent", "essex")]


def ticked(*drafts: Draft) -> list[str]:
    return [f"{draft.pk}:{draft.version}" for draft in drafts]


def shown(client: Client) -> str:
    return unescape(client.get(ADDRESS).content.decode())


def test_each_is_listed_with_what_would_change(publisher: Client, drafts: list[Draft]) -> None:
    make_draft(make_area("surrey"), cells=CELLS | {"eligible_offenders.3.2..0": "seven"})
    page = shown(publisher)
    for draft in drafts:
        assert f'value="{draft.pk}:{draft.version}" checked' in page
        assert str(draft) in page
    assert page.count("What the public would see change: 2 new figures.") == 3
    assert "Surrey" not in page


def test_those_that_are_ticked_make_one_release(publisher: Client, drafts: list[Draft]) -> None:
    dorset, kent, essex = drafts
    answer = publisher.post(
        ADDRESS, {"draft": ticked(dorset, kent), "reason": "From the area tables."}, follow=True
    )
    page = unescape(answer.content.decode())
    release = Release.objects.get()
    assert "Release 1 is made, of 2 reports." in page
    assert "From the area tables." in release.description
    public = Figure.objects.public().values_list("report__area__slug", flat=True)
    assert set(public) == {"dorset", "kent"}
    essex.refresh_from_db()
    assert essex.published_release is None


def test_one_that_has_changed_since_is_named_and_none_is_published(
    publisher: Client, drafts: list[Draft]
) -> None:
    dorset, kent, _essex = drafts
    Draft.objects.filter(pk=kent.pk).update(version=9)
    answer = publisher.post(ADDRESS, {"draft": ticked(dorset, kent), "reason": "New."})
    page = unescape(answer.content.decode())
    summary = page.split('class="draft__errors"')[1].split("</div>")[0]
    assert f'<a href="#draft-{kent.pk}">Kent 2014-15: ' in summary
    assert "Dorset" not in summary
    assert f'value="{dorset.pk}:{dorset.version}" checked' in page
    assert "New.</textarea>" in page
    assert not Figure.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(publisher: Client, drafts: list[Draft], reason: str) -> None:
    page = publisher.post(ADDRESS, {"draft": ticked(*drafts), "reason": reason}).content.decode()
    assert "Say in a few words why" in page
    assert not Figure.objects.exists()


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["1:"], [":1"], ["⁵:1"], ["-1:2"], ["99999999999:1"]])
def test_nothing_chosen_or_nonsense_publishes_nothing(
    publisher: Client, drafts: list[Draft], sent: list[str]
) -> None:
    answer = publisher.post(ADDRESS, {"draft": sent, "reason": "New."})
    assert answer.status_code == 200
    assert "Choose the drafts to publish." in answer.content.decode()
    assert not Figure.objects.exists()


def test_a_draft_that_is_gone_is_told(publisher: Client, drafts: list[Draft]) -> None:
    page = publisher.post(ADDRESS, {"draft": ["999999:1"], "reason": "New."}).content.decode()
    assert "One of the drafts is not there any more." in page
    assert not Figure.objects.exists()


def test_what_was_withdrawn_is_published_again_only_when_chosen(
    publisher: Client, root: User, drafts: list[Draft]
) -> None:
    dorset = drafts[0]
    publish(dorset.pk, expected_version=2, reason="New.", notes={}, user=root)
    dorset.refresh_from_db()
    withdraw(dorset, reason="Recalled.", user=root)
    page = shown(publisher)
    assert f'value="{dorset.pk}:{dorset.version}">' in page
    assert page.count("checked") == 2


def test_who_typed_one_cannot_tick_it_where_two_people_are_asked_for(
    publisher: Client, drafts: list[Draft], settings: Settings
) -> None:
    settings.TWO_PEOPLE = True
    user = User.objects.get(username="publisher")
    own = make_draft(make_area("surrey"), cells=CELLS, user=user)
    Draft.objects.update(ready_by=User.objects.get(username="root"))
    page = shown(publisher)
    field = page.split(f'value="{own.pk}:{own.version}"')[1].split(">")[0]
    assert "disabled" in field
    assert "so somebody else publishes it" in page
    publisher.post(ADDRESS, {"draft": ticked(own), "reason": "New."})
    assert not Figure.objects.exists()


def test_with_nothing_ready_the_page_says_so(publisher: Client) -> None:
    assert "No draft is ready" in shown(publisher)
