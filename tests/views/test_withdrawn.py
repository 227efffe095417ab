"""The whole public site walked once, with figures withdrawn: what must be on no page, and what on every."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, resolve, reverse

from stats import urls
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure, Report, Source
from tests.views.reading import Page, text_sent

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("shipped")]

SENTINEL = 987_654
"""Stands in every withdrawn figure and in no public one."""
TITLE = "A source of withdrawn figures alone"
WITHDRAWN = (("dorset", 2016), ("dorset", 2023), ("kent", 2014), ("essex", 2015), ("england-and-wales", 2015))
CELLS = (
    ("eligible_offenders", "1", "total"),
    ("eligible_offenders", "total", "total"),
    ("level_2_3_offenders", "total", "total"),
    ("notification_breaches", "", ""),
    ("shpo", "", ""),
    ("sopo", "", ""),
    ("recall_licence", "total", "total"),
    ("rso_rate", "", ""),
    ("sfo_charged", "total", "total"),
    ("serious_case_reviews", "1", "2"),
)
NEVER = re.compile(
    r"\b(worst|safest|hot-?spots?|dangerous (?:areas?|places?)|league table|unsafe)\b", re.IGNORECASE
)
CHARTED = ("area", *urls.TOPICS, "england-and-wales")
CHARTS = {f"{page}-chart" for page in CHARTED}
"""Asked for by script alone, so no link leads to them."""
EMBEDS = {f"embed-{page}" for page in (*CHARTED, "compare", "compare-years", "funnel")}
EMBEDS |= {f"{page}-picture" for page in (*CHARTED, "compare", "home")}
"""Stand in frames of other sites, in the HTML to copy for them, and in the head of pages."""
# Addresses with no year in them: no link leads there.
NO_YEARS = {"area-no-such-year", "compare-no-such-year"}
UNSET = {"security-txt"}  # there is no such page without its setting
MOST_PAGES, MOST_FILES = 400, 600
FILE = r"(?:svg|png|csv|xlsx|metadata\.json)"
# Of the pages by year, those of a few areas and indicators stand for all; so do the files of those areas.
MANY = re.compile(
    r"/areas/(?!dorset|kent|essex|greater-manchester|north-wales)[a-z-]+/\d{4}-\d\d/"
    r"|/areas/(?!dorset|kent|essex)[a-z-]+(?:/\d{4}-\d\d|/figures)?\.(?:csv|xlsx|metadata\.json)"
    r"|/compare/(?!rso-rate|prevention-orders/|licence-recalls-per)[a-z0-9-]+/\d{4}-\d\d/"
    rf"|/areas/(?!dorset/)[a-z-]+/(?:charts/.*|\d{{4}}-\d\d/standing\.{FILE})"
    rf"|/compare/(?!rso-rate/(?:2018-19|2015-16)/)[a-z0-9-]+/\d{{4}}-\d\d/(?:chart|funnel)\.{FILE}.*"
    rf"|/compare/(?!rso-rate/|prevention-orders/)[a-z0-9-]+/years(?:/chart|/data)?\.{FILE}"
    rf"|/compare/(?!rso-rate/|prevention-orders/|licence-recalls-per)[a-z0-9-]+/\d{{4}}-\d\d\.{FILE}"
    r"|/compare/.*\?areas=(?!dorset,).*"
    r"|/sources/(?!kent|dorset|greater-manchester|mappa)[a-z0-9-]+/.*"
)
TABLE = re.compile(r"(?P<page>/(?:.+/)?)tables/[^/]+\.(?P<form>[a-z]+)")
# Every page's tables are read from that page. Of the pages that one view makes for many areas, years,
# indicators or sources, these have withdrawn figures.
IN_QUESTION = re.compile(
    r"/(?:areas/(?:dorset/(?:2023-24/)?|kent/)|compare/rso-rate/(?:2016-17|years)/|(?!areas/.|compare/.|sources/.|measures/.).*)"
)


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    headers: dict[str, str]
    body: str

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


def withdraw() -> None:
    """Reports of withdrawn figures alone, with and without public neighbours, of every kind of figure."""
    source = Source.objects.create(kind="area report", title=TITLE)
    for slug, start in WITHDRAWN:
        report, _ = Report.objects.get_or_create(area=Area.objects.get(slug=slug), start_year=start)
        report.figures.all().delete()
        Figure.objects.bulk_create(
            Figure(
                report=report,
                measure=measure,
                category=category,
                level=level,
                value=SENTINEL,
                as_printed=str(SENTINEL),
                source=source,
                withdrawn=True,
            )
            for measure, category, level in CELLS
        )


@lru_cache(maxsize=1)
def walked() -> tuple[Answer, ...]:
    """Every page that a link of another leads to, and every address of what was withdrawn."""
    withdraw()
    client = Client()
    waiting = ["/", "/compare/", "/data/", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml"]
    waiting += ["/oembed?url=http://testserver/areas/dorset/", "/embed/sentence/dorset/2016-17/rso-rate/"]
    for slug, start in WITHDRAWN:
        year = ReportingYear(start)
        waiting += [f"/areas/{slug}/", f"/areas/{slug}/{year}/", f"/areas/{slug}/figures.csv"]
        waiting.append(f"/areas/{slug}/{year}/standing.json")
        waiting += [f"/compare/{one}/{year}/data.csv" for one in ("rsos", "rso-rate", "sfo-charges")]
        waiting += [
            f"/compare/{one}/{year}/{key}.json" for one in ("rsos", "rso-rate") for key in ("chart", "funnel")
        ]
        waiting += [f"/orders/?year={year}", f"/recalls/?year={year}"]
        waiting += [
            f"/api/v1/{asked}"
            for asked in (
                *(f"figures?area={slug}&year={year}", f"indicators/rsos/values?area={slug}"),
                *(f"comparisons/rso-rate/{year}", f"answer?q=sex+offenders+{slug}+{year}", f"areas/{slug}"),
            )
        ]
    waiting += [f"/areas/?q={word}" for word in (str(SENTINEL), "bournemouth", "zzz")]
    waiting += files_without_link()
    seen: dict[str, Answer] = {}
    tables: set[tuple[str, str]] = set()
    pages = 0
    while waiting:
        path = waiting.pop()
        if path in seen or MANY.fullmatch(path) or is_table_enough(path, asked=tables):
            continue
        answer = seen[path] = ask(client, path)
        if answer.is_html:
            pages += 1
            waiting += links(answer)
        assert pages <= MOST_PAGES, "the walk does not end"
        assert len(seen) - pages <= MOST_FILES, "the walk of files does not end"
    return tuple(seen.values())


def files_without_link() -> Iterator[str]:
    """One of each kind of file: what the columns are is told beside each table, and no link leads there."""
    for pattern in urls.urlpatterns:
        if not isinstance(pattern, URLPattern) or not str(pattern.name).endswith(
            ("-csv", "-xlsx", "-metadata.json")
        ):
            continue
        where = str(pattern.pattern)
        of_source = "dorset-mappa-annual-report-2014-2015" if where.startswith("sources/") else "dorset"
        named = {
            "slug": "rso-rate" if where.startswith("compare/") else of_source,
            "year": ReportingYear(2015),
            "key": "chart" if where.startswith("compare/") else "rso-rate",
        }
        yield reverse(str(pattern.name), kwargs={name: named[name] for name in pattern.pattern.converters})


def is_table_enough(path: str, *, asked: set[tuple[str, str]]) -> bool:
    """Whether the path is the file of a table, and of that kind of page enough were asked for: as CSV every
    table of a page in question, as a workbook one of each; of the others one of each kind of page."""
    if not (found := TABLE.fullmatch(path)):
        return False
    page, form = found["page"], found["form"]
    is_in_question = bool(IN_QUESTION.fullmatch(page))
    if is_in_question and form == "csv":
        return False
    kind = (page if is_in_question else str(resolve(page).url_name), form)
    is_enough = kind in asked
    asked.add(kind)
    return is_enough


def ask(client: Client, path: str) -> Answer:
    got = client.get(path)
    content = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    return Answer(path, got.status_code, dict(got.headers), text_sent(content))


def links(answer: Answer) -> Iterator[str]:
    for link in Page(answer.body).links:
        parts = urlsplit(link)
        if not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("/static/"):
            # Sorted and narrowed tables are the same page.
            yield parts.path


def test_nothing_withdrawn_shows_on_any_page_or_in_any_file() -> None:
    leaks = {
        answer.path
        for answer in walked()
        # A search gives back what was asked.
        if f"q={SENTINEL}" not in answer.path
        and re.search(rf"{SENTINEL}|{SENTINEL:,}|{re.escape(TITLE)}", answer.body)
    }
    assert leaks == set()


def test_the_sentinel_would_be_seen() -> None:
    """The same walk's pages, with the figures public again."""
    withdraw()
    Figure.objects.filter(source__title=TITLE).update(withdrawn=False, preferred=True)
    client = Client()
    sent = re.compile(rf"{SENTINEL}|{SENTINEL:,}")
    page = ask(client, "/areas/dorset/2023-24/")
    tables = {path for path in links(page) if TABLE.fullmatch(path)}
    for form in ("csv", "xlsx"):
        assert any(sent.search(ask(client, path).body) for path in tables if path.endswith(form)), form
    assert sent.search(page.body)
    for path in (
        *("/compare/rsos/2023-24/data.csv", "/data/figures.csv", "/areas/dorset.xlsx"),
        *("/data/mappa-figures.xlsx", "/data/mappa-figures.zip", "/api/v1/figures?area=dorset&year=2023-24"),
    ):
        assert sent.search(ask(client, path).body), path


