"""What is held of each area and year, and what is missing: as a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.presentation.coverage import CoverageText, csv_rows
from stats.presentation.exports.data_table import DataTable
from stats.queries.pages.coverage import coverage_page
from stats.views.caching import release_date, release_number


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    context = {"text": CoverageText(coverage_page(release_date(request))), "section": "data"}
    return render(request, "stats/coverage/coverage.html", context)


def figures(request: HttpRequest) -> DataTable:
    """A line for each area and year of which a report is expected or anything is held."""
    export = catalogue().exports["coverage"]
    rows = csv_rows(coverage_page(release_date(request)), release=release_number(request) or 0)
    return DataTable(export.code, export.title, export.description, export.columns, rows, reverse("coverage"))
