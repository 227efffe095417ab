"""The data page, and the files that hold every figure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.presentation.activities import csv_rows
from stats.presentation.data import data_facts
from stats.presentation.exports.csv import csv_file
from stats.queries.activities import fetch_activities
from stats.queries.figures import area_refs
from stats.queries.pages.areas import areas_by_region
from stats.queries.pages.data import data_page
from stats.queries.tidy import tidy_rows
from stats.views.caching import release
from stats.views.not_found import not_found


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    page = data_page()
    areas = (listed.area for region in areas_by_region() for listed in region.areas if listed.years)
    context = {
        "facts": data_facts(page),
        "kinds": page.kinds,
        "areas": sorted(areas, key=lambda area: area.name),
        "columns": catalogue().tidy_columns,
        "compare_columns": catalogue().exports["comparison"].columns,
        "coverage_columns": catalogue().exports["coverage"].columns,
        "activity_columns": catalogue().exports["local-activity"].columns,
        "indicators": catalogue().indicators.values(),
        "section": "data",
    }
    return render(request, "stats/data/data.html", context)


@require_safe
def all_figures(request: HttpRequest) -> HttpResponseBase:
    return tidy_file(request, name="figures")


@require_safe
def local_activity(request: HttpRequest) -> HttpResponseBase:
    """What reports tell of their own work: no figures of the catalogue, so they have a file of their own."""
    current = release(request)["release"]
    number = current.number if current else 0
    rows = csv_rows(fetch_activities())
    return csv_file(
        catalogue().exports["local-activity"].columns, rows, name=f"local-activity-release-{number}"
    )


@require_safe
def area_figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    if slug not in area_refs():
        return not_found(request, slug=slug)
    return tidy_file(request, name=slug, area_slug=slug)


def tidy_file(
    request: HttpRequest, *, name: str, area_slug: str | None = None, source_slug: str | None = None
) -> HttpResponseBase:
    """Every figure, or those of an area or source, in the tidy shape.

    Named for its release, so that two downloads of different content never share a name.
    """
    current = release(request)["release"]
    number = current.number if current else 0
    rows = tidy_rows(area_slug=area_slug, source_slug=source_slug)
    return csv_file(catalogue().tidy_columns, rows, name=f"{name}-release-{number}")
