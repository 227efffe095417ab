"""Every public address, walked through the URLconf: nothing of a draft is on any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent
from stats.drafting.publishing.publication import as_published
from stats.drafting.saving import Saved, save
from stats.models import Area, Draft, Report
from tests.api.examples import ASKED
from tests.people import make_draft, make_user, source
from tests.views.reading import text_sent

# Numbers and words that stand nowhere in the figures that ship.
SECRET = {"eligible_offenders.1.total..0": "876543", "sopo....0": "765432", "rso_rate....0": "7654.321"}
NOTE, TITLE, PAGE = "hushhush note", "hushhush report", "hushhush page"
TRACES = ("876543", "876,543", "765432", "765,432", "7654.321", "7,654.321", "hushhush", "hushhush-typist")
SLUGS = ("kent", "dorset")
SOURCES = ("hushhush-report", "dorset-mappa-annual-report-2014-2015")
CHART_KEYS = ("rso-rate", "rsos", "sopo", "rate", "prevention-orders")


API = (
    *(
        "docs",
        "openapi.json",
        "figures?limit=1000",
        "changes?limit=1000",
        "areas/kent",
        "answer?q=sopo+kent+2014-15",
    ),
    *("answer?q=sex+offenders+dorset+2014-15", "comparisons/rsos?area=kent&year=2014-15&year=2015-16"),
    *(f"indicators/{slug}/values" for slug in catalogue().indicators),
    *(path for path in ASKED.values() if "indicators/" not in path),
)


# Pages whose tables are files as well; these have one pattern for every page.
WITH_TABLES = (
    "/areas/dorset/2014-15/",
    "/areas/kent/",
    "/compare/rsos/2014-15/",
    "/coverage/",
    "/data-quality/",
)
TABLE = re.compile(r'href="(/[^"]*tables/[^"]+\.csv[^"]*)"')


def public() -> Iterator[URLPattern]:
    """The patterns of stats.urls: all that is not the admin. Those of the API are in API."""
    resolver = next(one for one in get_resolver().url_patterns if str(one.pattern) == "")
    assert isinstance(resolver, URLResolver)
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            assert str(pattern.pattern) == "api/v1/"
        elif pattern.name != "page-table":
            yield pattern


def addresses(pattern: URLPattern) -> Iterator[str]:
    """Each address of a pattern that could lead to a draft's area, year or measure."""
    assert pattern.name
    names = set(pattern.pattern.converters)
    years = [ReportingYear(2014), ReportingYear(2015)] if "year" in names else [None]
    where = str(pattern.pattern)
    is_of_areas = "areas/<" in where or "sentence/<" in where
    slugs = SOURCES if "sources/<" in where else SLUGS if is_of_areas else tuple(catalogue().indicators)
    firsts: dict[str, tuple[object, ...]] = {
        "text": ("1999-00",),
        "slug": slugs,
        "code": tuple(catalogue().measures),
        "key": CHART_KEYS,
        "number": (1, 2),
        "indicator": ("rsos", "rso-rate", "prevention-orders"),
    }
    is_a_charts_file = "key" in names and where.endswith(".csv")
    if is_a_charts_file or where.endswith((".png", ".xlsx", ".metadata.json")):
        # A picture and the numbers of a chart come from the description that the .svg is drawn from, and a
        # workbook from the table of the .csv: those are read whole. In a PNG no number can be read.
        firsts = {name: values[:2] for name, values in firsts.items()}
    assert names <= {*firsts, "year"}, f"{pattern.name} takes something new: add it here"
    arguments: list[dict[str, object]] = [{"year": year} if year else {} for year in years]
    for name in names - {"year"}:
        arguments = [one | {name: value} for one in arguments for value in firsts[name]]
    for one in arguments:
        yield reverse(pattern.name, kwargs=one)


def text(answer: HttpResponseBase) -> str:
    content = answer.content if isinstance(answer, HttpResponse) else b"".join(answer)
    return text_sent(content)


@pytest.fixture
def drafts(shipped: None) -> list[Draft]:
    """One of an area that has nothing, one that changes what is public, and one with bad input."""
    user = make_user(name="hushhush-typist", superuser=True)
    new = make_draft(Area.objects.get(slug="kent"), cells=SECRET, user=user, title=TITLE)
    public_report = "Dorset MAPPA Annual Report 2014-2015"
    changed = make_draft(Area.objects.get(slug="dorset"), user=user, title=public_report)
    other = make_draft(Area.objects.get(slug="dorset"), year="2016-17", cells=SECRET, user=user, title=TITLE)
    content = DraftContent(
        source(public_report), SECRET, {"eligible": PAGE}, {"level_2_3_offenders.total.3..0": NOTE}
    )
    assert isinstance(save(changed.pk, expected_version=1, content=content, user=user), Saved)
    Report.objects.get_or_create(area=other.area, start_year=2017)
    return [new, changed, other]


def walked(client: Client) -> Iterator[tuple[str, HttpResponseBase]]:
    for pattern in public():
        for address in addresses(pattern):
            yield address, client.get(address)
    for page in WITH_TABLES:
        for address in TABLE.findall(text(client.get(page))):
            yield address, client.get(address)
    for asked in API:
        yield asked, client.get(f"/api/v1/{asked}")
    for asked in ("/areas/?q=kentt", "/areas/?q=zzqq", "/compare/rsos/2014-15/?areas=kent&areas=dorset"):
        yield asked, client.get(asked)


@pytest.mark.thorough
def test_no_public_address_shows_anything_of_a_draft(drafts: list[Draft], client: Client) -> None:
    seen = 0
    for address, answer in walked(client):
        assert answer.status_code in (200, 404), address
        shown = text(answer)
        found = [trace for trace in TRACES if trace in shown]
        assert found == [], address
        assert not answer.cookies, address
        seen += 1
    assert seen > 150


def test_the_walk_would_see_a_draft_that_leaked(drafts: list[Draft], client: Client) -> None:
    """The same addresses while the drafts are public: what is looked for is there to be found."""
    new, _changed, _other = drafts
    with as_published(new):
        for address in (
            "/areas/kent/2014-15/",
            "/data/figures.csv",
            "/api/v1/figures?area=kent",
            "/api/v1/answer?q=sopos+kent+2014-15",
            "/sources/hushhush-report/",
            "/sources/",
        ):
            assert any(trace in text(client.get(address)) for trace in TRACES), address
    assert client.get("/areas/kent/2014-15/").status_code == 404


def test_somebody_signed_in_sees_no_more_than_the_public(drafts: list[Draft], client: Client) -> None:
    plain = {
        address: text(client.get(address))
        for address in ("/areas/kent/", "/areas/dorset/2014-15/", "/updates/")
    }
    client.force_login(make_user("Publisher"))
    assert {address: text(client.get(address)) for address in plain} == plain


@pytest.mark.parametrize(
    "path",
    [
        "/areas/dorset/2014-15/",
        "/areas/dorset/",
        "/updates/",
        "/updates/feed/",
        "/updates/1/",
        "/areas/kent/",
    ],
)
def test_at_most_eight_queries(
    drafts: list[Draft], client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get(path)
