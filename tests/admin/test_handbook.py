"""The handbook: open to all staff, and naming every role and every marker that there is."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from stats.calculations.amounts import Marker, Qualifier
from stats.drafting.desk import DraftState
from tests.people import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/handbook/"


@pytest.fixture
def page(client: Client) -> str:
    make_user("Publisher")
    make_user(name="the.superuser", superuser=True)
    client.force_login(make_user())
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_nobody_else_reads_it(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
    user = make_user()
    user.is_staff = False
    user.save()
    client.force_login(user)
    assert client.get(ADDRESS).status_code == 302


def test_it_names_each_role_and_whom_to_ask(page: str) -> None:
    names = set(Group.objects.values_list("name", flat=True))
    assert names
    for name in names | {"Superuser"}:
        assert f"<dt>{name}</dt>" in page
    assert "the.superuser" in page


def test_it_names_each_marker_and_each_word_beside_a_number(page: str) -> None:
    for marker in Marker:
        assert f'<td data-label="Readers see">{marker.shorthand}</td>' in page
        assert marker.label in page
        typed = "-" if marker is Marker.NOT_APPLICABLE else marker.value
        assert f"<kbd>{typed}</kbd>" in page
    for word in filter(None, Qualifier):
        assert f"<kbd>{word} 640</kbd>" in page


def test_it_names_each_state_of_a_draft_as_the_list_does(page: str) -> None:
    for state in DraftState:
        assert f"<dt>{state.label}</dt>" in page


def test_each_link_within_it_leads_somewhere(page: str) -> None:
    anchors = re.findall(r'href="#([\w-]+)"', page)
    assert len(anchors) > 5
    for anchor in anchors:
        assert f'id="{anchor}"' in page
