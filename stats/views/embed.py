"""One chart with its numbers, made to stand in a frame on another site.

Only these pages may be framed. They set no cookie, run no script, and every link opens outside the frame, so
that nobody is led into a page that refuses to be shown there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from stats.catalogue.years import ReportingYear
from stats.presentation import embed as present
from stats.queries.area_page import area_page
from stats.queries.compare import compare_page
from stats.views.params import AreaParams, CompareParams

View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Lets any site frame the answer: and runs no script in it."""
    allowed = csp_replace({"frame-ancestors": ["*"], "script-src": [NONE]})(xframe_options_exempt(view))

    @wraps(view)
    def framed_view(request: HttpRequest, *arguments: object, **named: object) -> HttpResponseBase:
        response = allowed(request, *arguments, **named)
        # Another site's page must be allowed to load it under its own isolation rules.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return framed_view


@require_safe
@framed
def compare(request: HttpRequest, slug: str, year: ReportingYear) -> HttpResponse:
    """Areas on one indicator; `?areas=` narrows as on the page itself."""
    params = CompareParams.from_query(request.GET)
    page = compare_page(slug, year=year, areas=params.areas, sort=params.sort)
    if page is None:
        return _nothing(request)
    query = params.to_query()
    path = reverse("compare-year", args=(slug, year)) + (f"?{query}" if query else "")
    embedded = present.compare(page, address=request.build_absolute_uri(path))
    return render(request, "stats/embed/embed.html", {"embed": embedded})


@require_safe
@framed
def area(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One of an area's trends; `?with=` puts others beside it as on the page itself."""
    params = AreaParams.from_query(request.GET, slug=slug)
    page = area_page(slug, beside=params.beside)
    if page is None:
        return _nothing(request)
    query = params.to_query()
    path = reverse("area", args=(slug,)) + (f"?{query}" if query else "")
    embedded = present.area(page, key=key, address=request.build_absolute_uri(path))
    if embedded is None:
        return _nothing(request)
    return render(request, "stats/embed/embed.html", {"embed": embedded})


def _nothing(request: HttpRequest) -> HttpResponse:
    """A page of its own: the site's would not be shown in a frame."""
    return render(request, "stats/embed/not_held.html", status=404)
