"""What each number means."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.presentation.measures import MeasureText, held_text
from stats.queries.pages.measures import measures_page
from stats.views.caching import release_shown
from stats.views.not_found import not_found
from stats.views.sharing import sharing


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    lines = [(held.measure, held_text(held)) for held in measures_page(release_shown(request)).values()]
    context = {"measures": lines, "section": "measures"}
    return render(request, "stats/measures/measures.html", context)


@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    held = measures_page(release_shown(request)).get(code)
    if held is None:
        return not_found(request)
    measure = held.measure
    shared = sharing(request, measure.title, description=measure.definition, path=request.path)
    context = {
        "text": MeasureText(held),
        "held": held,
        "measure": measure,
        "share": shared,
        "section": "measures",
    }
    return render(request, "stats/measures/measure.html", context)
