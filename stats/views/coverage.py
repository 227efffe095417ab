"""What is held of each area and year, and what is missing: as a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.presentation.coverage import CoverageText, csv_rows
from stats.presentation.exports.csv import csv_file
from stats.queries.pages.coverage import coverage_page
from stats.views.caching import release, release_date


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    context = {"text": CoverageText(coverage_page(release_date(request))), "section": "data"}
    return render(request, "stats/coverage/coverage.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponseBase:
    current = release(request)["release"]
    number = current.number if current else 0
    rows = csv_rows(coverage_page(release_date(request)), release=number)
    return csv_file(catalogue().exports["coverage"].columns, rows, name=f"coverage-release-{number}")
