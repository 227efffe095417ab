"""Some areas in one year, or one area over the years, set beside one another where they may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stats.analysis.comparison.comparable import Refusal, Side, refusals
from stats.analysis.comparison.compare import CompareRow, CompareTable
from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, is_comparable
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import area_refs
from stats.queries.values import indicator_values

Held = Mapping[tuple[str, ReportingYear], tuple[CompareTable, CompareRow]]


@dataclass(frozen=True, slots=True)
class Compared:
    """`rows` are what is held of the areas and years that were asked for. `points` and `apart` are the years
    of a single area from the first to the last of them, oldest first."""

    indicator: Indicator
    areas: tuple[AreaRef, ...]
    rows: tuple[tuple[CompareTable, CompareRow], ...]
    refusals: tuple[Refusal, ...]
    points: tuple[Point, ...]
    apart: tuple[Point, ...]

    @property
    def is_over_years(self) -> bool:
        return len(self.areas) == 1


def compared(
    indicator: Indicator, *, areas: Sequence[str], years: Collection[ReportingYear] = ()
) -> Compared:
    """The areas (known slugs) in these years. Without a year, of the years with a value that can be compared:
    all that one area has since the last change in what is counted, the latest of several. Four queries."""
    refs = area_refs()
    chosen = [refs[slug] for slug in dict.fromkeys(areas)]
    held = indicator_values(indicator, areas=[ref.slug for ref in chosen])
    by_side = {(row.area.slug, table.year): (table, row) for table, row in held}
    wanted = sorted(years) or _years_of(indicator, [ref.slug for ref in chosen], by_side)
    sides = [
        Side(ref, year, found[1].value if (found := by_side.get((ref.slug, year))) else None)
        for ref in chosen
        for year in wanted
    ]
    between: list[Point] = []
    if len(chosen) == 1 and wanted:
        between = [(table.year, row.value) for table, row in held if wanted[0] <= table.year <= wanted[-1]]
    return Compared(
        indicator,
        tuple(chosen),
        tuple(pair for pair in held if pair[0].year in wanted),
        refusals(indicator, sides),
        points=tuple(point for point in between if is_comparable(point[1])),
        apart=tuple(point for point in between if point[1].amount is not None and point[1].why_not),
    )


def _years_of(indicator: Indicator, slugs: Sequence[str], held: Held) -> list[ReportingYear]:
    years = [
        year
        for year in sorted({year for _slug, year in held})
        if all(_is_held(held, slug, year) for slug in slugs)
    ]
    if len(slugs) > 1 or not years:
        return years[-1:] or sorted({year for _slug, year in held})[-1:]
    crossed = catalogue().breaks_between(indicator.slug, earlier=years[0], later=years[-1])
    since = max((one.first for one in crossed), default=years[0])
    return [year for year in years if year >= since]


def _is_held(held: Held, slug: str, year: ReportingYear) -> bool:
    found = held.get((slug, year))
    return found is not None and is_comparable(found[1].value)
