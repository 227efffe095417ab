"""The documents that the figures were read from: the list, each one's page, and its figures as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.presentation.exports.data_table import DataTable
from stats.presentation.sources import SourcesText, SourceText
from stats.queries.pages.sources import source_page, sources_page
from stats.queries.tidy import tidy_rows
from stats.views.caching import release_shown
from stats.views.downloads.files import TableFound
from stats.views.not_found import not_found
from stats.views.params import printable
from stats.views.sharing import sharing


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    text = SourcesText(sources_page(release_shown(request)), printable(request.GET.get("q", "")))
    return render(request, "stats/sources/sources.html", {"text": text, "section": "data"})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    page = source_page(slug)
    if page is None:
        return not_found(request)
    text = SourceText(page)
    shared = sharing(request, text.title, description=text.lead, path=request.path)
    return render(request, "stats/sources/source.html", {"text": text, "share": shared, "section": "data"})


def figures(request: HttpRequest, *, slug: str) -> TableFound:
    """Every public figure that was read from it."""
    page = source_page(slug)
    if page is None:
        return not_found(request)
    export = catalogue().exports["figures"]
    path = reverse("source", args=(slug,))
    rows = tidy_rows(source_slug=slug)
    return DataTable(slug, page.source.title, export.description, export.columns, rows, path)
