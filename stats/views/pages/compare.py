"""All areas on one indicator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.compare.page import FUNNEL_KEY, KEY, CompareText, topics, year_links
from stats.presentation.compare.years import LONGER, YearsText
from stats.presentation.components.frames import Embed
from stats.presentation.exports.compare import csv_row, file_name
from stats.presentation.exports.data_table import DataTable
from stats.queries.pages.compare import ComparePage, compare_page
from stats.queries.pages.compare_years import FEWEST_YEARS, compare_years_page, compare_years_rows
from stats.queries.years_held import years_held
from stats.views.caching import release_number
from stats.views.charts import ChartedPage
from stats.views.downloads.files import TableFound
from stats.views.params import CompareParams, read_year, sort_text
from stats.views.sharing import sharing


@require_safe
def chooser(request: HttpRequest) -> HttpResponse:
    """What areas can be compared on; with the form's choice in the query, straight to its page."""
    indicators = catalogue().indicators
    slug = request.GET.get("indicator", "")
    if slug in indicators:
        # The form may ask for a year that this indicator has no figures for: then its latest is shown.
        held = {found.year for found in years_held(indicators[slug])}
        year = read_year(request.GET.get("year", ""))
        url = (
            reverse("compare-year", args=(slug, year))
            if year in held
            else reverse("compare-indicator", args=(slug,))
        )
        return redirect(url + CompareParams.from_query(request.GET).to_query())
    context = {"topics": topics(), "section": "compare"}
    return render(request, "stats/compare/chooser.html", context)


@require_safe
def compare(request: HttpRequest, slug: str, year: ReportingYear | None = None) -> HttpResponse:
    params = CompareParams.from_query(request.GET)
    page = _page(request, slug=slug, year=year)
    if page is None:
        return _nothing(request, slug=slug, year=year)
    known = tuple(slug for slug in params.areas if slug not in page.unknown_areas)
    chosen = CompareParams(known).to_query()
    text = CompareText(page, query=CompareParams(known, params.sort).to_query(), sort=sort_text(params.sort))
    charts_of = {key: found for key, found in text.page_charts.items() if found.chart is not None}
    frames = {KEY: "embed-compare", FUNNEL_KEY: "embed-funnel"}
    shared = sharing(
        request,
        f"{page.indicator.title}, {page.year}",
        description=f"{text.under} {text.national}".strip(),
        path=reverse("compare-year", args=(slug, page.year)) + chosen,
        embeds=[
            Embed(reverse(frames[key], args=(slug, page.year)) + chosen, found)
            for key, found in charts_of.items()
        ],
        picture=reverse("compare-picture", args=(slug, page.year, "chart")) + chosen if text.chart else "",
    )
    context = {"page": page, "text": text, "share": shared, "section": "compare"}
    return render(request, "stats/compare/compare.html", context)


def figures(request: HttpRequest, *, slug: str, year: ReportingYear | None = None) -> TableFound:
    """Exactly the table on screen, in its order, England and Wales last.

    An area that nobody knows is an error: whoever works with the file would not see that it is missing, or
    would take all areas for the one they asked for.
    """
    page = _page(request, slug=slug, year=year)
    if page is not None and page.unknown_areas:
        told = CompareText(page).unknown_in_file
        return HttpResponse(f"{told}\n", content_type="text/plain; charset=utf-8", status=404)
    rows = (*page.rows, *((page.nation,) if page.nation else ())) if page else ()
    if page is None or not rows:
        return _nothing(request, slug=slug, year=year, status=404)
    number, export = release_number(request), catalogue().exports["comparison"]
    return DataTable(
        file_name(page),
        _("%(indicator)s, %(year)s") % {"indicator": page.indicator.title, "year": page.year},
        export.description,
        export.columns,
        (csv_row(row, of=page, release=number) for row in rows),
        reverse("compare-year", args=(slug, page.year)),
    )


@require_safe
def years(request: HttpRequest, slug: str) -> HttpResponse:
    """Every area with two years or more, a small chart each."""
    page = compare_years_page(slug)
    if page is None:
        return _nothing(request, slug=slug, year=None)
    text = YearsText(page, LONGER if request.GET.get("least") == str(LONGER) else FEWEST_YEARS)
    path = reverse("embed-compare-years", args=(slug,))
    embeds = [Embed(path, found) for found in text.page_charts.values()]
    shared = sharing(request, text.title, description=text.under, path=request.path, embeds=embeds)
    context = {"page": page, "text": text, "share": shared, "section": "compare"}
    return render(request, "stats/compare/years.html", context)


def years_figures(request: HttpRequest, *, slug: str) -> TableFound:
    """Every area and year of the page over the years, each row as in its own year's file.

    Heads alone where no area has two years, as the page says: it is there all the same.
    """
    rows = compare_years_rows(slug)
    if rows is None:
        return _nothing(request, slug=slug, status=404)
    number, export = release_number(request), catalogue().exports["comparison"]
    return DataTable(
        f"{slug}-years",
        _("%(indicator)s, over the years") % {"indicator": catalogue().indicators[slug].title},
        export.description,
        export.columns,
        (csv_row(row, of=table, release=number) for table, row in rows),
        reverse("compare-years", args=(slug,)),
    )


def charts(request: HttpRequest, *, slug: str, year: ReportingYear) -> ChartedPage:
    """The areas in order of their values, and the funnel; `?areas=` chooses as on the page itself."""
    page = _page(request, slug=slug, year=year)
    query = CompareParams.from_query(request.GET).to_query()
    path = reverse("compare-year", args=(slug, year))
    return ChartedPage(
        CompareText(page).page_charts if page else {}, path=path, query=query, name=f"{slug}-{year}"
    )


def all_years_charts(_request: HttpRequest, *, slug: str) -> ChartedPage:
    """All areas over the years, a small chart each on one sheet."""
    page = compare_years_page(slug)
    path = reverse("compare-years", args=(slug,))
    return ChartedPage(YearsText(page).page_charts if page else {}, path=path, name=slug)


def _page(request: HttpRequest, *, slug: str, year: ReportingYear | None) -> ComparePage | None:
    params = CompareParams.from_query(request.GET)
    return compare_page(slug, year=year, areas=params.areas, sort=params.sort)


@require_safe
def no_such_year(request: HttpRequest, slug: str, text: str) -> HttpResponse:
    """An indicator's address with something after it that is no reporting year."""
    return _nothing(request, slug=slug, impossible=text)


def _nothing(
    request: HttpRequest,
    *,
    slug: str,
    year: ReportingYear | None = None,
    impossible: str = "",
    status: int = 200,
) -> HttpResponse:
    """An indicator that does not exist, or one with no figure of that year: a page that leads on.

    `status` is that of an indicator without any figure.
    """
    indicator = catalogue().indicators.get(slug)
    if indicator is None:
        context = {"topics": topics(), "unknown": True, "section": "compare"}
        return render(request, "stats/compare/chooser.html", context, status=404)
    context = {
        "indicator": indicator,
        "year": year,
        "impossible": impossible,
        "years": year_links(indicator, years_held(indicator)),
        "section": "compare",
    }
    return render(
        request, "stats/compare/not_held.html", context, status=404 if year or impossible else status
    )
