"""Every area by country and region, with the years held for each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max

from stats.analysis.figures import AreaRef
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.figures import area_ref


@dataclass(frozen=True, slots=True)
class AreaYears:
    """An area and how many reporting years of it are held; `latest` is None where none is."""

    area: AreaRef
    years: int = 0
    latest: ReportingYear | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A country's region. `name` is empty where the country has none here, as Wales."""

    country: str
    name: str
    areas: tuple[AreaYears, ...]


def areas_page() -> tuple[Region, ...]:
    """Countries, regions and areas in the order of their names; two queries."""
    held = {
        area: (years, ReportingYear(latest))
        for area, years, latest in Figure.objects.public()
        .order_by()
        .values("report__area")
        .annotate(years=Count("report__start_year", distinct=True), latest=Max("report__start_year"))
        .values_list("report__area", "years", "latest")
    }
    areas = Area.objects.filter(kind=Area.Kind.AREA).order_by("country", "region", "name")
    return tuple(
        Region(
            country, region, tuple(AreaYears(area_ref(area), *held.get(area.pk, ())) for area in of_region)
        )
        for (country, region), of_region in groupby(areas, key=lambda area: (area.country, area.region))
    )


def slug_now(former: str) -> str | None:
    """The slug of the area that once had this one; None where no area had it. One query."""
    return Area.objects.filter(former_slugs__contains=[former]).values_list("slug", flat=True).first()


def former_slugs() -> list[tuple[str, str]]:
    """Each slug that an area once had, with the one that it has now. One query."""
    renamed = Area.objects.exclude(former_slugs=[]).values_list("former_slugs", "slug")
    return [(former, slug) for slugs, slug in renamed for former in slugs]
