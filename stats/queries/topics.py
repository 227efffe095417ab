"""A topic's indicators side by side, area by area, with England and Wales over the years."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models.area import NATION_SLUG
from stats.queries import held as held_figures
from stats.queries import populations as held_populations
from stats.queries.compare import YearHeld
from stats.queries.held import AreaRef, Held, any_cell
from stats.queries.series import Point, Series, is_comparable
from stats.queries.values import Value


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


@dataclass(frozen=True, slots=True)
class TopicPage:
    """`indicators` are the table's columns; those no area has a value of in the year are left out."""

    topic: str
    year: ReportingYear
    years: tuple[YearHeld, ...]
    indicators: tuple[Indicator, ...]
    rows: tuple[TopicRow, ...]
    nation: TopicRow | None
    areas_not_held: int
    series: tuple[TopicSeries, ...]
    breaks: tuple[Break, ...]


def topic_page(topic: str, *, year: ReportingYear | None = None) -> TopicPage | None:
    """The topic in that year, or the latest with any area's figure; None if nothing is held.

    At most four queries: one fetches the topic's figures of every year, which are few.
    """
    indicators = tuple(one for one in catalogue().indicators.values() if one.topic == topic)
    cells = {cell for indicator in indicators for cell in indicator.cells}
    leading = {cell for indicator in indicators for cell in indicator.numerator}
    figures = held_figures.fetch(any_cell(cells))
    years = _years(figures, leading_measures={cell.measure for cell in leading})
    chosen = year or next((held.year for held in years if held.areas), years[0].year if years else None)
    if chosen is None or chosen not in {held.year for held in years}:
        return None
    series = Series(figures, populations=held_populations.of_nation())
    references = held_figures.area_refs()
    shown = tuple(
        one
        for one in indicators
        if any(is_comparable(series.value(one, area_slug=slug, year=chosen)) for slug in references)
    )
    rows = {
        slug: TopicRow(ref, tuple(series.value(one, area_slug=slug, year=chosen) for one in shown))
        for slug, ref in references.items()
    }
    held = [row for row in rows.values() if any(is_comparable(value) for value in row.values)]
    return TopicPage(
        topic=topic,
        year=chosen,
        years=years,
        indicators=shown,
        rows=tuple(row for row in held if not row.area.is_nation),
        nation=next((row for row in held if row.area.is_nation), None),
        areas_not_held=sum(not ref.is_nation for ref in references.values())
        - sum(not row.area.is_nation for row in held),
        series=tuple(
            TopicSeries(one, points, catalogue().breaks_for(one.slug))
            for one in indicators
            if len(points := series.points(one, area_slug=NATION_SLUG)) > 1
        ),
        breaks=tuple(
            dict.fromkeys(found for one in indicators for found in catalogue().breaks_for(one.slug))
        ),
    )


def _years(figures: tuple[Held, ...], *, leading_measures: set[str]) -> tuple[YearHeld, ...]:
    areas: dict[ReportingYear, set[str]] = {}
    for held in figures:
        if held.cell.measure in leading_measures:
            found = areas.setdefault(held.year, set())
            if held.area_slug != NATION_SLUG:
                found.add(held.area_slug)
    return tuple(YearHeld(year, len(areas[year])) for year in sorted(areas, reverse=True))
