"""The front page: England and Wales, the tile map of the latest year, and what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.figures import AreaRef
from stats.analysis.headlines import Headline, headline
from stats.analysis.series import Point, Series
from stats.analysis.values import Value
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.populations import populations_of_nation, populations_of_year
from stats.queries.releases import ReleaseRef, releases
from stats.queries.years_held import latest, years_held

_RATE, _RSOS = "rso-rate", "rsos"


@dataclass(frozen=True, slots=True)
class NationalPicture:
    """England and Wales in the latest year with a national count or rate."""

    year: ReportingYear
    rsos: Headline
    rate: Headline


@dataclass(frozen=True, slots=True)
class HomePage:
    """`year` is the latest with any area's rate; None before anything is loaded."""

    year: ReportingYear | None
    areas_held: int
    areas: int
    rate: Indicator
    tiles: tuple[tuple[AreaRef, Value], ...]
    nation: NationalPicture | None
    national_rsos: tuple[Point, ...]
    new: tuple[ReleaseRef, ...]


def home_page() -> HomePage:
    """At most five queries."""
    indicators = catalogue().indicators
    rate, rsos = indicators[_RATE], indicators[_RSOS]
    year = latest(years_held(rate))
    wanted = Q(report__area__kind=Area.Kind.NATION)
    if year is not None:
        wanted |= Q(report__start_year=year.start)
    figures = fetch_figures(wanted & any_cell((*rate.cells, *rsos.cells)))
    populations = populations_of_year(year) if year else populations_of_nation()
    series = Series(figures, populations=populations)
    areas = [ref for ref in area_refs().values() if not ref.is_nation]
    comparable = series.comparable(rate, year=year) if year else {}
    return HomePage(
        year=year,
        areas_held=sum(ref.slug in comparable for ref in areas),
        areas=len(areas),
        rate=rate,
        tiles=tuple((ref, series.value(rate, area_slug=ref.slug, year=year)) for ref in areas)
        if year
        else (),
        nation=_national_picture(series),
        national_rsos=series.points(rsos, area_slug=NATION_SLUG),
        new=releases(limit=3),
    )


def _national_picture(series: Series) -> NationalPicture | None:
    """None where nothing national is held."""
    rsos, rate = (catalogue().indicators[slug] for slug in (_RSOS, _RATE))
    points = (series.points(indicator, area_slug=NATION_SLUG) for indicator in (rsos, rate))
    year = max((year for held in points for year, _value in held), default=None)
    if year is None:
        return None
    return NationalPicture(
        year,
        rsos=headline(rsos, slug=NATION_SLUG, year=year, series=series, areas={}),
        rate=headline(rate, slug=NATION_SLUG, year=year, series=series, areas={}),
    )
