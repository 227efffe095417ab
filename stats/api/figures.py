"""Figures, page by page."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from stats.api.api import api
from stats.api.cursor import after, next_url
from stats.api.lists import export, list_answer, list_model
from stats.api.params import FiguresAsked, years_of
from stats.api.places import known_areas
from stats.queries.tidy import FigureFilter, figures_page


@api.get("/figures", response=list_model("figures", is_paged=True), summary="Figures", tags=["Figures"])
def figures(request: HttpRequest, asked: Query[FiguresAsked]) -> HttpResponseBase:
    """Published numbers exactly as printed, each with its source; every source's, `preferred` or not.

    Follow `next` to the end: each figure that is public all the while comes once, whatever is published
    meanwhile.
    """
    wanted = FigureFilter(
        areas=known_areas(asked.area),
        years=years_of(asked.year),
        measures=asked.measure,
        categories=asked.category,
        levels=asked.level,
        source_kinds=asked.source_kind,
    )
    found = export("figures")
    page = figures_page(wanted, columns=found.columns, after=after(request, asked.cursor), limit=asked.limit)
    return list_answer(request, found, page.rows, form=asked.format, next_url=next_url(request, page.last))