def test_every_kind_of_address_was_walked() -> None:
    walked_kinds = {resolve(urlsplit(answer.path).path).url_name for answer in walked()}
    every = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert sorted(map(str, (every - walked_kinds) ^ (CHARTS | EMBEDS | NO_YEARS | UNSET))) == []
    assert every - walked_kinds == CHARTS | EMBEDS | NO_YEARS | UNSET


@pytest.mark.parametrize("key", ["rso-rate", "rsos", "prevention-orders", "licence-recalls"])
@pytest.mark.parametrize("where", ["areas/dorset", "areas/kent", "england-and-wales", "orders", "recalls"])
def test_nothing_withdrawn_is_drawn(client: Client, where: str, key: str) -> None:
    withdraw()
    answer = ask(client, f"/{where}/charts/{key}.json")
    assert answer.status in (200, 404)
    assert str(SENTINEL) not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/embed/areas/dorset/rso-rate/",
        "/embed/areas/kent/rsos/",
        "/embed/compare/rso-rate/2016-17/",
        "/embed/compare/rsos/2014-15/",
        "/embed/compare/rsos/years/",
        "/areas/dorset/?with=kent,essex",
    ],
)
def test_nothing_withdrawn_is_framed_or_put_beside(client: Client, path: str) -> None:
    withdraw()
    answer = ask(client, path)
    assert answer.status in (200, 404)
    assert str(SENTINEL) not in answer.body.replace(",", "")


