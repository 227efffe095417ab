"""An indicator over the years, for an area, for England and Wales, and for areas put beside it; and how each
has changed from one year to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series, change_between
from stats.calculations.change import Change
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue


@dataclass(frozen=True, slots=True)
class YearChange:
    """From a year to the next: two neighbouring years, counted the same way."""

    earlier: Point
    later: Point
    change: Change


def year_changes(
    indicator: Indicator, *, points: Sequence[Point], breaks: Sequence[Break]
) -> tuple[YearChange, ...]:
    """Every change from a year to the next, newest first, of points that can be compared, oldest first.

    Years that are not held, or a break, between two points leave no change: over a gap a first and a last
    number hide what lay between.
    """
    found = (
        YearChange(earlier, later, change_between(indicator, earlier=earlier[1], later=later[1], breaks=()))
        for earlier, later in pairwise(points)
        if later[0].before == earlier[0] and not any(one.lies_between(earlier[0], later[0]) for one in breaks)
    )
    return tuple(reversed(tuple(found)))


@dataclass(frozen=True, slots=True)
class AreaSeries:
    """One of several areas: its years that can be compared, oldest first, and those `apart` that cannot."""

    area: AreaRef
    points: tuple[Point, ...]
    apart: tuple[Point, ...]
    changes: tuple[YearChange, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator over the years for the area, for England and Wales and for the areas a reader picked,
    oldest first. `changes` are the area's own, newest first; `apart` its years with a number that cannot be
    compared."""

    indicator: Indicator
    points: tuple[Point, ...]
    national: tuple[Point, ...]
    breaks: tuple[Break, ...]
    others: tuple[AreaSeries, ...] = ()
    apart: tuple[Point, ...] = ()
    changes: tuple[YearChange, ...] = ()
    national_changes: tuple[YearChange, ...] = ()


def trend(indicator: Indicator, *, slug: str, series: Series, others: Iterable[AreaRef] = ()) -> Trend:
    """That of one area, from the figures in `series`; `others` are the areas put beside it."""
    breaks = catalogue().breaks_for(indicator.slug)
    points = series.points(indicator, area_slug=slug)
    national = national_points(indicator, series=series)
    return Trend(
        indicator,
        points,
        national,
        breaks,
        others=tuple(area_series(indicator, area=ref, series=series) for ref in others),
        apart=series.apart(indicator, area_slug=slug),
        changes=year_changes(indicator, points=points, breaks=breaks),
        national_changes=year_changes(indicator, points=national, breaks=breaks),
    )


def area_series(indicator: Indicator, *, area: AreaRef, series: Series) -> AreaSeries:
    points = series.points(indicator, area_slug=area.slug)
    breaks = catalogue().breaks_for(indicator.slug)
    return AreaSeries(
        area,
        points,
        series.apart(indicator, area_slug=area.slug),
        year_changes(indicator, points=points, breaks=breaks),
    )


def national_points(indicator: Indicator, *, series: Series) -> tuple[Point, ...]:
    """England and Wales beside areas: nothing for a count, which would flatten their lines to nothing."""
    return () if indicator.kind is Kind.COUNT else series.points(indicator, area_slug=NATION_SLUG)
