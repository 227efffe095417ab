"""What every answer carries, whatever the page. /healthz stands for the public side here."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

UNPACKED: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}

pytestmark = pytest.mark.django_db


def test_a_public_answer_sets_no_cookie_and_does_not_vary_by_one(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_visitor_who_is_signed_in_to_the_admin_gets_the_same_public_answer(client: Client) -> None:
    plain = client.get("/healthz")
    client.force_login(User.objects.create_superuser("admin"))
    signed_in = client.get("/healthz")
    assert signed_in.content == plain.content
    assert not signed_in.cookies
    assert signed_in.headers.get("Vary") == plain.headers.get("Vary")


def test_cookies_are_the_admins_alone(client: Client) -> None:
    client.get("/admin/login/")
    assert client.cookies
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin/"}
    assert all(cookie["httponly"] for cookie in client.cookies.values())


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/no-such-page/"])
def test_the_content_security_policy_allows_nothing_inline_and_no_other_host(
    client: Client, path: str
) -> None:
    header = client.get(path).headers["Content-Security-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in header.split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'self'", "'none'"}
    assert {"base-uri", "frame-ancestors"} <= {name for name, value in policy.items() if value == "'none'"}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_the_headers_that_protect_a_visitor(client: Client, header: str, value: str) -> None:
    assert client.get("/healthz").headers[header] == value
    assert "camera=()" in client.get("/healthz").headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("*;q=0", ""),
        ("", ""),
    ],
)
def test_public_pages_are_compressed_as_the_browser_takes_it(
    client: Client, accepted: str, encoding: str
) -> None:
    plain = client.get("/about/", headers={"accept-encoding": "identity"})
    answers = [client.get("/about/", headers={"accept-encoding": accepted}) for _ in range(2)]
    for answer in answers:
        assert answer.headers.get("Content-Encoding", "") == encoding
        assert UNPACKED[encoding](answer.content) == plain.content
        assert answer.headers["Content-Length"] == str(len(answer.content))
        assert answer.headers["Vary"] == "Accept-Encoding"
    assert answers[0].content == answers[1].content


def test_admin_pages_are_not_compressed(client: Client) -> None:
    """An admin page holds a CSRF token beside text that the sender of a link may choose (BREACH)."""
    answer = client.get("/admin/login/", headers={"accept-encoding": "gzip, br"})
    assert len(answer.content) > 2_000
    assert "Content-Encoding" not in answer.headers
