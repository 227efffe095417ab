"""A page that is not there, with what may have been meant."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stats.analysis.search import SearchResult


def not_found(request: HttpRequest, *, near: SearchResult | None = None) -> HttpResponse:
    """The 404 page, with areas whose names come near what the address asked for."""
    areas = {match.area.slug: match.area for match in near.matches} if near else {}
    return render(request, "404.html", {"near": tuple(areas.values())}, status=404)
