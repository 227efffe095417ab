"""Every area that has an indicator for two years or more, over all its years."""

from __future__ import annotations

from dataclasses import dataclass

from stats.analysis.changes import Changes, changes
from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.populations import all_populations

FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class AreaYears:
    area: AreaRef
    points: tuple[Point, ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class YearsPage:
    """`areas` by name; `one_year` have a single year, `not_held` none that can be compared.

    `national` is empty for counts, beside which every area's line would be flat.
    """

    indicator: Indicator
    areas: tuple[AreaYears, ...]
    one_year: tuple[AreaRef, ...]
    not_held: tuple[AreaRef, ...]
    national: tuple[Point, ...]
    breaks: tuple[Break, ...]


def years_page(slug: str) -> YearsPage | None:
    """None where there is no such indicator. Four queries, however many years are stored."""
    indicator = catalogue().indicators.get(slug)
    if indicator is None:
        return None
    figures = fetch_figures(any_cell(indicator.cells))
    series = Series(figures, populations=all_populations())
    breaks = catalogue().breaks_for(slug)
    references = [ref for ref in area_refs().values() if not ref.is_nation]
    points = {ref.slug: series.points(indicator, area_slug=ref.slug) for ref in references}
    return YearsPage(
        indicator=indicator,
        areas=tuple(
            AreaYears(ref, held, changes(indicator, points=held, breaks=breaks))
            for ref in references
            if len(held := points[ref.slug]) >= FEWEST_YEARS
        ),
        one_year=tuple(ref for ref in references if len(points[ref.slug]) == 1),
        not_held=tuple(ref for ref in references if not points[ref.slug]),
        national=() if indicator.kind is Kind.COUNT else series.points(indicator, area_slug=NATION_SLUG),
        breaks=breaks,
    )
