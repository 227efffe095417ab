"""What is here and what is missing, what does not add up, and what each release changed."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from stats.api.api import api
from stats.api.cursor import after, next_url
from stats.api.lists import export, list_answer, list_model
from stats.api.params import Asked, ChangesAsked
from stats.api.problems import ProblemError
from stats.presentation.coverage import csv_rows
from stats.presentation.exports.changes import change_row
from stats.presentation.exports.data_quality import quality_rows
from stats.queries.changes import changes_page
from stats.queries.pages.coverage import coverage_page
from stats.queries.pages.data_quality import data_quality_page
from stats.views.caching import release_date, release_number, release_shown


@api.get("/coverage", response=list_model("coverage"), summary="Coverage", tags=["Quality"])
def coverage(request: HttpRequest, asked: Query[Asked]) -> HttpResponseBase:
    """What is held of each area's report of each year, and what is missing."""
    rows = csv_rows(coverage_page(release_date(request)), release=release_number(request))
    return list_answer(request, export("coverage"), rows, form=asked.format)


@api.get("/data-quality", response=list_model("data-quality"), summary="Data quality", tags=["Quality"])
def data_quality(request: HttpRequest, asked: Query[Asked]) -> HttpResponseBase:
    """Printed totals that their parts do not make, figures that sources give differently, printed rates that
    count and population do not make, and remarks. Nothing is corrected silently."""
    page = data_quality_page(release_shown(request))
    return list_answer(request, export("data-quality"), quality_rows(page), form=asked.format)


@api.get("/changes", response=list_model("changes", is_paged=True), summary="Changes", tags=["Releases"])
def changes(request: HttpRequest, asked: Query[ChangesAsked]) -> HttpResponseBase:
    """What has changed since the release that you have: each figure that was added, changed or withdrawn by a
    later release, and what that does to whoever has used it. Follow `next` to the end."""
    page = changes_page(since=asked.from_, after=after(request, asked.cursor), limit=asked.limit)
    if page is None:
        raise ProblemError.of("from", f"There is no release {asked.from_}.", status=404)
    rows = map(change_row, page.changes)
    return list_answer(
        request, export("changes"), rows, form=asked.format, next_url=next_url(request, page.last)
    )
