"""What stands in frames on other sites, found by its address: its forms to copy, and oEmbed."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.catalogue.years import ReportingYear
from stats.presentation.areas.question import told_figure_text
from stats.presentation.components.frames import (
    NARROWEST,
    WIDEST,
    Embed,
    FrameForm,
    every_form,
    first_form,
    form_path,
    frame,
    frame_form,
    frame_height,
)
from stats.presentation.components.page_charts import PageChart
from stats.presentation.nation.page import RSOS
from stats.queries.pages.question import told_figure
from stats.views.charts import ChartedPage, framed
from stats.views.params import canonical_query
from stats.views.sharing import address_of

USUAL_WIDTH = 600
# What sites that embed by address may keep an answer for: a day.
CACHE_AGE = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class FramedChart:
    """A chart with the path of its frame, and that of it as a PNG, empty where nothing is drawn."""

    found: PageChart
    path: str
    picture: str
    form: FrameForm


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """`/embed/?of=/embed/areas/dorset/rsos/`: every form of that chart, as HTML to copy."""
    framed = _framed_chart(request, request.GET.get("of", ""))
    if framed is None:
        raise Http404
    context = {
        "title": framed.found.title,
        "forms": every_form(
            Embed(framed.path, framed.found),
            picture=framed.picture,
            address_of=partial(address_of, request),
        ),
        "address": address_of(request, framed.path),
    }
    return render(request, "stats/embed/forms.html", context)


@require_safe
@framed
def sentence(request: HttpRequest, slug: str, year: ReportingYear, indicator: str) -> HttpResponse:
    """One figure in a sentence with its doubts and sources, made to stand in a frame."""
    found = told_figure(slug, indicator=indicator, year=year)
    if found is None:
        return render(request, "stats/embed/not_held.html", status=404)
    told = told_figure_text(found, root=request.build_absolute_uri("/").removesuffix("/"))
    return render(request, "stats/embed/sentence.html", {"told": told})


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What the oEmbed specification asks for (oembed.com): the frame of a page's chart, as JSON.

    404 where the address is none of this site with a chart, 501 for any other format.
    """
    if request.GET.get("format", "json") != "json":
        return _problem(_("Only format=json is answered."), status=501)
    try:
        url = urlsplit(request.GET.get("url", ""))
    except ValueError:
        return _problem(_("The address is not one of this site."), status=404)
    if url.netloc not in {"", request.get_host()}:
        return _problem(_("The address is not one of this site."), status=404)
    framed = _framed_chart(request, f"{url.path}?{url.query}")
    if framed is None:
        return _problem(_("There is no chart at this address."), status=404)
    widest = _number(request.GET.get("maxwidth", ""))
    highest = _number(request.GET.get("maxheight", ""))
    width = max(NARROWEST, min(widest or USUAL_WIDTH, WIDEST))
    form, found = framed.form, framed.found
    height = frame_height(found, form=form, width=width)
    if width > (widest or width) or height > (highest or height):
        return _problem(_("Nothing here is so small."), status=404)
    address = address_of(request, form_path(framed.path, form=form))
    answer = JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": found.title,
            "provider_name": "MAPPA in numbers",
            "provider_url": request.build_absolute_uri(reverse("home")),
            "cache_age": CACHE_AGE,
            "html": frame(found.title, address=address, height=height, width=str(width)),
            "width": width,
            "height": height,
        }
    )
    return _open(answer)


def _framed_chart(request: HttpRequest, address: str) -> FramedChart | None:
    """The chart of a frame's address, or the first of a page's; None where there is none."""
    path, _mark, query = address.partition("?")
    match = _match(path)
    if match is not None and not (match.url_name or "").startswith("embed-"):
        path = _frame_of(request, match, path=path)
        match = _match(path)
    if match is None or "of" not in match.kwargs:
        return None
    asked = copy(request)
    asked.GET = QueryDict(canonical_query(path, QueryDict(query)))
    key, page = str(match.kwargs["key"]), _charted(asked, match)
    found = page.charts.get(key)
    if found is None or found.table is None:
        return None
    name = (match.url_name or "").removeprefix("embed-").replace("funnel", "compare")
    picture = reverse(f"{name}-png", kwargs=match.kwargs) + page.query if found.chart else ""
    form = frame_form(asked.GET.get("form", "")) or first_form(found)
    return FramedChart(found, path + page.query, picture, form)


def _frame_of(request: HttpRequest, match: ResolverMatch, *, path: str) -> str:
    """The path of the frame of the first chart that a page draws; empty where it draws none."""
    name = (match.url_name or "").removesuffix("-year") if "areas/" in path else match.url_name or ""
    if name in {"compare-year", "compare-years"}:
        return f"/embed{path}"
    if name == "home":
        return reverse("embed-england-and-wales", args=(RSOS,))
    named = {"slug": match.kwargs["slug"]} if "slug" in match.kwargs else {}
    try:
        first = resolve(reverse(f"{name}-picture", kwargs=named))
    except (NoReverseMatch, Resolver404):
        return ""
    drawn = (key for key, one in _charted(request, first).charts.items() if one.chart)
    key = next(drawn, "")
    return reverse(f"embed-{name}", kwargs={**named, "key": key}) if key else ""


def _charted(request: HttpRequest, match: ResolverMatch) -> ChartedPage:
    named = {name: value for name, value in match.kwargs.items() if name not in {"of", "key", "form"}}
    page: ChartedPage = match.kwargs["of"](request, **named)
    return page


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _problem(said: str, *, status: int) -> HttpResponse:
    return _open(HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=status))


def _open(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
