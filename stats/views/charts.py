"""The charts of a page, each under its key: to explore, to save, beside a link, and in a frame.

Each page has a function of its own that gives its charts (`ChartsOf`); what is done with a chart is written
here once for all of them. stats/urls.py brings the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from stats.presentation.charts.description import Chart, MultiplesChart
from stats.presentation.charts.explored.figure import figure
from stats.presentation.charts.pictures.multiples import present_multiples
from stats.presentation.charts.pictures.saved import png, shared_png, standalone
from stats.presentation.components.frames import FrameForm, frame_form, framed_figure
from stats.presentation.components.page_charts import PageCharts, multiples_without_links
from stats.views.caching import release_date, release_number
from stats.views.sharing import address_of

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class ChartedPage:
    """`path` is the page's own, `query` what the reader chose ("?with=kent"); `name` begins file names."""

    charts: PageCharts
    path: str
    name: str
    query: str = ""

    def chart(self, key: str) -> Chart | MultiplesChart:
        """The chart of that key. Raises Http404 where the page draws none."""
        found = self.charts.get(key)
        if found is None or found.chart is None:
            raise Http404
        return found.chart

    def single_chart(self, key: str) -> Chart:
        """As `chart`; many small charts on one sheet count as none."""
        found = self.chart(key)
        if isinstance(found, MultiplesChart):
            raise Http404
        return found


ChartsOf = Callable[..., ChartedPage]
"""A page's charts, from the request and what the page's address names: `charts(request, slug="dorset")`."""


@require_safe
def explore(request: HttpRequest, of: ChartsOf, key: str, **named: object) -> JsonResponse:
    """The chart as a Plotly figure."""
    return JsonResponse(figure(of(request, **named).single_chart(key)))


@require_safe
def save(request: HttpRequest, of: ChartsOf, key: str, form: str, **named: object) -> HttpResponse:
    """The chart as an SVG or PNG file, under a name of its own."""
    page = of(request, **named)
    chart, address = page.chart(key), address_of(request, page.path)
    draw: Callable[..., bytes | str] = png if form == "png" else standalone
    content = draw(chart, date=release_date(request), url=address, release=release_number(request))
    kind = "image/png" if form == "png" else "image/svg+xml"
    headers = {"Content-Disposition": f'attachment; filename="mappa-{page.name}-{key}.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
def picture(request: HttpRequest, of: ChartsOf, key: str = "", **named: object) -> HttpResponse:
    """What other sites show beside a link to the page: of that key, or the first chart that it draws."""
    page = of(request, **named)
    key = key or next((key for key, found in page.charts.items() if found.chart), "")
    content = shared_png(page.single_chart(key), url=address_of(request, page.path))
    return HttpResponse(content, content_type="image/png")


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
def embed(request: HttpRequest, of: ChartsOf, key: str, **named: object) -> HttpResponse:
    """The chart with its numbers, made to stand in a frame on another site.

    Only these pages may be framed. They set no cookie, run no script, and every link opens outside the frame,
    so that nobody is led into a page that refuses to be shown there. `?form=compact` leaves out the numbers,
    `?form=table` the chart.
    """
    page = of(request, **named)
    found = page.charts.get(key)
    if found is None or found.table is None:
        # A page of its own: the site's would not be shown in a frame.
        return render(request, "stats/embed/not_held.html", status=404)
    form = frame_form(request.GET.get("form", ""))
    context: dict[str, object] = {
        "embed": found,
        "form": form,
        "address": address_of(request, page.path + page.query),
    }
    if form is FrameForm.TABLE:
        pass
    elif isinstance(found.chart, MultiplesChart):
        context["multiples"] = present_multiples(multiples_without_links(found.chart), key="embed")
    elif found.chart is not None:
        context["chart"] = framed_figure(found.chart, form=form)
    return render(request, "stats/embed/embed.html", context)
