"""An area's pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stats.catalogue.years import ReportingYear
from stats.presentation import area as present
from stats.presentation.charts import figure
from stats.queries.area_page import area_page, area_without_figures
from stats.queries.search import search
from stats.views.not_found import not_found
from stats.views.params import AreaParams
from stats.views.sharing import sharing


@require_safe
def area(request: HttpRequest, slug: str, year: ReportingYear | None = None) -> HttpResponse:
    params = AreaParams.from_query(request.GET, slug=slug)
    page = area_page(slug, year=year, beside=params.beside)
    if page is not None:
        path = reverse("area-year", args=(slug, page.year))
        text = present.area_text(page, left_out=params.left_out, address=request.build_absolute_uri(path))
        shared = sharing(
            request,
            f"{text.name}, {text.year}",
            description=text.sentence.text,
            path=path,
            embeds=[
                (f"{text.name}: {trend.title}", reverse("embed-area", args=(slug, trend.key)))
                for trend in text.all_trends
            ],
        )
        context = {"page": text, "share": shared, "section": "areas"}
        return render(request, "stats/area/area.html", context)
    found = area_without_figures(slug)
    if found is None:
        return not_found(request, near=search(slug.replace("-", " ")))
    detail, years = found
    links = present.year_links(slug, years)
    context = {"name": detail.ref.name, "under": present.under(detail), "year": year, "years": links}
    # An area without any figures has a page all the same; a year that is not held has none.
    status = 404 if year is not None else 200
    return render(request, "stats/area/not_held.html", {**context, "section": "areas"}, status=status)


@require_safe
def chart(request: HttpRequest, slug: str, key: str) -> JsonResponse:
    """The chart to explore: the Plotly figure of one of the area's trends."""
    page = area_page(slug, beside=AreaParams.from_query(request.GET, slug=slug).beside)
    for trend in present.area_text(page).all_trends if page is not None else ():
        if trend.key == key:
            return JsonResponse(figure(trend.drawn))
    raise Http404