def test_no_link_leads_to_nothing() -> None:
    asked = {f"/areas/{slug}/{ReportingYear(start)}/" for slug, start in WITHDRAWN}
    asked |= {"/areas/england-and-wales/", "/areas/england-and-wales/2015-16/"}
    # The walk drops the query in which the first two are told what is meant; the figure of the third is gone.
    asked |= {
        "/embed/",
        "/oembed?url=http://testserver/areas/dorset/",
        "/embed/sentence/dorset/2016-17/rso-rate/",
    }
    asked |= set(files_without_link())
    broken = {
        answer.path
        for answer in walked()
        if answer.status >= 400 and answer.path not in asked and not answer.path.endswith((".csv", ".json"))
    }
    assert broken == set()


def test_no_page_fails() -> None:
    assert {answer.path for answer in walked() if answer.status >= 500} == set()


def test_no_public_answer_sets_a_cookie_or_differs_by_one() -> None:
    for answer in walked():
        assert "Set-Cookie" not in answer.headers, answer.path
        assert "cookie" not in answer.headers.get("Vary", "").lower(), answer.path


def test_no_page_calls_a_place_worst_or_safest() -> None:
    """In the site's own words: what a source is called is not the site's to change."""
    titles = sorted(Source.objects.values_list("title", flat=True), key=len, reverse=True)
    said = {}
    for answer in walked():
        if answer.is_html:
            text = Page(answer.body).text
            for title in titles:
                text = text.replace(title, "")
            if found := NEVER.search(text):
                said[answer.path] = found[0]
    assert said == {}
