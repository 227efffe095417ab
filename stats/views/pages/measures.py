"""What each number means."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.presentation.measures import MeasureText, held_text
from stats.queries.pages.measures import measure_page, measures_page
from stats.views.not_found import not_found
from stats.views.sharing import sharing


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    lines = [(held.measure, held_text(held)) for held in measures_page()]
    context = {"measures": lines, "section": "measures"}
    return render(request, "stats/measures/measures.html", context)


@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    held = measure_page(code)
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
