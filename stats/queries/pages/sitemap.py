"""Which pages there are, for machines that look for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.years_held import years_held


@dataclass(frozen=True, slots=True)
class SitemapPages:
    """The years held of each area and indicator, by slug; an area without figures has none. `sources` are
    the slugs of those that give a figure."""

    areas: Mapping[str, tuple[ReportingYear, ...]]
    indicators: Mapping[str, tuple[ReportingYear, ...]]
    sources: tuple[str, ...]


def sitemap_pages() -> SitemapPages:
    """A query for each indicator, and three more."""
    figures = Figure.objects.public().filter(measure__in=catalogue().measures)
    of_areas = figures.filter(preferred=True, report__area__kind=Area.Kind.AREA).order_by(
        "report__area__slug", "report__start_year"
    )
    slugs = Area.objects.filter(kind=Area.Kind.AREA).order_by("slug").values_list("slug", flat=True)
    years: dict[str, list[ReportingYear]] = {slug: [] for slug in slugs}
    for slug, start in of_areas.values_list("report__area__slug", "report__start_year").distinct():
        years[slug].append(ReportingYear(start))
    sources = figures.order_by("source__slug").values_list("source__slug", flat=True).distinct()
    return SitemapPages(
        areas={slug: tuple(held) for slug, held in years.items()},
        indicators={
            slug: tuple(held.year for held in years_held(indicator))
            for slug, indicator in catalogue().indicators.items()
        },
        sources=tuple(slug for slug in sources if slug),
    )
