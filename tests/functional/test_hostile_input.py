"""Requests that no page sends: each gets a sensible answer, never an error of ours."""

from __future__ import annotations

import pytest

from tests.functional.kinds import KINDS, Kind
from tests.functional.serving import Site

LONG = "a" * 3000

QUERIES = (
    "sort=nonsense",
    "sort=-",
    "sort=value&sort=-area",
    "sort=%00",
    "sort=" + LONG,
    "sort[]=value",
    "areas=",
    "areas=,,,",
    "areas=nowhere",
    "areas=dorset,dorset,nowhere,%3Cscript%3Ealert(1)%3C/script%3E",
    "areas=" + ",".join(f"area-{number}" for number in range(400)),
    "areas=%00",
    "areas=%F0%9F%98%80&areas=%FF%FE",
    "year=",
    "year=2014",
    "year=9999-00",
    "year=2014-15&year=2015-16",
    "year=%D9%A2%D9%A0%D9%A1%D9%A4-15",
    "year=%00",
    "year=../../etc/passwd",
    "page=-1",
    "q=%00",
    "q=" + LONG,
    "q=%27%3B+DROP+TABLE+stats_area%3B--",
    "q=%25%25%25___",
    "q=%F0%9F%98%80",
    "q=%ED%A0%80",
    "q=%E2%80%AE%E2%80%8B",
    "q=(((((((((((((((",
    "q[]=dorset",
    "indicator=rso-rate&year=nonsense&areas=%00",
    "indicator=%00",
    "&&&===;;;",
    "%",
)

PAGES = (
    "/",
    "/areas/",
    "/areas/dorset/",
    "/compare/",
    "/compare/rso-rate/2018-19/",
    "/orders/",
    "/coverage/",
    "/data-quality/",
)

ADDRESSES = (
    "/areas/../../etc/passwd",
    "/areas/..%2F..%2Fetc%2Fpasswd/",
    "/areas/%2e%2e/%2e%2e/etc/passwd",
    "/areas/dorset%00/",
    "/areas/DORSET/",
    "/areas/dorset/2015-17/",
    "/areas/dorset/0000-01/",
    "/areas/dorset/9999-00/",
    "/areas/dorset/٢٠١٤-15/",
    "/areas/dorset/charts/nothing.json",
    "/areas/nowhere/charts/rso-rate.json",
    "/areas/nowhere/figures.csv",
    "/areas/%F0%9F%98%80/",
    "/areas/%FF/",
    "/areas/" + LONG + "/",
    "/areas/england-and-wales/2099-00/",
    "/compare/nothing/",
    "/compare/rso-rate/2099-00/",
    "/compare/rso-rate/1899-00/",
    "/compare/rso-rate/2099-00/data.csv",
    "/compare/nothing/2018-19/data.csv",
    "/compare/nothing/2018-19/chart.json",
    "/orders/charts/nothing.json",
    "/orders/charts/nothing.svg",
    "/orders/charts/%00.png",
    "/recalls/charts/prevention-orders.png",
    "/embed/orders/nothing/",
    "/embed/recalls/prevention-orders/",
    "/embed/england-and-wales/nothing/",
    "/embed/compare/rsos/2018-19/funnel/",
    "/embed/nothing/rso-rate/",
    "/compare/nothing/years/data.csv",
    "/england-and-wales/charts/nothing.json",
    "/england-and-wales/charts/rso-rate.svg",
    "/measures/nothing/",
    "/measures/%00/",
    "/static/../mappa_site/settings.py",
    "/static/%2e%2e/%2e%2e/manage.py",
    "/.env",
    "/.git/config",
    "//example.org/",
    "/wp-login.php",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_query_that_makes_no_sense_is_answered_all_the_same(site: Site, page: str) -> None:
    """A page that a list does not have is not found; the others have no pages, and read none."""
    answers = {query[:80]: site.ask(f"{page}?{query}").status for query in QUERIES}
    if page == "/data-quality/":
        assert answers.pop("page=-1") == 404
    assert {query: status for query, status in answers.items() if status not in {200, 302}} == {}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:50])
def test_an_address_that_does_not_exist_is_not_found(site: Site, address: str) -> None:
    answer = site.ask(address)
    assert answer.status in {301, 400, 404}
    assert "root:" not in answer.text
    if answer.status == 301:
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")


@pytest.mark.parametrize(
    "address", ["/areas/dorset%2F2015-16/", "/compare/rso-rate/2018-19/chart.json?areas=nowhere"]
)
def test_an_odd_way_of_asking_for_what_exists_is_answered(site: Site, address: str) -> None:
    assert site.ask(address).status == 200


def test_what_is_asked_is_never_put_into_a_page_as_markup(site: Site) -> None:
    markup = "%3Cscript%3Ealert(1)%3C/script%3E%22%27"
    for path in (
        f"/areas/?q={markup}",
        f"/compare/rso-rate/?areas={markup}",
        f"/orders/?year={markup}&sort={markup}",
    ):
        assert "<script>alert" not in site.ask(path).text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_pages_are_only_read(site: Site, method: str) -> None:
    statuses = {kind.path: site.ask(kind.path, method=method).status for kind in KINDS if kind.status == 200}
    assert {path: status for path, status in statuses.items() if status != 405} == {}


def test_what_is_sent_to_a_page_is_answered_with_a_page(site: Site) -> None:
    answer = site.ask("/orders/", method="POST")
    assert answer.headers["allow"] == "GET, HEAD"
    assert "This page can only be read" in answer.text


def test_a_method_nobody_knows(site: Site) -> None:
    assert site.ask("/", method="BREW").status == 405


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_head_is_a_page_without_its_body(site: Site, kind: Kind) -> None:
    whole, head = site.ask(kind.path), site.ask(kind.path, method="HEAD")
    assert (head.status, head.body) == (whole.status, b"")
    assert head.headers.get("content-type") == whole.headers.get("content-type")
    assert head.headers.get("etag") == whole.headers.get("etag")


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = site.ask("/areas/dorset/2015-16/")
    again = site.ask("/areas/dorset/2015-16/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_host_that_is_not_ours_is_refused(site: Site) -> None:
    assert site.ask("/healthz", Host="example.org").status == 400
