"""What the years of an indicator say area by area, as the comparison of each year says it."""

from __future__ import annotations

from stats.analysis.series import Series
from stats.analysis.year_table import Row, YearTable, year_table
from stats.catalogue.reader import catalogue
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.pages.compare_years import FEWEST_YEARS
from stats.queries.populations import all_populations


def years_tables(slug: str) -> tuple[tuple[YearTable, Row], ...] | None:
    """A row for each area and year that `years_page` shows, by area and oldest year first.

    Each row stands with its own year's table: benchmark, word and ranks are those of that year, among all
    areas held for it. None where there is no such indicator. Four queries, however many years are stored.
    """
    indicator = catalogue().indicators.get(slug)
    if indicator is None:
        return None
    figures = fetch_figures(any_cell(indicator.cells))
    series = Series(figures, populations=all_populations())
    areas = tuple(ref for ref in area_refs().values() if not ref.is_nation)
    years = {
        ref.slug: [year for year, _value in series.points(indicator, area_slug=ref.slug)] for ref in areas
    }
    shown = {area: held for area, held in years.items() if len(held) >= FEWEST_YEARS}
    tables = {
        year: year_table(indicator, year=year, series=series, areas=areas)
        for year in {year for held in shown.values() for year in held}
    }
    return tuple((tables[year], tables[year].rows[area]) for area, held in shown.items() for year in held)
