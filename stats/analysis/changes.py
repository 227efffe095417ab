"""How a series has changed since the year before, and since the first year it may be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stats.analysis.series import Point, change_between
from stats.analysis.values import Value
from stats.calculations.change import Change
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
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
    year, value = points[-1]
    before = year.before
    last = next((point for point in points if point[0] == before), None)
    first = next(point for point in points if not _between(breaks, earlier=point[0], later=year))
    return Changes(
        year,
        value,
        since_last=None if last is None else _since(indicator, last, latest=points[-1], breaks=breaks),
        since_first=None
        if first[0] in (year, before)
        else _since(indicator, first, latest=points[-1], breaks=breaks),
    )


def _since(indicator: Indicator, earlier: Point, *, latest: Point, breaks: Sequence[Break]) -> Since:
    between = _between(breaks, earlier=earlier[0], later=latest[0])
    year, value = earlier
    change = change_between(indicator, earlier=value, later=latest[1], breaks=between)
    return Since(year, value, change, between)


def _between(breaks: Sequence[Break], *, earlier: ReportingYear, later: ReportingYear) -> tuple[Break, ...]:
    return tuple(each for each in breaks if each.lies_between(earlier, later))
