"""What cannot be answered is told as problem details that say what is wrong and what is allowed."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from mappa_site import database_wait
from stats.catalogue.reader import catalogue
from tests.api.asking import ask, refused
from tests.factories import make_area, make_figure

pytestmark = pytest.mark.django_db

LONG = "x" * 10_000


@pytest.mark.parametrize(
    ("path", "status", "parameter", "told"),
    [
        ("figures?areas=dorset", 400, "areas", "There is no parameter 'areas' here."),
        (f"figures?{LONG}=1", 400, "x" * 60, "There is no parameter"),
        ("figures?%00=1", 400, "\0", "There is no parameter"),
        ("measures?q=dorset", 400, "q", "There is no parameter 'q' here."),
        ("figures?limit=1000000", 400, "limit", "It may be at most 1000."),
        ("figures?limit=0", 400, "limit", "It must be at least 1."),
        ("figures?limit=-1", 400, "limit", "no whole number in digits"),
        ("figures?limit=1_0", 400, "limit", "no whole number in digits"),
        ("figures?limit=%D9%A3", 400, "limit", "no whole number in digits"),
        ("figures?limit=", 400, "limit", "no whole number in digits"),
        ("figures?limit=5&limit=5", 400, "limit", "limit is given more than once."),
        ("figures?format=csv&format=json", 400, "format", "format is given more than once."),
        ("figures?format=xlsx", 400, "format", "There is no such format."),
        ("figures?cursor=made-up", 404, "cursor", "not given out for this list"),
        ("figures?cursor=WzFd:abc", 404, "cursor", "not given out for this list"),
        ("figures?cursor=%00", 400, "cursor", "a character that cannot stand there"),
        (f"figures?cursor={LONG}", 400, "cursor", "It may have at most 200 characters."),
        ("figures?year=2014-17", 400, "year", "no reporting year such as 2014-15"),
        ("figures?year=2014", 400, "year", "no reporting year such as 2014-15"),
        ("figures?year=%D9%A2014-15", 400, "year", "no reporting year such as 2014-15"),
        ("figures?measure=crimes", 400, "measure", "There is no such measure."),
        ("figures?category=5", 400, "category", "There is no such category."),
        ("figures?level=", 400, "level", "There is no such level."),
        ("figures?source_kind=rumour", 400, "source_kind", "There is no such kind of source."),
        ("figures?area=dorst", 404, "area", "There is no area 'dorst'."),
        ("figures?area=%00", 400, "area", "a character that cannot stand there"),
        ("figures?area=dorset'--", 400, "area", "a character that cannot stand there"),
        ("figures?" + "&".join(["area=dorset"] * 61), 400, "area", "It may be given at most 60 times."),
        ("areas/atlantis", 404, "area", "There is no area 'atlantis'."),
        ("measures/crimes", 404, "name", "There is nothing of the name 'crimes' here."),
        ("areas/%00", 404, "area", "a character that cannot stand there"),
        ("areas/d%C3%B6rset", 404, "area", "a character that cannot stand there"),
        ("areas?q=%00", 400, "q", "a character that cannot stand there"),
        (f"areas?q={LONG}", 400, "q", "It may have at most 200 characters."),
        (f"answer?q={LONG}", 400, "q", "It may have at most 200 characters."),
        ("answer?q=", 400, "q", "It is empty."),
        ("answer", 400, "q", "It is needed."),
        ("indicators/crimes/values", 404, "indicator", "There is no such indicator."),
        ("comparisons/rso-rate", 400, "area", "It is needed."),
        ("comparisons/rso-rate/2014-17", 404, "year", "no reporting year such as 2014-15"),
        ("comparisons/rso-rate/2050-51", 404, "year", "Nothing is held of rso-rate for 2050-51."),
        ("changes?from=-1", 400, "from", "no whole number in digits"),
        ("changes?from=99999999999", 400, "from", "no whole number in digits"),
        ("changes?from=7", 404, "from", "There is no release 7."),
        ("figures?release=7", 404, "release", "There is no release of that number."),
        ("figures?release=0", 404, "release", "There is no release of that number."),
        ("figures?release=%00", 404, "release", "There is no release of that number."),
    ],
)
def test_what_is_wrong_is_said(path: str, status: int, parameter: str, told: str) -> None:
    make_area()
    problem = refused(path, status=status)
    [error] = problem["errors"]
    assert error["parameter"] == parameter
    assert told in error["detail"]
    assert told in problem["detail"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("measures?x=1", ["format", "release"]),
        ("changes?since=3", ["cursor", "format", "from", "limit", "release"]),
        ("figures?category=5", ["1", "2", "3", "4", "total"]),
        ("figures?area=dorst", ["dorset"]),
        ("figures?source_kind=rumour", [*catalogue().source_kinds]),
        ("indicators/crimes/values", [*catalogue().indicators]),
    ],
)
def test_and_what_is_allowed(path: str, allowed: list[str]) -> None:
    make_area()
    [error] = refused(path, status=404 if "crimes" in path or "dorst" in path else 400)["errors"]
    assert error["allowed"] == allowed


@pytest.mark.parametrize(
    "path", ["nothing", "figures/", "figures/1", "areas/dorset/x", "comparisons/rso-rate/2014-15/x"]
)
def test_an_address_that_is_not_there(path: str) -> None:
    assert refused(path, status=404)["detail"] == "Nothing is at this address."


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "<B>"])
def test_it_can_only_be_read(client: Client, method: str) -> None:
    answer = client.generic(method, "/api/v1/figures", "{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "This can only be read"


@pytest.mark.parametrize(
    "accept", ["image/png", "garbage", "application/xml;q=0.9", "\x7f", "text/csv;q=0, a/b"]
)
def test_a_form_that_there_is_not(accept: str) -> None:
    [error] = refused("figures", status=406, accept=accept)["errors"]
    assert (error["parameter"], error["allowed"]) == ("Accept", ["application/json", "text/csv"])


@pytest.mark.parametrize(
    "accept", ["", "*/*", "application/*", "text/html, */*;q=0.1", "application/json, text/csv"]
)
def test_json_where_several_will_do(accept: str) -> None:
    assert ask("measures", accept=accept)["items"]


def test_a_host_that_is_not_ours_is_told_as_a_problem() -> None:
    refused("figures", status=400, host="elsewhere.example")


def test_a_fault_and_a_database_that_is_away_are_problems_too(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    make_figure("sopo", value=62)

    def fails(error: Exception) -> None:
        def condition(_self: object) -> None:
            raise error

        monkeypatch.setattr("stats.queries.tidy.FigureFilter.condition", property(condition))

    fails(RuntimeError("secret"))
    problem = refused("figures", status=500, client=client)
    assert "secret" not in str(problem)
    fails(OperationalError("no connection"))
    assert refused("figures", status=503, client=client)["title"] == "The database does not answer"
    answer = client.get("/api/v1/figures")
    assert answer.headers["Retry-After"] == str(database_wait.RETRY_AFTER)
    assert not settings.DEBUG
