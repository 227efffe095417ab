"""An address that an area or a source once had leads to the one that it has now, for every page of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from stats.queries.pages.areas import slug_now
from stats.queries.pages.sources import source_slug_now

_OF_AN_AREA, _OF_A_SOURCE = "areas/<slug:slug>/", "sources/<slug:slug>/"


def former_addresses(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only an answer that nothing is there costs a query, so pages that are there pay nothing for it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None:
            return response
        slug = None
        if _OF_AN_AREA in match.route:
            slug = slug_now(match.kwargs["slug"])
        elif _OF_A_SOURCE in match.route:
            slug = source_slug_now(match.kwargs["slug"])
        if slug is None:
            return response
        path = reverse(match.view_name, kwargs=match.kwargs | {"slug": slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)

    return middleware
