"""What every answer carries, whatever the page. /healthz stands for the public side here."""

import gzip

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from mappa_site.middleware import PublicGZipMiddleware

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


def compressed(path: str) -> HttpResponse:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("figures " * 500)

    request = RequestFactory().get(path, headers={"accept-encoding": "gzip"})
    answer = PublicGZipMiddleware(page)(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_public_pages_are_compressed_to_the_same_bytes_each_time() -> None:
    first, second = compressed("/"), compressed("/")
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.content == second.content
    assert gzip.decompress(first.content) == b"figures " * 500


def test_admin_pages_are_not_compressed() -> None:
    assert "Content-Encoding" not in compressed("/admin/stats/").headers
