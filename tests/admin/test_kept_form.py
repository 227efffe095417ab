"""What is sent when the session has ended comes back to the one who typed it, and to nobody else."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from stats.admin.drafts.kept import MOST_KEPT
from stats.models import Area, Draft
from tests.factories import make_area
from tests.people import make_draft, make_user

pytestmark = pytest.mark.django_db

RSOS = "cell:eligible_offenders.1.1..0"
HERE_AGAIN = "What you typed is here again, and is not saved yet."
FOLDER = "/admin/stats/draft"


@pytest.fixture
def dorset(db: None) -> Area:
    return make_area("dorset")


@pytest.fixture
def draft(dorset: Area) -> Draft:
    return make_draft(dorset, cells={"sopo....0": "5"}, user=make_user(name="root", superuser=True))


def typist(name: str, area: Area) -> User:
    user = make_user("Data entry", areas=[area], name=name)
    user.set_password("entered-as-printed")
    user.save()
    return user


def sign_in(client: Client, name: str, *, to: str = "/admin/") -> None:
    sent = {"username": name, "password": "entered-as-printed", "next": to}
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get("/admin/login/").content.decode())
    if token:
        sent["csrfmiddlewaretoken"] = token[1]
    assert client.post("/admin/login/", sent).status_code == 302


def form(client: Client, draft: Draft) -> dict[str, str]:
    page = client.get(f"{FOLDER}/{draft.pk}/change/").content.decode()
    fields = re.findall(r'<input[^>]*\sname="([^"]+)"[^>]*? value="([^"]*)"(?! disabled)', page)
    return {unescape(name): unescape(value) for name, value in fields}


def opened(client: Client, draft: Draft) -> str:
    return unescape(client.get(f"{FOLDER}/{draft.pk}/change/").content.decode())


def test_signed_out_then_save_then_signed_in_again(client: Client, dorset: Area, draft: Draft) -> None:
    typist("anna", dorset)
    sign_in(client, "anna")
    sent = form(client, draft) | {RSOS: "56"}
    client.cookies.pop("sessionid")
    answer = client.post(f"{FOLDER}/{draft.pk}/change/", sent | {"do": "save"})
    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]
    sign_in(client, "anna", to=f"{FOLDER}/{draft.pk}/change/")
    page = opened(client, draft)
    assert HERE_AGAIN in page
    assert re.search(rf'name="{re.escape(RSOS)}" value="56"', page)
    draft.refresh_from_db()
    assert RSOS.removeprefix("cell:") not in draft.cells
    assert HERE_AGAIN not in opened(client, draft)  # given once
    client.post(f"{FOLDER}/{draft.pk}/change/", form(client, draft) | {RSOS: "56", "do": "save"})
    draft.refresh_from_db()
    assert draft.cells[RSOS.removeprefix("cell:")] == "56"


def test_somebody_else_who_signs_in_there_sees_nothing_of_it(
    client: Client, dorset: Area, draft: Draft
) -> None:
    typist("anna", dorset)
    typist("ben", dorset)
    sign_in(client, "anna")
    sent = form(client, draft) | {RSOS: "5678"}
    client.cookies.pop("sessionid")
    client.post(f"{FOLDER}/{draft.pk}/change/", sent)
    sign_in(client, "ben")
    page = opened(client, draft)
    assert HERE_AGAIN not in page
    assert "5678" not in page
    client.post("/admin/logout/")
    sign_in(client, "anna")
    assert HERE_AGAIN not in opened(client, draft)


def test_what_is_no_form_of_ours_is_not_kept(client: Client, dorset: Area, draft: Draft) -> None:
    typist("anna", dorset)
    sign_in(client, "anna")
    sent = form(client, draft)
    client.cookies.pop("sessionid")
    address = f"{FOLDER}/{draft.pk}/change/"
    for wrong in ({"owner": ""}, {"owner": "1:made-up"}, {"source_title": "x" * MOST_KEPT}):
        client.post(address, sent | {RSOS: "56"} | wrong)
        assert "kept_form" not in client.session
    sign_in(client, "anna")
    assert HERE_AGAIN not in opened(client, draft)


def test_a_token_of_an_earlier_session_gets_plain_words_and_keeps_the_text(
    dorset: Area, draft: Draft
) -> None:
    typist("anna", dorset)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, "anna")
    sent = form(client, draft) | {RSOS: "56", "do": "save"}
    client.cookies.pop("sessionid")
    sign_in(client, "anna")  # in another window: the token is another now
    address = f"{FOLDER}/{draft.pk}/change/"
    for foreign in ("https://elsewhere.example", "null"):
        answer = client.post(address, sent, headers={"Origin": foreign})
        assert answer.status_code == 403
        assert "Nothing is lost" not in answer.content.decode()
        assert HERE_AGAIN not in opened(client, draft)
    answer = client.post(address, sent, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    words = unescape(answer.content.decode())
    assert "CSRF" not in words
    assert "Nothing is lost: what you typed waits for you" in words
    assert f'href="{address}"' in words
    page = opened(client, draft)
    assert HERE_AGAIN in page
    assert 'value="56"' in page
    draft.refresh_from_db()
    assert RSOS.removeprefix("cell:") not in draft.cells
