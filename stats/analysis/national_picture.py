"""England and Wales in its latest year, beside the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stats.analysis.series import Point, change_between
from stats.analysis.values import Value, WhyNot
from stats.calculations.change import Change
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

_NOT_HELD = Value(None, WhyNot.NOT_HELD)


@dataclass(frozen=True, slots=True)
class Now:
    """An indicator in one year. `previous` and `change` are None where the year before is not held."""

    value: Value
    previous: Value | None
    change: Change | None
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class NationalPicture:
    """The latest year with a national count or rate."""

    year: ReportingYear
    rsos: Now
    rate: Now


def national_picture(*, rsos: Sequence[Point], rates: Sequence[Point]) -> NationalPicture | None:
    """From the national counts of registered sexual offenders and their rates; None where neither is held."""
    year = max((year for year, _value in (*rsos, *rates)), default=None)
    if year is None:
        return None
    indicators = catalogue().indicators
    return NationalPicture(
        year,
        rsos=_now(indicators["rsos"], points=rsos, year=year),
        rate=_now(indicators["rso-rate"], points=rates, year=year),
    )


def _now(indicator: Indicator, *, points: Sequence[Point], year: ReportingYear) -> Now:
    by_year = dict(points)
    value = by_year.get(year, _NOT_HELD)
    before = year.before
    previous = by_year.get(before) if before is not None else None
    if before is None or previous is None:
        return Now(value, None, None, ())
    breaks = catalogue().breaks_between(indicator.slug, earlier=before, later=year)
    return Now(
        value, previous, change_between(indicator, earlier=previous, later=value, breaks=breaks), breaks
    )
