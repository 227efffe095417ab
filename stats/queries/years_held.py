"""The years in which an indicator is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.figures import any_cell


@dataclass(frozen=True, slots=True)
class YearHeld:
    """A year with any figure of what was asked for, and how many areas it has one for."""

    year: ReportingYear
    areas: int


def years_held(indicator: Indicator) -> tuple[YearHeld, ...]:
    """The years in which any area, or the nation, has what the value is made of; newest first.

    For a ratio that is both sides of it: a year in which nobody's denominator is held has no ratios.
    """
    printed = (indicator.printed,) if indicator.printed else ()
    rows = (
        Figure.objects.public()
        .filter(any_cell(indicator.cells), preferred=True)
        .values("report__start_year", "report__area", "report__area__kind")
        .annotate(
            above=Count("pk", filter=any_cell((*printed, *indicator.numerator))),
            parts_above=Count("pk", filter=any_cell(indicator.parts)),
            below=Count("pk", filter=any_cell(indicator.denominator)),
            parts_below=Count("pk", filter=any_cell(indicator.denominator_parts)),
        )
    )
    areas: dict[int, int] = {}
    for row in rows:
        # Parts count only where every one of them is held.
        above = row["above"] or 0 < len(indicator.parts) == row["parts_above"]
        below = row["below"] or 0 < len(indicator.denominator_parts) == row["parts_below"]
        if above and (below or not indicator.denominator):
            start = row["report__start_year"]
            areas[start] = areas.get(start, 0) + (row["report__area__kind"] == Area.Kind.AREA)
    return tuple(YearHeld(ReportingYear(start), areas[start]) for start in sorted(areas, reverse=True))


def latest(years: Sequence[YearHeld]) -> ReportingYear | None:
    """The newest year with any area's figure, else the newest with the nation's alone."""
    return next((held.year for held in years if held.areas), years[0].year if years else None)
