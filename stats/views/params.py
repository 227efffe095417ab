"""Query strings and the plain values they stand for. What cannot be read is left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.queries.compare import BY_NAME, Column, Sort

_MOST_AREAS = 60


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
        asked = (slug.strip() for text in query.getlist("areas") for slug in text.split(","))
        areas = tuple(dict.fromkeys(slug for slug in asked if slug))[:_MOST_AREAS]
        return cls(areas, read_sort(query.get("sort", "")) or BY_NAME)

    def to_query(self) -> str:
        """The query string that reads back as these parameters; empty for none."""
        pairs = []
        if self.areas:
            pairs.append(("areas", ",".join(self.areas)))
        if self.sort != BY_NAME:
            pairs.append(("sort", sort_text(self.sort)))
        return urlencode(pairs, safe=",")


def read_sort(text: str) -> Sort | None:
    """`value` or `-value`; None for a column that the table does not have."""
    descending = text.startswith("-")
    try:
        return Sort(Column(text.removeprefix("-")), descending)
    except ValueError:
        return None


def sort_text(sort: Sort) -> str:
    return f"-{sort.column}" if sort.descending else str(sort.column)


def read_year(text: str) -> ReportingYear | None:
    """`2014-15`; None for anything else."""
    try:
        return ReportingYear.parse(text)
    except NotAReportingYearError:
        return None
