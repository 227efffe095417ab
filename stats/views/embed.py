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
from stats.presentation.embed import EmbedText
from stats.queries.pages.area import area_page
from stats.queries.pages.compare import compare_page
from stats.queries.pages.compare_years import compare_years_page
from stats.queries.pages.nation import nation_page
from stats.queries.pages.topics import topic_page
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
    return _compared(request, present.compare, slug=slug, year=year)


@require_safe
@framed
def funnel(request: HttpRequest, slug: str, year: ReportingYear) -> HttpResponse:
    """The same areas around England and Wales; `?areas=` marks some, as on the page itself."""
    return _compared(request, present.funnel, slug=slug, year=year)


@require_safe
@framed
def years(request: HttpRequest, slug: str) -> HttpResponse:
    """All areas over the years, a small chart each."""
    page = compare_years_page(slug)
    address = _address(request, reverse("compare-years", args=(slug,)))
    return _embedded(request, present.years(page, address=address) if page is not None else None)


@require_safe
@framed
def area(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One of an area's trends; `?with=` puts others beside it as on the page itself."""
    params = AreaParams.from_query(request.GET, slug=slug)
    page = area_page(slug, beside=params.beside)
    address = _address(request, reverse("area", args=(slug,)), query=params.to_query())
    return _embedded(request, present.area(page, key=key, address=address) if page is not None else None)


@require_safe
@framed
def topic(request: HttpRequest, topic: str, key: str) -> HttpResponse:
    """England and Wales over the years on one of a topic's indicators."""
    page = topic_page(topic)
    address = _address(request, reverse(topic))
    return _embedded(request, present.topic(page, key=key, address=address) if page is not None else None)


@require_safe
@framed
def nation(request: HttpRequest, key: str) -> HttpResponse:
    """The national rate, or the national count, over the years."""
    address = _address(request, reverse("england-and-wales"))
    return _embedded(request, present.nation(nation_page(), key=key, address=address))


def _compared(
    request: HttpRequest, text: Callable[..., EmbedText | None], *, slug: str, year: ReportingYear
) -> HttpResponse:
    params = CompareParams.from_query(request.GET)
    page = compare_page(slug, year=year, areas=params.areas, sort=params.sort)
    address = _address(request, reverse("compare-year", args=(slug, year)), query=params.to_query())
    return _embedded(request, text(page, address=address) if page is not None else None)


def _address(request: HttpRequest, path: str, *, query: str = "") -> str:
    """Of the page that holds everything, as it stands in the frame."""
    return request.build_absolute_uri(f"{path}?{query}" if query else path)


def _embedded(request: HttpRequest, embed: EmbedText | None) -> HttpResponse:
    if embed is None:
        # A page of its own: the site's would not be shown in a frame.
        return render(request, "stats/embed/not_held.html", status=404)
    return render(request, "stats/embed/embed.html", {"embed": embed})
