"""Charts as files of their own: SVG and PNG to save, and the picture that other sites show beside a link.

Each takes the key of the page's chart; without one it is the first, which stands for the page beside a link.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from stats.catalogue.years import ReportingYear
from stats.presentation import nation as nation_present
from stats.presentation.area import trends as area_trends
from stats.presentation.area.position import strip_chart
from stats.presentation.charts import Chart, MultiplesChart
from stats.presentation.charts.saved import png, shared_png, standalone
from stats.presentation.compare import page as compare_present
from stats.presentation.compare.funnel import funnel_chart
from stats.presentation.compare.years import multiples_chart
from stats.presentation.topics import page as topics_present
from stats.queries.pages.area import area_page
from stats.queries.pages.compare import compare_page
from stats.queries.pages.compare_years import compare_years_page
from stats.queries.pages.nation import nation_page
from stats.queries.pages.topics import topic_page
from stats.views.caching import release
from stats.views.params import AreaParams, CompareParams

SHARED = "shared"


@require_safe
def area(request: HttpRequest, slug: str, form: str, key: str = "") -> HttpResponse:
    """One of the area's trends."""
    page = area_page(slug, beside=AreaParams.from_query(request.GET, slug=slug).beside)
    charts = area_trends.drawn(page) if page is not None else {}
    return _one_of(request, charts, key=key, form=form, path=reverse("area", args=(slug,)), name=slug)


@require_safe
def topic(request: HttpRequest, topic: str, form: str, key: str = "") -> HttpResponse:
    """England and Wales on one of the topic's indicators."""
    page = topic_page(topic)
    charts = topics_present.drawn(page) if page is not None else {}
    return _one_of(request, charts, key=key, form=form, path=reverse(topic), name=topic)


@require_safe
def nation(request: HttpRequest, form: str, key: str = "") -> HttpResponse:
    """The national rate, or the national count."""
    charts = nation_present.drawn(nation_page())
    path = reverse("england-and-wales")
    return _one_of(request, charts, key=key, form=form, path=path, name="england-and-wales")


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


@require_safe
def years(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """All areas over the years, a small chart each on one sheet."""
    page = compare_years_page(slug)
    if page is None or not page.areas:
        raise Http404
    path = reverse("compare-years", args=(slug,))
    return _file(request, multiples_chart(page), form=form, path=path, name=f"{slug}-years")


def _one_of(
    request: HttpRequest, charts: Mapping[str, Chart], *, key: str, form: str, path: str, name: str
) -> HttpResponse:
    """The chart of that key, of those that its page draws."""
    key = key or next(iter(charts), "")
    return _picture(request, charts.get(key), form=form, path=path, name=f"{name}-{key}")


def _picture(request: HttpRequest, chart: Chart | None, *, form: str, path: str, name: str) -> HttpResponse:
    if chart is None:
        raise Http404
    if form == SHARED:
        return HttpResponse(shared_png(chart, url=request.build_absolute_uri(path)), content_type="image/png")
    return _file(request, chart, form=form, path=path, name=name)


def _file(
    request: HttpRequest, chart: Chart | MultiplesChart, *, form: str, path: str, name: str
) -> HttpResponse:
    """The chart to save, under a name of its own."""
    address = request.build_absolute_uri(path)
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
