"""Addresses and the values they stand for. What cannot be read of a query is left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.presentation.area.trends import MOST_BESIDE
from stats.queries.pages.compare import BY_NAME, Column, Sort

_MOST_AREAS = 60

# What can be read as it was at an earlier release, with `?release=3`.
AT_RELEASE = (
    *("api", "areas", "compare", "coverage", "data", "data-quality", "embed", "england-and-wales"),
    *("measures", "sources", *catalogue().topics),
)
_CHOSEN = {
    "areas": ("place", "q", "with", "year"),
    "compare": ("areas", "indicator", "least", "sort", "year"),
    "data-quality": ("page",),
    "embed": ("areas", "form", "of", "with"),
    "oembed": ("format", "maxheight", "maxwidth", "url"),
    "sources": ("q",),
    "updates": ("page",),
    **dict.fromkeys(catalogue().topics, ("sort", "year")),
}
# What the pages below each first part of an address read of a query, and what of it is a list. No page reads
# anything else, so nothing else makes another page.
READ = _CHOSEN | {first: (*_CHOSEN.get(first, ()), "release") for first in AT_RELEASE}
LISTS = ("areas", "with")
# Anything can be written there, and be answered: answers to these are not kept.
FREE = ("of", "q", "url")
API = "/api/"
# Its pages, which are asked nothing; every other address of it refuses what it does not know.
_API_PAGES = ("/api/v1/", "/api/v1/docs", "/api/v1/openapi.json")
_API_TABLES = "/api/v1/docs/tables/"


def is_api_page(path: str) -> bool:
    return path in _API_PAGES or path.startswith(_API_TABLES)


def canonical_query(path: str, query: QueryDict) -> str:
    """The query with nothing in it that the page at `path` does not read, in one order, without its "?".

    Queries that mean the same become the same text, whatever was added to a link on its way. The API refuses
    what it does not know, so it is given everything.
    """
    if path.startswith(API) and not is_api_page(path):
        return urlencode(sorted((name, text) for name, texts in query.lists() for text in texts))
    pairs = []
    for name in READ.get(path.split("/", 2)[1].partition(".")[0], ()):
        text = ",".join(_listed(query, name)) if name in LISTS else query.get(name, "").strip()
        if text and (name, text) != ("page", "1"):
            pairs.append((name, text))
    return urlencode(pairs, safe=",")


@dataclass(frozen=True, slots=True)
class CompareParams:
    """Which areas to keep to (slugs, in the order asked, each once) and the order of the table."""

    areas: tuple[str, ...] = ()
    sort: Sort = BY_NAME

    @classmethod
    def from_query(cls, query: QueryDict) -> CompareParams:
        """`?areas=dorset&areas=kent` or `?areas=dorset,kent`; `?sort=value`, `?sort=-value`.

        A sort that does not exist is the order by name.
        """
        areas = _listed(query, "areas")[:_MOST_AREAS]
        return cls(areas, read_sort(query.get("sort", "")) or BY_NAME)

    def to_query(self) -> str:
        """The query string that reads back as these parameters, with its "?"; empty for none."""
        pairs = []
        if self.areas:
            pairs.append(("areas", ",".join(self.areas)))
        if self.sort != BY_NAME:
            pairs.append(("sort", sort_text(self.sort)))
        return _query(pairs)


@dataclass(frozen=True, slots=True)
class AreaParams:
    """Which areas to put beside an area's own years: slugs, each once, in the order asked.

    Beyond as many as a chart can tell apart, `left_out` counts the rest.
    """

    beside: tuple[str, ...] = ()
    left_out: int = 0

    @classmethod
    def from_query(cls, query: QueryDict, *, slug: str = "") -> AreaParams:
        """`?with=kent,essex` or `?with=kent&with=essex`; the area itself is no other area."""
        asked = tuple(one for one in _listed(query, "with") if one != slug)
        return cls(asked[:MOST_BESIDE], len(asked[MOST_BESIDE:]))

    def to_query(self) -> str:
        return _query([("with", ",".join(self.beside))] if self.beside else [])


def _query(pairs: list[tuple[str, str]]) -> str:
    return "?" + urlencode(pairs, safe=",") if pairs else ""


def _listed(query: QueryDict, name: str) -> tuple[str, ...]:
    """What stands between commas in every value of that name, each once."""
    asked = (one.strip() for text in query.getlist(name) for one in text.split(","))
    return tuple(dict.fromkeys(one for one in asked if one))


def printable(text: str) -> str:
    """What somebody typed without what cannot be seen: null bytes, control and direction marks."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def read_sort(text: str) -> Sort | None:
    """`value` or `-value`; None for a column that the table does not have."""
    descending = text.startswith("-")
    try:
        return Sort(Column(text.removeprefix("-")), descending)
    except ValueError:
        return None


def sort_text(sort: Sort) -> str:
    return f"-{sort.column}" if sort.descending else str(sort.column)


def read_page(query: QueryDict) -> int | None:
    """`?page=2`, and 1 without; None for what is no number of a page."""
    text = query.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def read_year(text: str) -> ReportingYear | None:
    """`2014-15`; None for anything else."""
    try:
        return ReportingYear.parse(text)
    except NotAReportingYearError:
        return None


class ReportingYearConverter:
    """Reporting years in paths: `2014-15`, and nothing that only looks like one."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> ReportingYear:
        return ReportingYear.parse(value)

    def to_url(self, value: ReportingYear | str) -> str:
        return str(value)
