"""A topic's indicators side by side, area by area, with England and Wales over the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Expression, Q

from stats.analysis.figures import AreaRef
from stats.analysis.series import Series
from stats.analysis.topics import (
    TopicRow,
    TopicTable,
    indicators_held,
    sorted_rows,
    topic_rows,
    topic_series,
    topic_story,
    topic_tables,
)
from stats.analysis.trends import Trend
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import CellKey
from stats.catalogue.pages import TopicGroup
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.figures import any_cell, area_refs, figure_rows, figures_of
from stats.queries.populations import fetch_populations
from stats.queries.prepared import Prepared, Rows
from stats.queries.years_held import YearHeld, latest

_FEWEST = 5


@dataclass(frozen=True, slots=True)
class TopicPage:
    """`indicators` are the table's columns; those no area has a value of in the year are left out.

    `tables` are what is counted, in that year; `story` is the same for England and Wales over the years.
    """

    topic: str
    year: ReportingYear
    years: tuple[YearHeld, ...]
    indicators: tuple[Indicator, ...]
    rows: tuple[TopicRow, ...]
    nation: TopicRow | None
    tables: tuple[TopicTable[AreaRef], ...]
    story: tuple[TopicTable[ReportingYear], ...]
    areas_not_held: int
    series: tuple[Trend, ...]
    breaks: tuple[Break, ...]


def topic_page(topic: str, *, year: ReportingYear | None = None, sort: str = "") -> TopicPage | None:
    """The topic in that year; where that is not held, in the latest of England and Wales or of five areas.

    `sort` is read as `sorted_rows` does. None if nothing is held at all. Four queries, of that year and of
    England and Wales alone, however many years are stored.
    """
    indicators, groups = _of_topic(topic)
    years = _years(topic)
    chosen = year if year in {held.year for held in years} else latest(years, fewest=_FEWEST, or_nation=True)
    if chosen is None:
        return None
    series = Series(figures_of(_figure_rows(topic, start=chosen.start)), populations=fetch_populations())
    areas = area_refs().values()
    shown = indicators_held(indicators, year=chosen, series=series, areas=areas)
    rows = topic_rows(shown, year=chosen, series=series, areas=areas)
    of_areas = [row for row in rows if not row.area.is_nation]
    return TopicPage(
        topic=topic,
        year=chosen,
        years=years,
        indicators=shown,
        rows=sorted_rows(of_areas, indicators=shown, sort=sort),
        nation=next((row for row in rows if row.area.is_nation), None),
        areas_not_held=sum(not ref.is_nation for ref in areas) - len(of_areas),
        tables=topic_tables(groups, year=chosen, series=series, areas=areas),
        story=topic_story(groups, series=series, years=[held.year for held in years]),
        series=topic_series(indicators, series=series),
        breaks=tuple(
            dict.fromkeys(each for indicator in indicators for each in catalogue().breaks_for(indicator.slug))
        ),
    )


def _of_topic(topic: str) -> tuple[tuple[Indicator, ...], tuple[TopicGroup, ...]]:
    """Its indicators, and the groups of what it counts."""
    return (
        tuple(each for each in catalogue().indicators.values() if each.topic == topic),
        tuple(group for group in catalogue().topic_tables if group.topic == topic),
    )


@Prepared
def _figure_rows(topic: str, *, start: Expression) -> Rows:
    indicators, groups = _of_topic(topic)
    cells = {
        *(cell for indicator in indicators for cell in indicator.cells),
        *(cell for group in groups for cell in group.cells),
    }
    wanted = Q(report__start_year=start) | Q(report__area__kind=Area.Kind.NATION)
    return figure_rows(any_cell(cells) & wanted)


def _leading(indicators: Iterable[Indicator], *, groups: Iterable[TopicGroup]) -> Iterable[CellKey]:
    """What the topic itself counts, without what only stands below a line or beside it."""
    own = (column for group in groups for column in group.columns if not column.is_context)
    return (
        *(cell for indicator in indicators for cell in indicator.numerator),
        *(cell for column in own for cell in (column.cell, *column.parts)),
    )


def _years(topic: str) -> tuple[YearHeld, ...]:
    """The years with a figure of the topic itself, newest first, and how many areas have one.

    A count that only stands below the line, as the registered sexual offenders, makes no year of it.
    """
    return tuple(
        YearHeld(ReportingYear(start), areas, bool(national)) for start, areas, national in _year_rows(topic)
    )


@Prepared
def _year_rows(topic: str) -> Rows:
    indicators, groups = _of_topic(topic)
    of_area, of_nation = Q(report__area__kind=Area.Kind.AREA), Q(report__area__kind=Area.Kind.NATION)
    return (
        Figure.objects.public()
        .filter(any_cell(set(_leading(indicators, groups=groups))))
        .values_list("report__start_year")
        .annotate(
            areas=Count("report__area", distinct=True, filter=of_area),
            national=Count("pk", filter=of_nation),
        )
        .order_by("-report__start_year")
    )
