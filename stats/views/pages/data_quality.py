"""What does not add up, and where sources disagree."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.presentation.data_quality import QualityText
from stats.queries.pages.data_quality import data_quality_page
from stats.views.caching import release_shown
from stats.views.params import read_page


@require_safe
def data_quality(request: HttpRequest) -> HttpResponse:
    found = data_quality_page(release_shown(request))
    pages = found.pages(read_page(request.GET))
    if pages is None:
        raise Http404
    context = {"text": QualityText(found, pages.page), "section": "data"}
    return render(request, "stats/data_quality/data_quality.html", context)
