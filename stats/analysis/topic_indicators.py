"""A topic's indicators: area by area in one year, and over the years for England and Wales."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series, is_comparable
from stats.analysis.values import Value
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class TopicRow:
    area: AreaRef
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TopicSeries:
    """England and Wales on one of the topic's indicators, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]


def indicators_held(
    indicators: Iterable[Indicator], *, year: ReportingYear, series: Series, areas: Iterable[AreaRef]
) -> tuple[Indicator, ...]:
    """Those that any of the areas has a value of in the year which can be compared."""
    slugs = [ref.slug for ref in areas]
    return tuple(
        indicator
        for indicator in indicators
        if any(is_comparable(series.value(indicator, area_slug=slug, year=year)) for slug in slugs)
    )


def topic_rows(
    indicators: Iterable[Indicator], *, year: ReportingYear, series: Series, areas: Iterable[AreaRef]
) -> tuple[TopicRow, ...]:
    """A row for each area with a value that can be compared, in the order of `areas`."""
    columns = tuple(indicators)
    rows = (
        TopicRow(ref, tuple(series.value(column, area_slug=ref.slug, year=year) for column in columns))
        for ref in areas
    )
    return tuple(row for row in rows if any(map(is_comparable, row.values)))


def topic_series(indicators: Iterable[Indicator], *, series: Series) -> tuple[TopicSeries, ...]:
    """England and Wales on each indicator that is held for two years or more."""
    return tuple(
        TopicSeries(indicator, points, catalogue().breaks_for(indicator.slug))
        for indicator in indicators
        if len(points := series.points(indicator, area_slug=NATION_SLUG)) > 1
    )


def sorted_rows(
    rows: Iterable[TopicRow], *, indicators: Sequence[Indicator], sort: str
) -> tuple[TopicRow, ...]:
    """By the indicator whose slug `sort` is, with a minus before it for the highest first. Areas without a
    comparable value of it come last; ties stay by name both ways. Anything else leaves the areas by name,
    "-area" the other way round."""
    by_name = sorted(rows, key=lambda row: row.area.name)
    slug, descending = sort.removeprefix("-"), sort.startswith("-")
    place = next((place for place, indicator in enumerate(indicators) if indicator.slug == slug), None)
    if place is None:
        return tuple(reversed(by_name) if sort == "-area" else by_name)
    known = [row for row in by_name if is_comparable(row.values[place])]
    unknown = [row for row in by_name if not is_comparable(row.values[place])]
    known.sort(key=lambda row: row.values[place].amount or 0, reverse=descending)
    return (*known, *unknown)
