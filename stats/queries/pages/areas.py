"""Every area by country and region, with its latest figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Exists, Expression, Max, OuterRef, Q

from stats.analysis.comparison.area_map import AreaMap, area_map
from stats.analysis.figures import AreaRef
from stats.analysis.series import Series
from stats.analysis.values import Value
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure, Report
from stats.queries.figures import AREA_COLUMNS, any_cell, area_ref_of, figure_rows, figures_of
from stats.queries.populations import fetch_populations
from stats.queries.prepared import Prepared, Rows
from stats.queries.years_held import latest, third_of, years_held


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


@dataclass(frozen=True, slots=True)
class LatestFigures:
    """An area's registered sexual offenders and its rate in the latest year that has either."""

    year: ReportingYear
    rsos: Value
    rate: Value


@dataclass(frozen=True, slots=True)
class AreasPage:
    """`figures` are those of the areas that have any, by slug. `map` is None where no area has a rate."""

    regions: tuple[Region, ...]
    figures: Mapping[str, LatestFigures]
    map: AreaMap | None


def areas_page() -> AreasPage:
    """At most six queries."""
    regions = areas_by_region()
    areas = sorted((one.area for region in regions for one in region.areas), key=lambda ref: ref.name)
    rate = catalogue().rate
    year = latest(years_held(rate), fewest=third_of(len(areas)))
    series = counts_and_rates(year)
    found = {ref.slug: latest_figures(ref.slug, series=series) for ref in areas}
    return AreasPage(
        regions,
        {slug: figures for slug, figures in found.items() if figures is not None},
        area_map(year, series=series, areas=areas),
    )


def counts_and_rates(year: ReportingYear | None = None) -> Series:
    """The number of registered sexual offenders and their rate: for England and Wales of every year, for each
    area of the latest year with a number for either, and of `year` for all. Two queries."""
    figures = figures_of(_count_and_rate_rows(start=None if year is None else year.start))
    years = {held.year for held in figures if held.area_slug != NATION_SLUG}
    return Series(figures, populations=fetch_populations(years=years))


@Prepared
def _count_and_rate_rows(*, start: Expression) -> Rows:
    cells = any_cell((*catalogue().rate.cells, *catalogue().rsos.cells))
    numbers = Figure.objects.public().filter(cells, report=OuterRef("pk"), preferred=True, marker="")
    latest_of_each = (
        Report.objects.filter(Exists(numbers)).order_by("area_id", "-start_year").distinct("area_id")
    )
    wanted = Q(report__area__kind=Area.Kind.NATION) | Q(report__start_year=start)
    return figure_rows((wanted | Q(report__in=latest_of_each.values("pk"))) & cells)


def latest_figures(slug: str, *, series: Series) -> LatestFigures | None:
    """None where the area has neither in any year."""
    for year in series.years(slug):
        rsos, rate = (
            series.value(indicator, area_slug=slug, year=year)
            for indicator in (catalogue().rsos, catalogue().rate)
        )
        if rsos.amount is not None or rate.amount is not None:
            return LatestFigures(year, rsos, rate)
    return None


def areas_by_region() -> tuple[Region, ...]:
    """Countries, regions and areas in the order of their names; two queries."""
    held = {area: (years, ReportingYear(latest)) for area, years, latest in _years_of_areas()}
    return tuple(
        Region(
            country,
            region,
            tuple(AreaYears(area_ref_of(*row), *held.get(area, ())) for _, _, area, *row in of_region),
        )
        for (country, region), of_region in groupby(_areas(), key=lambda row: row[:2])
    )


@Prepared
def _years_of_areas() -> Rows:
    held = Report.objects.filter(Exists(Figure.objects.public().filter(report=OuterRef("pk"))))
    counted = held.order_by().values("area").annotate(years=Count("start_year"), latest=Max("start_year"))
    return counted.values_list("area", "years", "latest")


@Prepared
def _areas() -> Rows:
    areas = Area.objects.filter(kind=Area.Kind.AREA).order_by("country", "region", "name")
    return areas.values_list("country", "region", "pk", *AREA_COLUMNS)


def slug_now(former: str) -> str | None:
    """The slug of the area that once had this one; None where no area had it. One query."""
    return Area.objects.filter(former_slugs__contains=[former]).values_list("slug", flat=True).first()


def former_slugs() -> list[tuple[str, str]]:
    """Each slug that an area once had, with the one that it has now. One query."""
    renamed = Area.objects.exclude(former_slugs=[]).values_list("former_slugs", "slug")
    return [(former, slug) for slugs, slug in renamed for former in slugs]
