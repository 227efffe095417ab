"""What is sent to the admin, without a server; slow senders are in test_bad_days.py."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from mappa_site.bodies import MOST, OF_AN_ADDRESS, BodiesInTurn


def sent(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.read())


def post(*, path: str = "/admin/login/", body: bytes = b"a=1", length: str = "3") -> WSGIRequest:
    request = RequestFactory().post(path, body, content_type="text/plain")
    request.META["CONTENT_LENGTH"] = length
    request.environ["wsgi.input"] = BytesIO(body)
    return request


@pytest.mark.parametrize(
    ("length", "status"), [("3", 200), (str(MOST), 200), (str(MOST + 1), 413), ("9" * 40, 413)]
)
def test_a_body_is_read_up_to_a_size(length: str, status: int) -> None:
    """Of one that says more than it brings, what it brings."""
    answer = BodiesInTurn(sent)(post(length=length))
    assert answer.status_code == status
    assert status == 413 or answer.getvalue() == b"a=1"


@pytest.mark.parametrize("length", ["", "0", "-1", "x", "٣"])
def test_a_length_that_says_nothing_is_djangos_to_judge(length: str) -> None:
    assert BodiesInTurn(lambda _: HttpResponse("asked", status=202))(post(length=length)).status_code == 202


def test_what_is_sent_to_a_public_page_is_not_waited_for() -> None:
    request = post(path="/areas/")
    request.environ["wsgi.input"] = None
    assert BodiesInTurn(lambda _: HttpResponse("asked", status=202))(request).status_code == 202


def test_an_address_has_so_many_turns_and_gets_them_back() -> None:
    site = BodiesInTurn(sent)
    site.waiting["127.0.0.1"] = OF_AN_ADDRESS
    refused = site(post())
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    site.waiting["127.0.0.1"] = OF_AN_ADDRESS - 1
    for _ in range(3):
        assert site(post()).status_code == 200
    assert site.waiting == {"127.0.0.1": OF_AN_ADDRESS - 1}
