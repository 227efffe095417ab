"""The years in which an indicator is held, and those whose own reports are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet

from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Coverage, Standing
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.figures import any_cell
from stats.queries.prepared import Prepared, Rows


@dataclass(frozen=True, slots=True)
class YearHeld:
    """A year with any figure of what was asked for: how many areas have one, and whether the nation does."""

    year: ReportingYear
    areas: int
    nation: bool = False


def years_held(indicator: Indicator) -> tuple[YearHeld, ...]:
    """The years in which any area, or the nation, has what the value is made of; newest first.

    For a ratio that is both sides of it: a year in which nobody's denominator is held has no ratios.
    """
    areas: dict[int, int] = {}
    nation: set[int] = set()
    for start, _area, kind, above, parts_above, below, parts_below in _held_rows(indicator.slug):
        # Parts count only where every one of them is held.
        has_above = above or 0 < len(indicator.parts) == parts_above
        has_below = below or 0 < len(indicator.denominator_parts) == parts_below
        if has_above and (has_below or not indicator.denominator):
            areas[start] = areas.get(start, 0) + (kind == Area.Kind.AREA)
            if kind == Area.Kind.NATION:
                nation.add(start)
    return tuple(
        YearHeld(ReportingYear(start), areas[start], start in nation) for start in sorted(areas, reverse=True)
    )


@Prepared
def _held_rows(slug: str) -> Rows:
    """What is held of an indicator by year and area: of what stands above the line and below it."""
    indicator = catalogue().indicators[slug]
    printed = (indicator.printed,) if indicator.printed else ()
    return (
        Figure.objects.public()
        .filter(any_cell(indicator.cells), preferred=True)
        .values_list("report__start_year", "report__area", "report__area__kind")
        .annotate(
            above=Count("pk", filter=any_cell((*printed, *indicator.numerator))),
            parts_above=Count("pk", filter=any_cell(indicator.parts)),
            below=Count("pk", filter=any_cell(indicator.denominator)),
            parts_below=Count("pk", filter=any_cell(indicator.denominator_parts)),
        )
    )


def own_reports() -> QuerySet[Any, Any]:
    """By area and source, the year whose own report that source is: `newest`, its first calendar year.

    A report prints some figures of the year before; its own year is the newest in it. Of some only a foreword
    is held, which is not the report.
    """
    return (
        Figure.objects.public()
        .filter(source__kind=catalogue().own_report.code, source__standing=Standing.FIRST)
        .order_by()
        .values("report__area__slug", "source")
        .annotate(newest=Max("report__start_year"))
    )


def coverage_of(kinds: Iterable[str], *, has_own_report: bool) -> Coverage | None:
    """What is held of an area's report of a year whose figures come from these kinds of source: the best of
    them; None where nothing is. Pages, files and the desk all ask here.

    `has_own_report` says whether the report of that very year is among `own_reports`.
    """
    found = set()
    for kind in map(catalogue().source_kinds.__getitem__, kinds):
        in_part = kind.own_report and not has_own_report
        found.add(kind.coverage_in_part if in_part and kind.coverage_in_part else kind.coverage)
    return next((one for one in catalogue().coverages.values() if one.code in found), None)


def latest(years: Sequence[YearHeld], *, fewest: int, or_nation: bool = False) -> ReportingYear | None:
    """The year that a page opens on: the newest that at least `fewest` areas have, or with `or_nation`
    England and Wales. Else the one that most areas have, the newest of those; None where nothing is held.

    `years` are newest first.
    """
    enough = (held.year for held in years if held.areas >= fewest or (or_nation and held.nation))
    most = max(years, key=lambda held: held.areas, default=None)
    return next(enough, most.year if most else None)


def third_of(areas: int) -> int:
    """How many areas a year needs for an overview to open on it: a third, 14 of 42, but one at the least."""
    return max(1, -(-areas // 3))
