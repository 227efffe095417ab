"""Areas compared: all of them in a year as a table, or some of them, or one over its years, in a sentence."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import Field

from stats.api.api import api
from stats.api.lists import (
    Citation,
    Row,
    as_citation,
    export,
    json_answer,
    list_answer,
    list_model,
    row_model,
    rows_as_json,
)
from stats.api.params import (
    ComparedAsked,
    Indicator,
    IndicatorInPath,
    TableAsked,
    ValuesAsked,
    YearInPath,
    years_of,
)
from stats.api.places import known_areas
from stats.api.problems import ProblemError
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.comparable import ComparedText
from stats.presentation.exports.compare import csv_row, file_name
from stats.queries.comparable import compared
from stats.queries.pages.compare import compare_page
from stats.queries.values import indicator_values
from stats.views.caching import release_number

_FOUND = export("comparison")


class Refused(Row):
    """One thing that forbids the comparison."""

    why: str = Field(description="In a word or two, which stay the same.")
    area_slug: str | None = Field(description="The area in which it lies, if it lies in one.")
    year: str | None = Field(description="The year in which it lies, if it lies in one.")
    detail: str = Field(description="In a sentence.")


class ComparisonAnswer(Row):
    """What may be said of these figures beside one another, and what forbids more."""

    release: int | None = Field(description="The number of the release that this was answered from.")
    indicator: Indicator = Field(description="What is compared.")
    title: str = Field(description="The same in words.")
    is_comparable: bool = Field(description="Whether these may be compared. If not, refusals say why.")
    sentence: str | None = Field(description="What the figures say; null where they may not be compared.")
    caveats: list[str] = Field(description="What must be said with it.")
    refusals: list[Refused] = Field(description="Everything that forbids the comparison.")
    sources: list[Citation] = Field(description="The documents that the numbers are from.")
    items: list[row_model("comparison")]  # type: ignore[valid-type]


@api.get(
    "/comparisons/{indicator}",
    response=ComparisonAnswer,
    summary="Some areas compared, or one over the years",
    tags=["Comparisons"],
)
def comparison(
    request: HttpRequest, indicator: IndicatorInPath, asked: Query[ComparedAsked]
) -> HttpResponseBase:
    """Two areas or more in one year, or one area over its years: a sentence, with what must be said with it.
    What may not be compared is not: across a change in what is counted, by counts of places of different
    size, where a part is suppressed, or a number is a bound or rounded. Then `refusals` say why."""
    what = catalogue().indicators[indicator]
    page = compared(what, areas=known_areas(asked.area), years=years_of(asked.year))
    number = release_number(request)
    cells = [csv_row(row, of=table, release=number) for table, row in page.rows]
    if asked.format == "csv":
        return list_answer(request, _FOUND, cells, form="csv", name=f"{indicator}-comparison")
    text = ComparedText(page)
    refused = [
        {
            "why": str(one.why),
            "area_slug": one.side.area.slug if one.side else None,
            "year": str(one.side.year) if one.side else None,
            "detail": told,
        }
        for one, told in text.refusals
    ]
    body = {
        "release": number,
        "indicator": indicator,
        "title": what.title,
        "is_comparable": not refused,
        "sentence": text.sentence or None,
        "caveats": text.caveats,
        "refusals": refused,
        "sources": [as_citation(request, source) for source in text.sources],
        "items": rows_as_json(_FOUND, cells),
    }
    return json_answer(body)


@api.get(
    "/comparisons/{indicator}/{year}",
    response=list_model("comparison"),
    summary="All areas in a year",
    tags=["Comparisons"],
)
def comparison_of_year(
    request: HttpRequest, indicator: IndicatorInPath, year: YearInPath, asked: Query[TableAsked]
) -> HttpResponseBase:
    """The table of the page that compares areas, England and Wales last. An area that is not there has no
    figure."""
    areas = known_areas(asked.area)
    page = compare_page(indicator, year=ReportingYear.parse(year), areas=areas)
    if page is None:
        raise ProblemError.of("year", f"Nothing is held of {indicator} for {year}.", status=404)
    number = release_number(request)
    rows = (*page.rows, *((page.nation,) if page.nation else ()))
    cells = (csv_row(row, of=page, release=number) for row in rows)
    return list_answer(request, _FOUND, cells, form=asked.format, name=file_name(page))


@api.get(
    "/indicators/{indicator}/values",
    response=list_model("comparison"),
    summary="Values of an indicator",
    tags=["Comparisons"],
)
def values(request: HttpRequest, indicator: IndicatorInPath, asked: Query[ValuesAsked]) -> HttpResponseBase:
    """Each area's value in each year with its interval, the benchmark, the word against it, the usual spread,
    and what stands in the way of comparing it. England and Wales comes last."""
    rows = indicator_values(
        catalogue().indicators[indicator], areas=known_areas(asked.area), years=years_of(asked.year)
    )
    number = release_number(request)
    cells = (csv_row(row, of=table, release=number) for table, row in rows)
    return list_answer(request, _FOUND, cells, form=asked.format, name=f"{indicator}-values")
