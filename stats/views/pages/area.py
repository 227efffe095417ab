"""An area's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.elsewhere import ElsewhereText
from stats.presentation.area.page import AreaText, corrections, under, year_links
from stats.presentation.area.position import PositionText
from stats.presentation.areas.search import PlaceText
from stats.presentation.components.cells import area_page_url, area_year_url
from stats.presentation.exports.data_table import DataTable
from stats.queries.figures import area_refs
from stats.queries.pages.area import area_page, area_without_figures
from stats.queries.pages.area_elsewhere import elsewhere
from stats.queries.search import find_place
from stats.queries.tidy import tidy_rows
from stats.views.charts import ChartedPage
from stats.views.downloads.files import TableFound, filled
from stats.views.not_found import not_found
from stats.views.params import AreaParams, read_year
from stats.views.sharing import address_of, sharing


@require_safe
def area(request: HttpRequest, slug: str, year: ReportingYear | None = None) -> HttpResponse:
    params = AreaParams.from_query(request.GET, slug=slug)
    page = area_page(slug, year=year, beside=params.beside)
    if page is not None:
        path = reverse("area-year", args=(slug, page.year))
        text = AreaText(page, params.left_out, address=address_of(request, path))
        has_chart = any(trend.chart for trend in text.all_trends)
        shared = sharing(
            request,
            f"{page.area.ref.name}, {page.year}",
            description=text.opening.sentence.text,
            path=path,
            embeds=[trend.embed for trend in text.all_trends],
            picture=reverse("area-picture", args=(slug,)) if has_chart else "",
        )
        place = _place(request, slug=slug)
        context = {"page": page, "text": text, "share": shared, "section": "areas", "place": place}
        return render(request, "stats/area/area.html", context)
    return _not_held(request, slug, year=year)


def figures(request: HttpRequest, *, slug: str, year: ReportingYear | None = None) -> TableFound:
    """Every source's figures of the area, or of one of its years; else the page of what there is."""
    rows = filled(iter(tidy_rows(area_slug=slug, year=year)))
    if rows is None:
        page = _not_held(request, slug, year=year)
        page.status_code = 404
        return page
    area, export = area_refs()[slug], catalogue().exports["figures"]
    title = _("%(area)s: every figure") % {"area": area.name}
    if year is not None:
        title = _("%(area)s, %(year)s: every figure") % {"area": area.name, "year": year}
    page_of = area_page_url(area) if year is None else area_year_url(area, year=year)
    name = slug if year is None else f"{slug}-{year}"
    return DataTable(name, title, export.description, export.columns, rows, page_of)


@require_safe
def no_such_year(request: HttpRequest, slug: str, text: str) -> HttpResponse:
    """An area's address with something after it that is no reporting year, such as 1999-00 or 2014-16."""
    return _not_held(request, slug, impossible=text)


def _not_held(
    request: HttpRequest, slug: str, *, year: ReportingYear | None = None, impossible: str = ""
) -> HttpResponse:
    """An area without any figures has a page all the same; a year that is not held has none."""
    found = area_without_figures(slug, year=year)
    if found is None:
        return not_found(request, slug=slug)
    detail, withdrawn = found
    leads_on = None
    if not detail.years and not impossible:
        leads_on = ElsewhereText(
            detail,
            elsewhere(slug, country=detail.country, region=detail.region),
            address_of(request, reverse("england-and-wales")),
        )
    context = {
        "leads_on": leads_on,
        "name": detail.ref.name,
        "under": under(detail),
        "place": _place(request, slug=slug),
        "year": year,
        "impossible": impossible,
        "years": year_links(detail),
        "corrections": corrections(withdrawn),
        "section": "areas",
    }
    status = 404 if year or impossible else 200
    return render(request, "stats/area/not_held.html", context, status=status)


def _place(request: HttpRequest, *, slug: str) -> PlaceText | None:
    """`?place=halifax`: the place that was searched for. What is no place of the area is left out."""
    key = request.GET.get("place", "").replace("-", " ")
    found = find_place(key, area_slug=slug) if key else None
    return PlaceText(found) if found else None


def charts(request: HttpRequest, *, slug: str) -> ChartedPage:
    """The area's trends; `?with=` puts others beside it as on the page itself, `?year=` marks a year."""
    params = AreaParams.from_query(request.GET, slug=slug)
    page = area_page(slug, year=read_year(request.GET.get("year", "")), beside=params.beside)
    text = AreaText(page, marks_year="year" in request.GET) if page else None
    path = reverse("area", args=(slug,))
    return ChartedPage(text.page_charts if text else {}, path=path, query=params.to_query(), name=slug)


def year_charts(_request: HttpRequest, *, slug: str, year: ReportingYear) -> ChartedPage:
    """Where the area's rate of that year stands among all."""
    page = area_page(slug, year=year)
    path = reverse("area-year", args=(slug, year))
    return ChartedPage(PositionText(page).page_charts if page else {}, path=path, name=f"{slug}-{year}")
