"""Every area that has an indicator for two years or more, over all its years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stats.analysis.comparison.compare import CompareRow, CompareTable, compare_table
from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series
from stats.analysis.trends import AreaSeries, area_series, national_points
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.populations import all_populations
from stats.queries.years_held import YearHeld, latest, third_of

FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class CompareYearsPage:
    """`areas` by name; `one_year` have a single year, `not_held` none that can be compared.

    `national` is empty for counts, beside which every area's line would be flat. `year` is the latest whose
    change since the year before a third of the areas have; None where no area has two neighbouring years.
    """

    indicator: Indicator
    areas: tuple[AreaSeries, ...]
    one_year: tuple[AreaRef, ...]
    not_held: tuple[AreaRef, ...]
    national: tuple[Point, ...]
    breaks: tuple[Break, ...]
    year: ReportingYear | None


def compare_years_page(slug: str) -> CompareYearsPage | None:
    """None where there is no such indicator. Three queries, however many years are stored."""
    indicator = catalogue().indicators.get(slug)
    if indicator is None:
        return None
    series, areas = _fetch(indicator)
    every = [area_series(indicator, area=ref, series=series) for ref in areas]
    return CompareYearsPage(
        indicator=indicator,
        areas=tuple(of_area for of_area in every if len(of_area.points) >= FEWEST_YEARS),
        one_year=tuple(of_area.area for of_area in every if len(of_area.points) == 1),
        not_held=tuple(of_area.area for of_area in every if not of_area.points),
        national=national_points(indicator, series=series),
        breaks=catalogue().breaks_for(slug),
        year=_latest_change(every),
    )


def _latest_change(every: Sequence[AreaSeries]) -> ReportingYear | None:
    held = Counter(found.later[0] for of_area in every for found in of_area.changes)
    years = [YearHeld(year, held[year]) for year in sorted(held, reverse=True)]
    return latest(years, fewest=third_of(len(every)))


def compare_years_rows(slug: str) -> tuple[tuple[CompareTable, CompareRow], ...] | None:
    """A row for each area and year that the page shows, by area and oldest year first.

    Each row stands with its own year's table: benchmark, word and ranks are those of that year, among all
    areas held for it. None where there is no such indicator. Three queries, however many years are stored.
    """
    indicator = catalogue().indicators.get(slug)
    if indicator is None:
        return None
    series, areas = _fetch(indicator)
    shown = [
        (ref.slug, year)
        for ref in areas
        if len(points := series.points(indicator, area_slug=ref.slug)) >= FEWEST_YEARS
        for year, _value in points
    ]
    tables = {
        year: compare_table(indicator, year=year, series=series, areas=areas)
        for year in {year for _area, year in shown}
    }
    return tuple((tables[year], tables[year].rows[area]) for area, year in shown)


def _fetch(indicator: Indicator) -> tuple[Series, tuple[AreaRef, ...]]:
    """The indicator's figures of every area and year, and the areas by name."""
    series = Series(fetch_figures(any_cell(indicator.cells)), populations=all_populations())
    return series, tuple(ref for ref in area_refs().values() if not ref.is_nation)
