"""What the words mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stats.presentation.glossary import explained_titles, glossary_text
from stats.queries.pages.sources import sources_titled


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    parts = glossary_text(sources_titled(explained_titles()))
    return render(request, "stats/pages/glossary.html", {"parts": parts})
