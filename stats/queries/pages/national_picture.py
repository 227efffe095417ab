"""England and Wales in its latest year, beside the year before, from what the front page fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stats.analysis.series import Point, change_between
from stats.analysis.values import Value, WhyNot
from stats.calculations.change import Change
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_START, ReportingYear
from stats.queries.pages.home import HomePage

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


def national_picture(home: HomePage) -> NationalPicture | None:
    """None where nothing national is held. Asks the database nothing."""
    years = [year for year, _value in (*home.national_rsos, *home.national_rates)]
    if not years:
        return None
    year = max(years)
    return NationalPicture(
        year,
        rsos=_now(catalogue().rsos, points=home.national_rsos, year=year),
        rate=_now(home.rate, points=home.national_rates, year=year),
    )


def _now(indicator: Indicator, *, points: Sequence[Point], year: ReportingYear) -> Now:
    by_year = dict(points)
    value = by_year.get(year, _NOT_HELD)
    before = year.back(1) if year.start > FIRST_START else None
    previous = by_year.get(before) if before is not None else None
    if before is None or previous is None:
        return Now(value, None, None, ())
    breaks = catalogue().breaks_between(indicator.slug, earlier=before, later=year)
    return Now(
        value, previous, change_between(indicator, earlier=previous, later=value, breaks=breaks), breaks
    )
