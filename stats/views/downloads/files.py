"""A table as CSV, as a workbook, and what its columns are: each at its own address, all made here.

A function of the page gives the table (`TableOf`); stats/urls.py brings the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from stats.presentation.exports.chart_data import chart_table
from stats.presentation.exports.csv import csv_file
from stats.presentation.exports.data_table import DataTable
from stats.presentation.exports.package import json_bytes
from stats.presentation.exports.release import FromRelease
from stats.presentation.exports.schemas import csvw
from stats.queries.at_release import at_one_moment
from stats.views.caching import release_date, release_number
from stats.views.charts import ChartsOf

CSVW = "application/csvm+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("csv", "xlsx", "metadata.json")

TableFound = DataTable | HttpResponse
"""A table; or the page that says why there is none."""

TableOf = Callable[..., TableFound]
"""A table, from the request and what its address names."""


@require_safe
def file(request: HttpRequest, of: TableOf, form: str, **named: object) -> HttpResponseBase:
    """The table in one of FORMS."""
    table = of(request, **named)
    return table if isinstance(table, HttpResponseBase) else table_file(request, table, form=form)


@require_safe
def chart_file(request: HttpRequest, of: ChartsOf, form: str, key: str, **named: object) -> HttpResponseBase:
    """The numbers of a chart, at the address of its pictures with another ending."""
    page = of(request, **named)
    return table_file(
        request, chart_table(page.chart(key), name=f"{page.name}-{key}", page=page.path), form=form
    )


def table_file(request: HttpRequest, table: DataTable, *, form: str) -> HttpResponseBase:
    release = from_release(request)
    name = release.name(table.name)
    if form == "csv":
        return open_to_all(csv_file(table.columns, table.rows, name=name))
    if form == "xlsx":
        return workbook_file([table], of=release, title=table.title, name=name)
    beside = f"{request.path.rpartition('/')[2].removesuffix('metadata.json')}csv"
    said = csvw(table.columns, file=beside, title=table.title, description=table.description)
    return open_to_all(HttpResponse(json_bytes(said), content_type=CSVW))


def workbook_file(tables: Sequence[DataTable], *, of: FromRelease, title: str, name: str) -> HttpResponseBase:
    """The tables as one workbook. The library that writes it is an eighth of the time of a start."""
    from stats.presentation.exports.workbook import workbook

    return attached(workbook(tables, of=of, title=title), kind=XLSX, name=f"{name}.xlsx")


def attached(pieces: Iterable[bytes], *, kind: str, name: str) -> HttpResponseBase:
    """A file that is sent while it is made, and saved under that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    sent = at_one_moment(pieces)
    return open_to_all(StreamingHttpResponse(sent, content_type=kind, headers=headers))


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """A notebook in a browser may read it from another site."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def from_release(request: HttpRequest) -> FromRelease:
    return FromRelease(
        release_number(request) or 0, release_date(request), request.build_absolute_uri("/").rstrip("/")
    )


def filled(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]] | None:
    """The rows; None where there is not one."""
    first = next(rows, None)
    return None if first is None else chain([first], rows)
