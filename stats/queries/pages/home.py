"""The front page: England and Wales, the tile map of the latest year, and what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.benchmark import NO_BENCHMARK, NationalFigure, national_figure
from stats.analysis.figures import AreaRef
from stats.analysis.headlines import Headline, Headlined, headline
from stats.analysis.series import Series
from stats.analysis.trends import Trend, trend
from stats.analysis.values import Value
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.populations import fetch_populations
from stats.queries.releases import ReleaseRef, releases
from stats.queries.years_held import YearHeld, latest, third_of, years_held


@dataclass(frozen=True, slots=True)
class NationalPicture(Headlined):
    """England and Wales in the latest year with a national count or rate."""

    year: ReportingYear
    headlines: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """`year` is the latest whose rate a third of the areas have; None before anything is loaded. `years` are
    all with any area's, newest first."""

    year: ReportingYear | None
    years: tuple[YearHeld, ...]
    areas_held: int
    areas: int
    tiles: tuple[tuple[AreaRef, Value], ...]
    national: NationalFigure
    nation: NationalPicture | None
    national_rsos: Trend
    new: tuple[ReleaseRef, ...]


def home_page() -> HomePage:
    """At most five queries."""
    rate, rsos = catalogue().rate, catalogue().rsos
    years = years_held(rate)
    areas = [ref for ref in area_refs().values() if not ref.is_nation]
    year = latest(years, fewest=third_of(len(areas)))
    wanted = Q(report__area__kind=Area.Kind.NATION)
    if year is not None:
        wanted |= Q(report__start_year=year.start)
    figures = fetch_figures(wanted & any_cell((*rate.cells, *rsos.cells)))
    series = Series(figures, populations=fetch_populations(year=year))
    comparable = series.comparable(rate, year=year) if year else {}
    return HomePage(
        year=year,
        years=tuple(held for held in years if held.areas),
        areas_held=sum(ref.slug in comparable for ref in areas),
        areas=len(areas),
        tiles=tuple((ref, series.value(rate, area_slug=ref.slug, year=year)) for ref in areas)
        if year
        else (),
        national=_national_figure(series, year=year, areas=comparable) if year else NO_BENCHMARK,
        nation=_national_picture(series),
        national_rsos=trend(rsos, slug=NATION_SLUG, series=series),
        new=releases(limit=3),
    )


def _national_figure(series: Series, *, year: ReportingYear, areas: Mapping[str, Value]) -> NationalFigure:
    """What the areas on the map are shaded against."""
    nation = series.value(catalogue().rate, area_slug=NATION_SLUG, year=year)
    of_areas = {slug: value for slug, value in areas.items() if slug != NATION_SLUG}
    return national_figure(catalogue().rate, nation=nation, areas=of_areas)


def _national_picture(series: Series) -> NationalPicture | None:
    """None where nothing national is held."""
    figures = catalogue().pages["home"].figures
    indicators = (catalogue().indicators[figure.indicator] for figure in figures)
    points = (series.points(indicator, area_slug=NATION_SLUG) for indicator in indicators)
    year = max((year for held in points for year, _value in held), default=None)
    if year is None:
        return None
    return NationalPicture(
        year,
        tuple(headline(figure, slug=NATION_SLUG, year=year, series=series, areas={}) for figure in figures),
    )
