"""Charts as files of their own: SVG and PNG to save, and the picture that other sites show beside a link."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from stats.catalogue.years import ReportingYear
from stats.presentation import area as area_present
from stats.presentation import compare as compare_present
from stats.presentation.charts import Chart
from stats.presentation.charts.saved import png, shared_png, standalone
from stats.presentation.funnel import funnel_chart
from stats.presentation.standing import strip_chart
from stats.queries.area_page import RATE, area_page
from stats.queries.compare import compare_page
from stats.views.caching import release
from stats.views.params import AreaParams, CompareParams

SHARED = "shared"


@require_safe
def area(request: HttpRequest, slug: str, key: str, form: str) -> HttpResponse:
    """One of the area's trends."""
    page = area_page(slug, beside=AreaParams.from_query(request.GET, slug=slug).beside)
    trends = area_present.area_text(page).all_trends if page is not None else ()
    chart = next((one.drawn for one in trends if one.key == key and one.chart), None)
    return _picture(request, chart, form=form, path=reverse("area", args=(slug,)), name=f"{slug}-{key}")


@require_safe
def area_shared(request: HttpRequest, slug: str) -> HttpResponse:
    return area(request, slug, RATE, SHARED)


@require_safe
def standing(request: HttpRequest, slug: str, year: ReportingYear, form: str) -> HttpResponse:
    """Where the area's rate of that year stands among all."""
    page = area_page(slug, year=year)
    path = reverse("area-year", args=(slug, year))
    chart = None if page is None else strip_chart(page)
    return _picture(request, chart, form=form, path=path, name=f"{slug}-{year}-standing")


@require_safe
def compare(request: HttpRequest, slug: str, year: ReportingYear, key: str, form: str) -> HttpResponse:
    """The areas in order of their values, or the funnel."""
    params = CompareParams.from_query(request.GET)
    page = compare_page(slug, year=year, areas=params.areas, sort=params.sort)
    chart: Chart | None = None
    if page is not None and key == "funnel" and page.funnel is not None:
        chart = funnel_chart(page, page.funnel)
    elif page is not None and key == "chart" and page.compared:
        chart = compare_present.dot_chart(page)
    path = reverse("compare-year", args=(slug, year))
    return _picture(request, chart, form=form, path=path, name=f"{slug}-{year}-{key}")


def _picture(request: HttpRequest, chart: Chart | None, *, form: str, path: str, name: str) -> HttpResponse:
    if chart is None:
        raise Http404
    address = request.build_absolute_uri(path)
    if form == SHARED:
        return HttpResponse(shared_png(chart, url=address), content_type="image/png")
    if form == "png":
        content: bytes | str = png(chart, date=_date(request), url=address)
        kind = "image/png"
    else:
        content, kind = standalone(chart, date=_date(request), url=address), "image/svg+xml"
    headers = {"Content-Disposition": f'attachment; filename="mappa-{name}.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _date(request: HttpRequest) -> date:
    """The day of the release that the picture shows."""
    current = release(request)["release"]
    return localtime(current.date if current else None).date()
