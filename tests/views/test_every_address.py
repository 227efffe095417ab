"""Every address of the public site with values that nobody foresaw: an answer, never an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import make_area, make_figure, make_nation

pytestmark = pytest.mark.django_db

VALUES = ("%00", "..%2Fpasswd", "%ED%A0%80", "2147483648", "9999-00", "dorset")
QUERIES = cycle(
    (
        "",
        "page=0&sort=-&year=9999-00&areas=%00,,dorset&with=%ED%A0%80&q=%00&least=x&place=%FF",
        f"page={'9' * 40}&sort={'a' * 3000}&q={'(' * 500}&limit=-1&cursor=%00&fields=%00",
        "page=%D9%A2&areas=" + ",".join(f"area-{number}" for number in range(400)),
        "page[]=1&&&===;;;%&sort[]=value&year=2014-15&year=x&limit=99999999999999999999",
    )
)
ADMIN = "admin/"


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Django's own way of writing each address, such as `areas/<slug:slug>/`."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif not route.startswith(ADMIN):
            yield route


def filled(route: str) -> Iterator[str]:
    """The address with each value at each of its places."""
    parts = route.split("<")
    for value in VALUES if len(parts) > 1 else VALUES[:1]:
        yield "/" + parts[0] + "".join(value + part.partition(">")[2] for part in parts[1:])


def test_no_address_of_the_public_site_is_answered_with_an_error() -> None:
    make_nation()
    make_figure(category="1", level="total", value=670, area=make_area("dorset"), year="2014-15")
    client = Client(raise_request_exception=False)
    known = [*routes(get_resolver().url_patterns)]
    assert len(known) > 60
    asked = [f"{path}?{next(QUERIES)}" for route in known for path in filled(route)]
    answers = {path: client.get(path) for path in asked}
    wrong = {path[:100]: answer.status_code for path, answer in answers.items() if answer.status_code >= 500}
    assert wrong == {}
    assert {answer.status_code for answer in answers.values()} >= {200, 404}
