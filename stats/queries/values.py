"""An indicator's values for every area and year, each beside those of its year."""

from __future__ import annotations

from collections.abc import Collection

from stats.analysis.comparison.compare import CompareRow, CompareTable, compare_table
from stats.analysis.series import Series
from stats.analysis.values import WhyNot
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.populations import all_populations


def indicator_values(
    indicator: Indicator, *, areas: Collection[str] = (), years: Collection[ReportingYear] = ()
) -> tuple[tuple[CompareTable, CompareRow], ...]:
    """A row for each area, England and Wales last, and year in which anything is held of it, oldest first; of
    some areas (slugs) or years if asked.

    Each row stands with its own year's table: benchmark, word and ranks are among all areas of that year.
    Three queries.
    """
    series = Series(fetch_figures(any_cell(indicator.cells)), populations=all_populations())
    refs = area_refs()
    every = [ref for ref in refs.values() if not ref.is_nation]
    held = {year for slug in series.areas for year in series.years(slug)}
    tables = {
        year: compare_table(indicator, year=year, series=series, areas=every)
        for year in sorted(held)
        if not years or year in years
    }
    rows = []
    for ref in (*every, *(ref for ref in refs.values() if ref.is_nation)):
        if areas and ref.slug not in areas:
            continue
        for table in tables.values():
            if ref.slug == NATION_SLUG:
                value = table.national.value
                row = (
                    None
                    if value is None or value.why_not is WhyNot.NOT_HELD
                    else CompareRow(ref, value, None)
                )
            else:
                row = table.rows.get(ref.slug)
            if row is not None:
                rows.append((table, row))
    return tuple(rows)
