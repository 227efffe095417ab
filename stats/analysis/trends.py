"""An indicator over the years, for an area, for England and Wales, and for areas put beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.analysis.changes import Changes, changes
from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue


@dataclass(frozen=True, slots=True)
class OtherSeries:
    """An area that the reader put beside this one."""

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
    others: tuple[OtherSeries, ...] = ()
    changes: Changes | None = None
    national_changes: Changes | None = None


def trend(indicator: Indicator, *, slug: str, series: Series, others: Iterable[AreaRef]) -> Trend:
    """That of one area, from the figures in `series`; `others` are the areas put beside it."""
    breaks = catalogue().breaks_for(indicator.slug)
    points = series.points(indicator, area_slug=slug)
    national = national_points(indicator, series=series)
    beside = ((ref, series.points(indicator, area_slug=ref.slug)) for ref in others)
    return Trend(
        indicator,
        points,
        national,
        breaks,
        others=tuple(
            OtherSeries(ref, held, changes(indicator, points=held, breaks=breaks)) for ref, held in beside
        ),
        changes=changes(indicator, points=points, breaks=breaks),
        national_changes=changes(indicator, points=national, breaks=breaks),
    )


def national_points(indicator: Indicator, *, series: Series) -> tuple[Point, ...]:
    """England and Wales beside areas: nothing for a count, which would flatten their lines to nothing."""
    return () if indicator.kind is Kind.COUNT else series.points(indicator, area_slug=NATION_SLUG)
