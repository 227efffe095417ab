"""The front page: England and Wales, the tile map of the latest year, and what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.figures import AreaRef
from stats.analysis.national_picture import NationalPicture, national_picture
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
    years = years_held(rate)
    year = latest(years)
    wanted = Q(report__area__kind=Area.Kind.NATION)
    if year is not None:
        wanted |= Q(report__start_year=year.start)
    figures = fetch_figures(wanted & any_cell((*rate.cells, *rsos.cells)))
    populations = populations_of_year(year) if year else populations_of_nation()
    series = Series(figures, populations=populations)
    references = [ref for ref in area_refs().values() if not ref.is_nation]
    national_rsos = series.points(rsos, area_slug=NATION_SLUG)
    comparable = series.comparable(rate, year=year) if year else {}
    return HomePage(
        year=year,
        areas_held=sum(ref.slug in comparable for ref in references),
        areas=len(references),
        rate=rate,
        tiles=tuple((ref, series.value(rate, area_slug=ref.slug, year=year)) for ref in references)
        if year
        else (),
        nation=national_picture(rsos=national_rsos, rates=series.points(rate, area_slug=NATION_SLUG)),
        national_rsos=national_rsos,
        new=releases(limit=3),
    )
