"""Open to every web page, kept by release, and the same address as JSON and as a table."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.utils.http import parse_http_date

from stats.models import Release
from tests.api.asking import ask, refused, table
from tests.factories import make_area, make_figure
from tests.views.test_kept_pages import SITES
from tests.views.test_kept_pages import client as kept_client  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/figures", 200),
        ("/api/v1/figures?x=1", 400),
        ("/api/v1/nothing", 404),
        ("/api/v1/openapi.json", 200),
        ("/data/figures.csv", 200),
        ("/areas/dorset/figures.csv", 200),
        ("/compare/rsos/2014-15/data.csv", 200),
        ("/compare/rsos/2014-15/chart.json", 200),
    ],
)
def test_data_is_open_to_pages_of_others(client: Client, path: str, status: int) -> None:
    make_figure(category="1", level="total", value=670)
    answer = client.get(path, headers={"origin": "https://paper.example"})
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = client.options(path, headers={"access-control-request-method": "GET"})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_pages_and_the_admin_are_not(client: Client) -> None:
    for path in ("/about/", "/admin/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(path).headers
    assert client.options("/admin/", headers={"access-control-request-method": "GET"}).status_code == 302


def test_the_same_cells_as_json_and_as_a_table() -> None:
    make_figure("sopo", value=62, as_printed="62")
    make_figure("rso_rate", value="57.450", as_printed="57.45")
    make_figure("notification_order", marker="c")
    sopo, rate, hidden = ask("figures")["items"]
    assert (sopo["value"], sopo["as_printed"], sopo["marker"], sopo["preferred"]) == (62, "62", None, True)
    assert (rate["value"], rate["category"]) == (57.45, None)
    assert (hidden["value"], hidden["marker"], hidden["as_printed"]) == (None, "c", "[c]")
    rows = table("figures")
    assert [(row["value"], row["marker"]) for row in rows] == [("62", ""), ("57.45", ""), ("", "c")]
    assert [*rows[0]] == [*sopo]


def test_a_table_in_pages_names_the_next_in_its_head(client: Client) -> None:
    for measure in ("sopo", "notification_order", "foreign_travel_order"):
        make_figure(measure, value=1)
    answer = client.get("/api/v1/figures?limit=2&format=csv")
    link = answer.headers["Link"]
    assert link.startswith("<http://testserver/api/v1/figures?format=csv&limit=2&cursor=")
    following = client.get(link[1:].partition(">")[0])
    assert following.getvalue().decode().count("\r\n") == 2
    assert "Link" not in following.headers


def test_each_form_has_its_tag_and_both_their_time(client: Client) -> None:
    Release.objects.create(number=1, title="First")
    as_json = client.get("/api/v1/measures")
    as_csv = client.get("/api/v1/measures", headers={"accept": "text/csv"})
    assert as_json.headers["ETag"] != as_csv.headers["ETag"]
    assert as_csv.headers["ETag"] == client.get("/api/v1/measures?format=csv").headers["ETag"]
    for answer in (as_json, as_csv):
        assert {"Accept", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))
        assert parse_http_date(answer.headers["Last-Modified"]) >= settings.CODE_CHANGED - 1
    tag, time = as_json.headers["ETag"], as_json.headers["Last-Modified"]
    for headers in ({"if-none-match": tag}, {"if-modified-since": time}):
        again = client.get("/api/v1/measures", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        for wrong in ("/api/v1/measures?x=1", "/api/v1/nothing", "/api/v1/areas/nowhere"):
            assert client.get(wrong, headers=headers).status_code in (400, 404)
    other = client.get("/api/v1/measures", headers={"if-none-match": tag, "accept": "text/csv"})
    assert other.status_code == 200


def test_a_release_makes_it_new(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CODE_CHANGED", 0.0)
    Release.objects.create(number=1, title="First")
    Release.objects.filter(number=1).update(made_at="2026-01-02T03:04:05Z")
    before = client.get("/api/v1/figures").headers
    assert before["Last-Modified"] == "Fri, 02 Jan 2026 03:04:05 GMT"
    Release.objects.create(number=2, title="Second")
    headers = {"if-modified-since": before["Last-Modified"]}
    after = client.get("/api/v1/figures", headers=headers)
    assert (after.status_code, after.json()["release"]) == (200, 2)
    headers = {"if-none-match": before["ETag"]}
    assert client.get("/api/v1/figures", headers=headers).status_code == 200


def test_head_is_answered_as_get(client: Client) -> None:
    make_area()
    whole, head = client.get("/api/v1/areas"), client.head("/api/v1/areas")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


@pytest.mark.usefixtures("kept_client")
class TestKept:
    def test_each_form_is_kept_once_and_junk_never(self, kept_client: Client) -> None:  # noqa: F811
        kept_client.get("/api/v1/measures")
        kept_client.get("/api/v1/measures", headers={"accept": "application/json"})
        kept_client.get("/api/v1/measures", headers={"accept": "text/csv"})
        kept_client.get("/api/v1/measures?format=csv")
        kept_client.get("/api/v1/figures?limit=5&area=dorset")
        kept_client.get("/api/v1/figures?area=dorset&limit=5")
        site = SITES[-1]
        assert len(site.pages) + len(site.chosen) == 3
        for number in range(20):
            refused(f"measures?junk={number}", status=400, client=kept_client)
            refused("figures", status=406, client=kept_client, accept=f"a/{number}")
            assert kept_client.get(f"/api/v1/openapi.json?junk={number}").status_code == 200
        kept_client.get("/api/v1/answer?q=sopos")
        assert len(site.pages) + len(site.chosen) == 4  # the description once

    def test_the_form_that_was_asked_for_is_what_comes(self, kept_client: Client) -> None:  # noqa: F811
        for _ in range(2):
            for accept, kind in (("text/csv", "text/csv"), ("*/*", "application/json")):
                answer = kept_client.get("/api/v1/areas", headers={"accept": accept})
                assert answer.headers["Content-Type"].startswith(kind)
