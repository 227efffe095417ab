"""A page that is not there, with what may have been meant."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stats.queries.search import search


def not_found(request: HttpRequest, *, slug: str = "") -> HttpResponse:
    """The 404 page, with areas whose names come near the slug that the address asked for."""
    matches = search(slug.replace("-", " ")).matches if slug else ()
    areas = {match.area.slug: match.area for match in matches}
    return render(request, "404.html", {"near": tuple(areas.values())}, status=404)
