"""Files given to be read: what is asked, answered, refused and dropped, and that nothing leaks."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stats.drafting.files import given_files
from stats.models import Draft, Figure, GivenFile
from tests.factories import make_area, make_figure, make_source
from tests.people import make_draft, make_file, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parsed_once")]

FILES = "/admin/stats/givenfile/"
State = GivenFile.State


@pytest.fixture
def user(db: None) -> User:
    return make_user("Data entry", name="typist", areas=[make_area("dorset"), make_area("kent")])


@pytest.fixture
def typist(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


ANSWER = {
    "area": "dorset",
    "year": "2015/16",
    "source_kind": "area report",
    "source_title": "Dorset MAPPA 2015-16",
    "source_url": "",
}


def test_a_file_that_asks_becomes_a_draft_once_answered(typist: Client, user: User) -> None:
    file = make_file(user)
    page = shown(typist, f"{FILES}{file.pk}/")
    assert "Say its area." in page
    assert 'value="Annual Report"' in page
    answer = typist.post(f"{FILES}{file.pk}/", ANSWER, follow=True)
    draft = Draft.objects.get()
    assert answer.redirect_chain[-1][0] == f"/admin/stats/draft/{draft.pk}/change/"
    assert (draft.area.slug, draft.start_year, draft.source_title) == ("dorset", 2015, "Dorset MAPPA 2015-16")
    assert draft.cells["eligible_offenders.1.1..0"] == "770"
    assert "eligible_offenders.1.2..0" not in draft.cells
    assert draft.readings["eligible_offenders.1.2..0"]["words"] == "36 or 56"
    assert not Figure.objects.exists()
    file.refresh_from_db()
    assert file.state == State.READ
    assert bytes(file.content) == b""
    assert "Dorset 2015-16" in shown(typist, f"{FILES}{file.pk}/")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"area": ""}, "Choose the area whose report it is."),
        ({"area": "essex"}, "Choose the area whose report it is."),
        ({"year": ""}, "Give the reporting year"),
        ({"year": "2098-99"}, "in the future"),
        ({"source_title": ""}, "Title of the source"),
        ({"source_url": "javascript:alert(1)"}, "Link to the source"),
    ],
)
def test_an_answer_that_cannot_be_says_which_field(
    typist: Client, user: User, change: dict[str, str], words: str
) -> None:
    make_area("essex")
    file = make_file(user)
    page = unescape(typist.post(f"{FILES}{file.pk}/", ANSWER | change).content.decode())
    assert "There is a problem" in page
    assert words in page
    assert not Draft.objects.exists()
    file.refresh_from_db()
    assert file.state == State.ASKS


def test_a_year_of_which_nothing_is_read_is_told(typist: Client, user: User) -> None:
    file = make_file(user)
    page = unescape(typist.post(f"{FILES}{file.pk}/", ANSWER | {"year": "2010-11"}).content.decode())
    assert "No figure of a report of 2010-11 was found in report.pdf." in page
    assert not Draft.objects.exists()
    file.refresh_from_db()
    assert file.state == State.ASKS


def test_answering_twice_makes_one_draft(typist: Client, user: User) -> None:
    file = make_file(user)
    for _press in range(2):
        assert typist.post(f"{FILES}{file.pk}/", ANSWER).status_code in (200, 302)
    assert Draft.objects.count() == 1


def test_who_answers_second_is_led_to_the_draft_of_the_first(
    typist: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have the page open, and the other's answer is stored while this one is on its way."""
    file = make_file(user)
    first = given_files.answer

    def overtaken(file: GivenFile, **sent: Any) -> Draft:
        first(file, **sent)
        return first(file, **sent)

    monkeypatch.setattr(given_files, "answer", overtaken)
    answer = typist.post(f"{FILES}{file.pk}/", ANSWER, follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/stats/draft/{Draft.objects.get().pk}/change/"
    assert "The file was read into the draft of Dorset 2015-16." in unescape(answer.content.decode())


def test_what_is_typed_in_the_draft_that_is_there_stays(typist: Client, user: User) -> None:
    draft = make_draft(
        make_area("dorset"), year="2015-16", cells={"eligible_offenders.1.1..0": "707"}, user=user
    )
    file = make_file(user)
    typist.post(f"{FILES}{file.pk}/", ANSWER)
    draft.refresh_from_db()
    assert draft.cells["eligible_offenders.1.1..0"] == "707"
    assert "770" in draft.readings["eligible_offenders.1.1..0"]["doubt"]


def test_an_answer_with_another_title_than_the_published_leads_on_to_that(typist: Client, user: User) -> None:
    """The button sends what puts the file beside what is public, where each difference is marked."""
    title = "Dorset's “MAPPA” & more"
    make_figure(category="1", level="1", value=707, year="2015-16", source=make_source(title))
    file = make_file(user)
    raw = typist.post(f"{FILES}{file.pk}/", ANSWER).content.decode()
    page = unescape(raw)
    assert f"published already, from “{title}”" in page
    assert f"Put it beside what is published from “{title}”" in page
    assert "&amp;amp;" not in raw
    sent = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', raw.partition("Put it beside")[0])
    )
    sent = {name: unescape(value) for name, value in sent.items()}
    assert typist.post(f"{FILES}{file.pk}/", sent).status_code == 302
    draft = Draft.objects.get()
    assert (draft.source_title, draft.cells["eligible_offenders.1.1..0"]) == (title, "707")
    assert "770" in draft.readings["eligible_offenders.1.1..0"]["doubt"]


