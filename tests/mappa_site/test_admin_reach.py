"""Where the admin is, from where it can be reached, and whom to tell of a weakness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from mappa_site.environment import contact, networks, path_of
from tests.mappa_site.test_environment import PUBLIC, python

SECURITY_TXT = "/.well-known/security.txt"


@pytest.mark.parametrize("given", ["desk-4f2a", "/desk-4f2a", "/desk-4f2a/", " desk-4f2a "])
def test_the_admin_is_where_a_setting_says(given: str) -> None:
    assert path_of("X", default="/admin/", environ={"X": given}) == "/desk-4f2a/"
    assert path_of("X", default="/admin/", environ={"X": ""}) == "/admin/"


@pytest.mark.parametrize("given", ["a b", "a//b", "..", "a/../b", "ä", "a?b", "a%2fb", "."])
def test_a_path_that_no_address_can_have_is_refused(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"X is .*Set it to letters, digits and hyphens"):
        path_of("X", default="/admin/", environ={"X": given})


@pytest.mark.processes
def test_a_moved_admin_takes_all_that_goes_with_it() -> None:
    program = """
from django.conf import settings
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse
from stats.views.caching import is_public
print(reverse("admin:index"), reverse("admin:stats_draft_add"))
print(settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH)
print(*(is_public(RequestFactory().get(path)) for path in ("/desk/4f2a/login/", "/admin/login/")))
try:
    resolve("/admin/")
except Resolver404:
    print("nothing is at /admin/")
"""
    moved = PUBLIC | {"MAPPA_ADMIN_PATH": "desk/4f2a"}
    done = python("manage.py", "shell", "--no-imports", "-c", program, environment=moved)
    assert done.stdout.splitlines() == [
        "/desk/4f2a/ /desk/4f2a/stats/draft/add/",
        "/desk/4f2a/ /desk/4f2a/",
        "False True",
        "nothing is at /admin/",
    ], done.stderr


@pytest.mark.processes
@pytest.mark.parametrize("taken", ["areas", "orders", "embed/desk", "static"])
def test_the_admin_cannot_be_where_public_pages_are(taken: str) -> None:
    done = python("manage.py", "check", environment=PUBLIC | {"MAPPA_ADMIN_PATH": taken})
    assert done.returncode == 1
    assert f"MAPPA_ADMIN_PATH is '/{taken}/', where public pages are." in done.stderr


@pytest.fixture
def from_two_networks() -> Iterator[None]:
    named = (ip_network("10.1.0.0/16"), ip_network("2001:db8::/32"))
    with override_settings(ADMIN_ADDRESSES=named):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("visitor", "status"),
    [
        ("10.1.200.3", 200),
        ("2001:db8::7", 200),
        ("::ffff:10.1.0.9", 200),
        ("10.2.0.1", 404),
        ("2001:db9::1", 404),
        ("", 404),
        ("unix:", 404),
    ],
)
def test_from_elsewhere_the_admin_is_not_there(
    from_two_networks: None, client: Client, visitor: str, status: int
) -> None:
    answer = client.get("/admin/login/", REMOTE_ADDR=visitor)
    assert answer.status_code == status
    if status == 404:
        # Nothing tells it from an address at which there never was anything.
        nothing = client.get("/desk/login/", REMOTE_ADDR=visitor)
        assert answer.content == nothing.content
        assert not answer.cookies
        assert client.post("/admin/login/", {"username": "ann"}, REMOTE_ADDR=visitor).status_code == 404
        assert client.get("/about/", REMOTE_ADDR=visitor).status_code == 200


@pytest.mark.django_db
def test_what_a_visitor_says_of_an_address_does_not_open_the_admin(
    from_two_networks: None, client: Client
) -> None:
    """Behind the proxy the last address counts, which the proxy adds; without a proxy none of them."""
    claimed = {"x-forwarded-for": "10.1.0.9"}
    assert client.get("/admin/login/", headers=claimed, REMOTE_ADDR="192.0.2.1").status_code == 404
    with override_settings(HTTPS=True):
        assert client.get("/admin/login/", headers=claimed, REMOTE_ADDR="127.0.0.1").status_code == 200
        added = {"x-forwarded-for": "10.1.0.9, 192.0.2.1"}
        assert client.get("/admin/login/", headers=added, REMOTE_ADDR="127.0.0.1").status_code == 404


def test_networks_are_read_whole_or_refused() -> None:
    assert networks("X", environ={"X": ""}) == ()
    assert networks("X", environ={"X": "10.1.2.3/16, ::1"}) == (
        ip_network("10.1.0.0/16"),
        ip_network("::1/128"),
    )
    with pytest.raises(ImproperlyConfigured, match=r"X: 'office'.*Set it to addresses or networks"):
        networks("X", environ={"X": "10.1.0.0/16,office"})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("", ""),
        ("security@mappa.example", "mailto:security@mappa.example"),
        ("mailto:security@mappa.example", "mailto:security@mappa.example"),
        ("https://mappa.example/security", "https://mappa.example/security"),
    ],
)
def test_a_contact_is_an_address_that_says_how(given: str, named: str) -> None:
    assert contact("X", environ={"X": given}) == named


@pytest.mark.parametrize("given", ["the office", "http://mappa.example/", "a@b.example\nExpires: never", "@"])
def test_a_contact_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"(?s)X is .*Set it to an e-mail address"):
        contact("X", environ={"X": given})


@pytest.mark.django_db
def test_security_txt_says_whom_to_tell_and_until_when(client: Client) -> None:
    assert client.get(SECURITY_TXT).status_code == 404
    with override_settings(SECURITY_CONTACT="mailto:security@mappa.example"):
        answer = client.get(SECURITY_TXT)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
        lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
        assert lines["Contact"] == "mailto:security@mappa.example"
        assert lines["Canonical"] == f"http://testserver{SECURITY_TXT}"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", lines["Expires"])
        left = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
        assert timedelta(days=90) < left < timedelta(days=365)  # RFC 9116: recommended to be less than a year
        assert "Cache-Control" not in answer.headers, "kept until the next release, it would grow stale"
