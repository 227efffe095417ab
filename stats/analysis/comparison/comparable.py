"""Whether areas may be set beside one another on an indicator, or an area's years, and what forbids it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stats.analysis.figures import AreaRef
from stats.analysis.series import is_comparable
from stats.analysis.values import Value
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


class WhyRefused(StrEnum):
    ONE_ALONE = "nothing to compare with"
    AREAS_AND_YEARS = "several areas and several years"
    """What differs could be the place or the time."""
    COUNT = "count"
    """An area with more people has more of everything."""
    BREAK = "break"
    """From a year between them on, something is counted another way."""
    OTHER_BASE = "another population"
    """The rates divide by people of other ages."""
    NO_VALUE = "no value"
    """Nothing is held, a marker stands there, or the number is a bound, rounded, or not of its year."""
    NO_INTERVAL = "no interval"
    """It is not known how far chance reaches."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing in the way of a comparison. `side` is set where it lies in one of the values, `breaks` where
    in what is counted."""

    why: WhyRefused
    side: Side | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that are compared; None where nothing is held of it."""

    area: AreaRef
    year: ReportingYear
    value: Value | None


def refusals(indicator: Indicator, sides: Sequence[Side]) -> tuple[Refusal, ...]:
    """Everything that forbids to compare these; empty where they may be compared."""
    return tuple(_refusals(indicator, sides))


def _refusals(indicator: Indicator, sides: Sequence[Side]) -> Iterator[Refusal]:
    areas = {side.area.slug for side in sides}
    years = sorted({side.year for side in sides})
    if len(sides) < 2:
        yield Refusal(WhyRefused.ONE_ALONE)
    if len(areas) > 1 and len(years) > 1:
        yield Refusal(WhyRefused.AREAS_AND_YEARS)
    if len(areas) > 1 and indicator.kind is Kind.COUNT:
        yield Refusal(WhyRefused.COUNT)
    if len(years) > 1:
        breaks = catalogue().breaks_between(indicator.slug, earlier=years[0], later=years[-1])
        if breaks:
            yield Refusal(WhyRefused.BREAK, breaks=breaks)
        bases = {base.age_band for year in years if (base := catalogue().population_base(year))}
        if indicator.kind is Kind.POPULATION_RATE and len(bases) > 1:
            yield Refusal(WhyRefused.OTHER_BASE)
    for side in sides:
        if side.value is None or not is_comparable(side.value):
            yield Refusal(WhyRefused.NO_VALUE, side)
        elif len(areas) > 1 and side.value.interval is None:
            yield Refusal(WhyRefused.NO_INTERVAL, side)
