"""A list as JSON or CSV, both from the columns that the catalogue declares: a cell is the same in each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from stats.analysis.figures import SourceRef
from stats.calculations.rates import rounded
from stats.catalogue.columns import Column, ColumnType, Export
from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import csv_file
from stats.presentation.text import words
from stats.views.caching import release_number
from stats.views.sharing import address_of

Cells = Sequence[str]

_TYPES: Mapping[ColumnType, Any] = {
    ColumnType.TEXT: str,
    ColumnType.WHOLE: int,
    ColumnType.NUMBER: Annotated[float, WithJsonSchema({"type": "number"})],
    ColumnType.YES_NO: bool,
    ColumnType.DATE: date,
}


_RELEASE: Any = Field(
    description="The number of the release that this was answered from; `null` before the first."
)


class Row(BaseModel):
    """What every row refuses: a cell that no column declares."""

    model_config = ConfigDict(extra="forbid")


class Citation(Row):
    """A document that a number is from."""

    title: str = Field(description="As a person would cite it.")
    kind: str = Field(description="Whose document it is.")
    url: str | None = Field(description="Its web address, if it has one.")
    page: str = Field(description="This site's page about it.")


def as_citation(request: HttpRequest, source: SourceRef) -> dict[str, Any]:
    return {
        "title": words.source_name(source),
        "kind": source.kind,
        "url": source.url or None,
        "page": address_of(request, reverse("source", args=(source.slug,))),
    }


@cache
def export(code: str, *more: str) -> Export:
    """The catalogue's table of that name; `more` are columns that the API has beside those of the file."""
    columns = catalogue().columns
    found = catalogue().exports[code]
    return replace(found, columns=(*found.columns, *(columns[one] for one in more)))


@cache
def row_model(code: str, *more: str) -> type[BaseModel]:
    """What a row is as JSON: a cell that may be blank may be null."""
    found = export(code, *more)
    fields: dict[str, Any] = {column.name: _field(column) for column in found.columns}
    name = found.code.title().replace("-", "").removesuffix("s")
    return create_model(name, __base__=Row, __doc__=found.description, **fields)


@cache
def item_model(code: str) -> type[BaseModel]:
    """What a single row is answered as."""
    row = row_model(code)
    return create_model(
        f"{row.__name__}Answer", __base__=Row, release=(int | None, _RELEASE), item=(row, ...)
    )


@cache
def list_model(code: str, *more: str, is_paged: bool = False) -> type[BaseModel]:
    """What a list is as JSON."""
    row = row_model(code, *more)
    fields: dict[str, Any] = {"release": (int | None, _RELEASE), "items": (list[row], ...)}  # type: ignore[valid-type]
    if is_paged:
        told = "The address of what comes next; null at the end."
        fields["next"] = (str | None, Field(description=told))
    return create_model(f"{row.__name__}List", __base__=Row, **fields)


def _field(column: Column) -> tuple[Any, Any]:
    kind = _TYPES[column.type]
    told = [column.description]
    if column.blank:
        told.append(f"`null`: {column.blank}")
    extra: dict[str, Any] = {"unit": column.unit} if column.unit else {}
    if column.values:
        kind = Annotated[str, WithJsonSchema({"type": "string", "enum": list(column.values)})]
    return (
        kind | None if column.blank else kind,
        Field(title=column.title, description=" ".join(told), json_schema_extra=extra or None),
    )


def rows_as_json(found: Export, rows: Iterable[Cells]) -> list[dict[str, Any]]:
    """The cells of each row as JSON has them: numbers as numbers, blanks as null."""
    return [
        {column.name: _plain(column.read(cell)) for column, cell in zip(found.columns, cells, strict=True)}
        for cells in rows
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return as_number(value)
    return value.isoformat() if isinstance(value, date) else value


def as_number(value: Decimal | None) -> int | float | None:
    """A number of JSON, to three decimals as in files: a whole one without any."""
    if value is None:
        return None
    number = rounded(value, places=3)
    return int(number) if number == number.to_integral_value() else float(number)


def list_answer(
    request: HttpRequest,
    found: Export,
    rows: Iterable[Cells],
    *,
    form: str,
    name: str = "",
    next_url: str | None = "",
) -> HttpResponseBase:
    """The rows in the form that was asked for. `next_url` is for lists that come in pages: None on the last
    of them."""
    number = release_number(request)
    if form == "csv":
        response: HttpResponseBase = csv_file(
            found.columns, rows, name=f"mappa-{name or found.code}-release-{number or 0}"
        )
    else:
        body: dict[str, Any] = {"release": number, "items": rows_as_json(found, rows)}
        if next_url != "":
            body["next"] = next_url
        response = json_answer(body)
    if next_url:
        response.headers["Link"] = f'<{next_url}>; rel="next"'
    return response


def json_answer(body: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")
