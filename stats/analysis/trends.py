"""An indicator over the years, for an area, for England and Wales, and for areas put beside it; and how each
has changed since the year before, and since the first year that it may be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series, change_between
from stats.analysis.values import Value
from stats.calculations.change import Change
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Since:
    """The change from an earlier year. `breaks` lie between the two; then the change is not computed."""

    year: ReportingYear
    value: Value
    change: Change
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """The latest year of a series beside earlier ones.

    `since_last` is None where the year before has no value that can be compared. `since_first` goes back to
    the first year held after the last break; None where that is the latest year or the one before it.
    """

    year: ReportingYear
    value: Value
    since_last: Since | None
    since_first: Since | None


def changes(indicator: Indicator, *, points: Sequence[Point], breaks: Sequence[Break]) -> Changes | None:
    """Of points that can be compared, oldest first; None where there are none."""
    if not points:
        return None
    latest, value = points[-1]

    def since(point: Point) -> Since:
        year, earlier = point
        between = tuple(each for each in breaks if each.lies_between(year, latest))
        return Since(
            year, earlier, change_between(indicator, earlier=earlier, later=value, breaks=between), between
        )

    before = latest.before
    last = next((point for point in points if point[0] == before), None)
    first = next(point for point in points if not any(each.lies_between(point[0], latest) for each in breaks))
    return Changes(
        latest,
        value,
        since_last=since(last) if last else None,
        since_first=None if first[0] in (latest, before) else since(first),
    )


@dataclass(frozen=True, slots=True)
class AreaSeries:
    """One of several areas, with its years that can be compared, oldest first."""

    area: AreaRef
    points: tuple[Point, ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator over the years for the area, for England and Wales and for the areas a reader picked,
    oldest first. `changes` are the area's own."""

    indicator: Indicator
    points: tuple[Point, ...]
    national: tuple[Point, ...]
    breaks: tuple[Break, ...]
    others: tuple[AreaSeries, ...] = ()
    changes: Changes | None = None
    national_changes: Changes | None = None


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
        changes=changes(indicator, points=points, breaks=breaks),
        national_changes=changes(indicator, points=national, breaks=breaks),
    )


def area_series(indicator: Indicator, *, area: AreaRef, series: Series) -> AreaSeries:
    points = series.points(indicator, area_slug=area.slug)
    breaks = catalogue().breaks_for(indicator.slug)
    return AreaSeries(area, points, changes(indicator, points=points, breaks=breaks))


def national_points(indicator: Indicator, *, series: Series) -> tuple[Point, ...]:
    """England and Wales beside areas: nothing for a count, which would flatten their lines to nothing."""
    return () if indicator.kind is Kind.COUNT else series.points(indicator, area_slug=NATION_SLUG)
