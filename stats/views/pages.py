"""Pages of text alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "stats/pages/about.html")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "stats/pages/glossary.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "stats/pages/accessibility.html")