def test_a_file_that_cannot_be_had_says_why_and_keeps_nothing(typist: Client) -> None:
    answer = typist.post(f"{FILES}reports/", {"reports": SimpleUploadedFile("empty.pdf", b"")}, follow=True)
    page = unescape(answer.content.decode())
    assert "Could not be read." in page
    assert "The file is empty" in page
    assert "Give another file" in page
    assert not Draft.objects.exists()


def test_no_file_chosen_is_told(typist: Client) -> None:
    for address in ("reports/", "area-tables/"):
        page = typist.post(f"{FILES}{address}", {}).content.decode()
        assert "Choose a file." in page
    assert not GivenFile.objects.exists()


def test_many_files_wait_and_the_list_says_how_far_they_are(typist: Client) -> None:
    sent = [SimpleUploadedFile(f"report-{n}.txt", b"Dorset MAPPA") for n in range(3)]
    answer = typist.post(f"{FILES}reports/", {"reports": sent}, follow=True)
    page = unescape(answer.content.decode())
    assert "3 files were given." in page
    assert "Reading: 3 wait, 0 in hand, 0 read." in page
    assert "data-unfinished" in page
    assert f'<a href="{FILES}">Look again</a>' in page
    GivenFile.objects.update(state=State.REFUSED, content=b"", words="No figure was found.")
    page = shown(typist, FILES)
    assert "data-unfinished" not in page
    assert page.count("No figure was found.") == 3


def test_files_that_ask_stand_first(typist: Client, user: User) -> None:
    for state in (State.READ, State.REFUSED, State.ASKS, State.WAITING):
        make_file(user, name=f"{state}.pdf", state=state)
    page = shown(typist, FILES)
    places = [page.index(f"{state}.pdf") for state in (State.ASKS, State.WAITING, State.REFUSED, State.READ)]
    assert places == sorted(places)


def test_many_files_take_few_queries(
    typist: Client, user: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(make_area("dorset"), cells={"eligible_offenders.1.1..0": "770"}, user=user)
    for n in range(30):
        make_file(user, name=f"{n}.pdf", state=State.READ).drafts.add(draft)
    with django_assert_max_num_queries(15):
        page = shown(typist, FILES)
    assert page.count("Dorset 2014-15</a>") == 30


def test_a_file_is_dropped_and_its_draft_stays(typist: Client, user: User) -> None:
    file = make_file(user)
    typist.post(f"{FILES}{file.pk}/", ANSWER)
    page = unescape(typist.post(f"{FILES}{file.pk}/drop/", follow=True).content.decode())
    assert "is no longer among the files" in page
    assert not GivenFile.objects.exists()
    assert Draft.objects.count() == 1
    assert typist.post(f"{FILES}{file.pk}/drop/").status_code == 404
    assert typist.get(f"{FILES}{file.pk}/drop/").status_code == 405


def test_a_file_name_runs_nothing(typist: Client, user: User) -> None:
    make_file(user, name="<script>alert(1)</script>.pdf")
    assert "<script>alert" not in typist.get(FILES).content.decode()
