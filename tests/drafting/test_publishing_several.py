"""Several drafts in one release, all of them or none; and two people, one who types and one who publishes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import Settings

from stats.drafting.content import DraftContent, content_of
from stats.drafting.moving import mark_ready
from stats.drafting.publishing.publication import NotPublishableError, publish, publish_several
from stats.drafting.publishing.typists import typists_of
from stats.drafting.saving import save
from stats.models import Area, Correction, Draft, Figure, Release
from stats.reading.reading import ReadCell
from tests.drafting.test_from_reading import put as put_reading
from tests.drafting.test_from_reading import read
from tests.factories import make_area, make_figure, make_source
from tests.loading.conftest import dump
from tests.people import make_draft, make_user, printed, source

pytestmark = pytest.mark.django_db
SOPO, NO = "sopo....0", "notification_order....0"
LEVEL_3 = "level_2_3_offenders.total.3..0"


@pytest.fixture
def publisher() -> User:
    return make_user("Publisher", name="Ann")


@pytest.fixture
def typist() -> User:
    return make_user("Publisher", name="Tom")


@pytest.fixture
def drafts(typist: User) -> list[Draft]:
    areas = ("dorset", "essex", "kent")
    return [
        make_draft(make_area(area), cells={SOPO: str(n)}, user=typist) for n, area in enumerate(areas, 60)
    ]


def versions(*drafts: Draft) -> dict[int, int]:
    return {draft.pk: Draft.objects.get(pk=draft.pk).version for draft in drafts}


def edit(draft: Draft, cells: dict[str, str], *, user: User) -> None:
    version = Draft.objects.get(pk=draft.pk).version
    save(draft.pk, expected_version=version, content=DraftContent(source(), cells), user=user)


def test_one_release_and_one_reason_with_each_draft_in_words(drafts: list[Draft], publisher: User) -> None:
    release = publish_several(versions(*drafts), reason="The reports are out.", user=publisher)
    assert Release.objects.get() == release
    assert release.title == "3 reports published together"
    assert release.description.splitlines() == [
        "The reports are out.",
        "Dorset 2014-15: 1 figure published",
        "Essex 2014-15: 1 figure published",
        "Kent 2014-15: 1 figure published",
    ]
    assert (release.area, release.start_year) == (None, None)
    assert Figure.objects.public().filter(preferred=True).count() == 3
    assert set(Draft.objects.values_list("published_release", flat=True)) == {release.number}


def test_corrections_of_several_reports_have_the_one_reason(
    drafts: list[Draft], publisher: User, client: Client
) -> None:
    publish_several(versions(*drafts), reason="New.", user=publisher)
    for draft in drafts[:2]:
        edit(draft, {SOPO: "99"}, user=publisher)
    release = publish_several(versions(*drafts[:2]), reason="Misread.", user=publisher)
    found = Correction.objects.values_list("area__slug", "old_text", "new_text", "reason", "release")
    page = strip_tags(client.get(f"/updates/{release.number}/").content.decode())
    assert page.count("Misread.") == 1  # it is the release's, and not said again of each figure
    assert "Essex 2014-15: 1 figure corrected" in page
    assert set(found) == {
        ("dorset", "60", "99", "Misread.", release.number),
        ("essex", "61", "99", "Misread.", release.number),
    }


def unreadable(draft: Draft, user: User) -> None:
    edit(draft, {SOPO: "6x"}, user=user)


def not_looked_at(draft: Draft, user: User) -> None:
    put_reading(read({NO: ReadCell("2", 9, "NOs 2")}), user=user, area=draft.area)


def without_a_note(draft: Draft, user: User) -> None:
    edit(draft, printed("dorset-2014-15"), user=user)


def emptied(draft: Draft, user: User) -> None:
    edit(draft, {}, user=user)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (unreadable, "1 cell cannot be read as it stands"),
        (not_looked_at, "cells that nobody has looked at"),
        (without_a_note, "differs from its parts and has no note"),
        (emptied, "Nothing is typed"),
    ],
)
def test_one_draft_with_an_open_remark_keeps_all_of_them_back(
    drafts: list[Draft], publisher: User, spoil: Callable[[Draft, User], None], words: str
) -> None:
    spoil(drafts[1], publisher)
    before = dump()
    with pytest.raises(NotPublishableError) as raised:
        publish_several(versions(*drafts), reason="New.", user=publisher)
    ((field, told),) = raised.value.problems.items()
    assert field == f"draft:{drafts[1].pk}"
    assert told.startswith("Essex 2014-15: ")
    assert words in told
    assert dump() == before


def test_a_note_that_is_written_or_public_lets_a_difference_go(drafts: list[Draft], publisher: User) -> None:
    content = DraftContent(source(), printed("dorset-2014-15"), notes={LEVEL_3: "So printed."})
    save(drafts[0].pk, expected_version=2, content=content, user=publisher)
    publish_several(versions(*drafts), reason="New.", user=publisher)
    edit(drafts[0], printed("dorset-2014-15") | {SOPO: "63"}, user=publisher)  # without the note
    publish_several(versions(drafts[0]), reason="Misread.", user=publisher)
    assert Correction.objects.get().new_text == "63"


def test_what_was_saved_meanwhile_is_not_published_unseen(drafts: list[Draft], publisher: User) -> None:
    seen = versions(*drafts)
    edit(drafts[2], {SOPO: "99"}, user=publisher)
    with pytest.raises(NotPublishableError, match="Kent 2014-15: The draft was changed after this page"):
        publish_several(seen, reason="New.", user=publisher)
    with pytest.raises(Draft.DoesNotExist):
        publish_several({drafts[0].pk: 2, 999_999: 1}, reason="New.", user=publisher)
    assert not Figure.objects.exists()


def test_a_reason_a_choice_and_the_right_are_needed(drafts: list[Draft], publisher: User) -> None:
    with pytest.raises(NotPublishableError) as raised:
        publish_several({}, reason=" ", user=publisher)
    assert set(raised.value.problems) == {"reason", "draft"}
    with pytest.raises(PermissionDenied):
        publish_several(
            versions(*drafts), reason="x", user=make_user("Data entry", areas=[make_area("kent")])
        )


def test_all_42_areas_go_together(publisher: User) -> None:
    areas: list[Area] = [make_area(f"area-{number}") for number in range(42)]
    made = [make_draft(area, cells={SOPO: "5"}, user=publisher) for area in areas]
    release = publish_several(versions(*made), reason="The area tables.", user=publisher)
    assert len(release.description.splitlines()) == 43
    assert Figure.objects.public().count() == 42


# ---------------------------------------------------------------- two people


@pytest.fixture
def two_people(settings: Settings) -> None:
    settings.TWO_PEOPLE = True


def refusal(draft: Draft, *, user: User) -> str:
    """Why it is not published; both ways of publishing say the same."""
    version = Draft.objects.get(pk=draft.pk).version
    with pytest.raises(NotPublishableError) as raised:
        publish(draft.pk, expected_version=version, reason="x", notes={}, user=user)
    with pytest.raises(NotPublishableError) as together:
        publish_several({draft.pk: version}, reason="x", user=user)
    words = raised.value.problems["draft"]
    assert words in together.value.problems[f"draft:{draft.pk}"]
    return words


@pytest.mark.usefixtures("two_people")
def test_who_typed_says_that_it_is_ready_and_somebody_else_publishes(
    drafts: list[Draft], publisher: User, typist: User
) -> None:
    draft = drafts[0]
    assert "You have typed in it" in refusal(draft, user=typist)
    assert "Nobody who typed it has said that it is ready" in refusal(draft, user=publisher)
    mark_ready(draft, user=typist)
    assert "You have typed in it" in refusal(draft, user=typist)
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=publisher)
    assert Figure.objects.public().count() == 1


@pytest.mark.usefixtures("two_people")
def test_a_superuser_is_one_person_like_any_other(publisher: User) -> None:
    root = make_user(name="root", superuser=True)
    draft = make_draft(cells={SOPO: "62"}, user=root)
    mark_ready(draft, user=root)
    assert "You have typed in it" in refusal(draft, user=root)


@pytest.mark.usefixtures("two_people")
def test_saying_ready_is_no_way_round_for_one_person(drafts: list[Draft], publisher: User) -> None:
    mark_ready(drafts[0], user=publisher)
    assert "You have said that it is ready" in refusal(drafts[0], user=publisher)


@pytest.mark.usefixtures("two_people")
def test_any_change_takes_readiness_back_and_whoever_made_it_is_a_typist(
    drafts: list[Draft], publisher: User, typist: User
) -> None:
    draft = drafts[0]
    mark_ready(draft, user=typist)
    edit(draft, {SOPO: "63"}, user=publisher)
    draft.refresh_from_db()
    assert draft.ready_by is None
    assert typists_of(draft) == {typist.pk, publisher.pk}
    mark_ready(draft, user=typist)
    assert "You have typed in it" in refusal(draft, user=publisher)


@pytest.mark.usefixtures("two_people")
def test_publishing_begins_anew_who_typed(drafts: list[Draft], publisher: User, typist: User) -> None:
    draft = drafts[0]
    mark_ready(draft, user=typist)
    publish(draft.pk, expected_version=2, reason="New.", notes={}, user=publisher)
    assert typists_of(draft) == frozenset()
    edit(draft, {SOPO: "63"}, user=publisher)
    mark_ready(draft, user=publisher)
    assert "You have typed in it" in refusal(draft, user=publisher)
    publish(draft.pk, expected_version=3, reason="Misread.", notes={}, user=typist)


@pytest.mark.usefixtures("two_people")
def test_what_a_command_read_was_typed_by_nobody(publisher: User) -> None:
    draft = put_reading(read({SOPO: ReadCell("62", 9, "SOPOs 62")}), user=None).draft
    save(draft.pk, expected_version=1, content=content_of(draft), user=publisher, to_look_at=[])
    assert typists_of(draft) == frozenset()  # looking is not typing
    publish(draft.pk, expected_version=1, reason="New.", notes={}, user=publisher)


def test_without_the_setting_one_person_is_enough(drafts: list[Draft], typist: User) -> None:
    publish_several(versions(*drafts), reason="New.", user=typist)


def test_a_public_figure_of_another_source_is_left_alone(drafts: list[Draft], publisher: User) -> None:
    press = make_figure("shpo", value=5, source=make_source("The Echo", kind="press report"))
    publish_several(versions(*drafts), reason="New.", user=publisher)
    press.refresh_from_db()
    assert not press.withdrawn
