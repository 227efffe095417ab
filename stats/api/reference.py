"""What stands behind the figures, as the files of the data package have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import Field

from stats.analysis.search.names import SearchName
from stats.api.api import api
from stats.api.lists import (
    Row,
    export,
    item_model,
    json_answer,
    list_answer,
    list_model,
    row_model,
    rows_as_json,
)
from stats.api.params import AreaInPath, AreasAsked, Asked, NameInPath
from stats.api.places import known_areas
from stats.api.problems import ProblemError
from stats.presentation.coverage import csv_rows
from stats.queries.packaged import packaged_rows
from stats.queries.pages.coverage import coverage_page
from stats.queries.search import every_name, search
from stats.views.caching import release_date, release_number


class AreaAnswer(Row):
    """One area."""

    release: int | None = Field(description="The number of the release that this was answered from.")
    item: row_model("areas")  # type: ignore[valid-type]
    years: list[row_model("coverage")] = Field(description="What is held of it, year by year.")  # type: ignore[valid-type]
    places: list[row_model("places")] = Field(description="Places, and other names, that lead to it.")  # type: ignore[valid-type]


@api.get("/areas", response=list_model("areas"), summary="Areas", tags=["Areas"])
def areas(request: HttpRequest, asked: Query[AreasAsked]) -> HttpResponseBase:
    """The 42 MAPPA areas and England and Wales; with `q` those that a name leads to, the best match first, or
    where it is misspelt those that it comes near."""
    rows = list(packaged_rows("areas"))
    if asked.q is not None:
        by_slug = {row[0]: row for row in rows}
        found = dict.fromkeys(match.area.slug for match in search(asked.q).matches)
        rows = [by_slug[slug] for slug in found if slug in by_slug]
    return list_answer(request, export("areas"), rows, form=asked.format)


@api.get("/areas/{area}", response=AreaAnswer, summary="One area", tags=["Areas"])
def area(request: HttpRequest, area: AreaInPath, asked: Query[Asked]) -> HttpResponseBase:
    """An area with its places and the years held. A name that it once had in addresses means it still."""
    [slug] = known_areas([area])
    rows = [row for row in packaged_rows("areas") if row[0] == slug]
    if asked.format == "csv":
        return list_answer(request, export("areas"), rows, form="csv", name=slug)
    number = release_number(request)
    covered = (
        row for row in csv_rows(coverage_page(release_date(request)), release=number) if row[0] == slug
    )
    places = (row for row in _place_rows() if row[3] == slug)
    body = {
        "release": number,
        "item": rows_as_json(export("areas"), rows)[0],
        "years": rows_as_json(export("coverage"), (row for row in covered if row[0] == slug)),
        "places": rows_as_json(export("places"), places),
    }
    return json_answer(body)


@api.get("/places", response=list_model("places"), summary="Places", tags=["Areas"])
def places(request: HttpRequest, asked: Query[AreasAsked]) -> HttpResponseBase:
    """Every name that leads to an area: towns, villages, districts, counties, police forces, former names.
    With `q` those that match it."""
    names = None if asked.q is None else search(asked.q).matches
    return list_answer(request, export("places"), _place_rows(names), form=asked.format)


def _place_rows(names: Iterable[SearchName] | None = None) -> Iterator[tuple[str, ...]]:
    for name in every_name() if names is None else names:
        yield name.name, name.kind, name.within, name.area.slug, name.area.name


def _packaged(code: str, *, tag: str) -> None:
    """A table of the data package under its name, and each of its rows under its key, if that is one cell."""
    told = export(code)

    def rows(request: HttpRequest, asked: Query[Asked]) -> HttpResponseBase:
        return list_answer(request, told, packaged_rows(code), form=asked.format)

    def row(request: HttpRequest, name: NameInPath, asked: Query[Asked]) -> HttpResponseBase:
        found = [cells for cells in packaged_rows(code) if cells[0] == name]
        if not found:
            raise ProblemError.of("name", f"There is nothing of the name {name!r} here.", status=404)
        if asked.format == "csv":
            return list_answer(request, told, found, form="csv", name=name)
        return json_answer({"release": release_number(request), "item": rows_as_json(told, found)[0]})

    titled: dict[str, Any] = {"description": told.description, "tags": [tag]}
    api.get(f"/{code}", response=list_model(code), operation_id=code, summary=told.title, **titled)(rows)
    if len(told.key) == 1:
        one = row_model(code).__name__
        api.get(
            f"/{code}/{{name}}",
            response=item_model(code),
            operation_id=one.lower(),
            summary=f"{told.title}: one of them",
            **titled,
        )(row)


for _code, _tag in {
    "measures": "Meaning",
    "indicators": "Meaning",
    "breaks": "Meaning",
    "sources": "Sources",
    "notes": "Sources",
    "populations": "Areas",
    "releases": "Releases",
    "corrections": "Releases",
}.items():
    _packaged(_code, tag=_tag)
