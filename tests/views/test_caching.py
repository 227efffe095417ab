"""What a cache may keep, and for how long."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from stats.models import Release
from tests.factories import make_figure, make_nation

PAGES = (
    "/",
    "/areas/",
    "/areas/?q=dorset+smith",
    "/areas/dorset/",
    "/areas/dorset/2014-15/",
    "/areas/dorset/figures.csv",
    "/compare/",
    "/compare/rsos/",
    "/compare/rsos/2014-15/",
    "/compare/rsos/2014-15/data.csv",
    "/compare/rsos/2014-15/chart.json",
    "/compare/rsos/years/data.csv",
    "/orders/",
    "/recalls/",
    "/england-and-wales/",
    "/measures/",
    "/measures/sopo/",
    "/data/",
    "/data/figures.csv",
    "/coverage/",
    "/coverage/data.csv",
    "/data/local-activity.csv",
    "/sources/",
    "/sources/?q=dorset",
    "/sources/dorset-mappa-annual-report-2014-2015/",
    "/sources/dorset-mappa-annual-report-2014-2015/figures.csv",
    "/data-quality/",
    "/about/",
    "/glossary/",
    "/accessibility/",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored() -> None:
    make_nation()
    make_figure(category="1", level="total", value=670)
    Release.objects.create(number=1, title="First")


def etag(client: Client, path: str) -> str:
    return client.get(path).headers["ETag"]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_may_be_kept_and_asked_about(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    identity = Release.objects.get().identity.hex
    assert answer.headers["ETag"] == f'W/"{identity}-{settings.CODE_VERSION}"'
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "stale-while-revalidate" in answer.headers["CDN-Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_sets_no_cookie_and_is_the_same_for_everyone(client: Client, path: str) -> None:
    client.cookies["sessionid"] = "somebody"
    answer = client.get(path)

    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", ["/areas/dorset/", "/compare/rsos/2014-15/", "/data/figures.csv"])
def test_a_page_that_still_holds_is_not_made_again(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    known = etag(client, path)

    with django_assert_num_queries(1):  # the release
        answer = client.get(path, headers={"If-None-Match": known})

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == known


def test_a_new_release_makes_every_page_new(client: Client) -> None:
    known = etag(client, "/areas/dorset/")
    Release.objects.create(number=2, title="Second")

    answer = client.get("/areas/dorset/", headers={"If-None-Match": known})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != known


def test_new_code_makes_every_page_new(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = etag(client, "/areas/dorset/")
    monkeypatch.setattr(settings, "CODE_VERSION", "another")
    assert client.get("/areas/dorset/", headers={"If-None-Match": known}).status_code == 200


def test_before_the_first_release_pages_carry_a_tag_too(client: Client) -> None:
    Release.objects.all().delete()
    assert etag(client, "/about/") == f'W/"0-{settings.CODE_VERSION}"'


def test_head_is_answered_like_get(client: Client) -> None:
    answer = client.head("/areas/dorset/")
    assert answer.status_code == 200
    assert answer.headers["ETag"] == etag(client, "/areas/dorset/")


@pytest.mark.parametrize(
    "path", ["/areas/atlantis/", "/areas/dorset/2019-20/", "/compare/crimes/", "/nowhere/"]
)
def test_a_page_that_is_not_there_is_not_kept(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "ETag" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/"])
def test_the_admin_is_not_kept(client: Client, path: str) -> None:
    answer: HttpResponse = client.get(path)  # type: ignore[assignment]
    assert "ETag" not in answer.headers
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_health_is_asked_afresh_each_time(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/orders/", "/data/figures.csv", "/embed/orders/x/", "/nowhere/"])
def test_what_is_sent_to_a_public_address_is_answered_with_a_plain_page(
    client: Client, path: str, method: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.generic(method, path)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assertContains(answer, "<h1>This page can only be read</h1>", status_code=405, html=True)
    assertContains(answer, f"this request was {method}.", status_code=405)
    assertContains(answer, 'href="/"', status_code=405)
    assert "ETag" not in answer.headers
    assert not answer.cookies


def test_a_method_that_nobody_knows_is_no_markup(client: Client) -> None:
    assertContains(client.generic("<B>", "/"), "this request was &lt;B&gt;.", status_code=405)
