"""A topic's indicators side by side, area by area, with England and Wales over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from stats.analysis.figures import AreaRef
from stats.analysis.series import Point, Series, is_comparable
from stats.analysis.topic_tables import TopicStory, TopicTable, topic_story, topic_tables
from stats.analysis.values import Value
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import CellKey
from stats.catalogue.pages import TopicGroup
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.pages.compare import YearHeld, latest
from stats.queries.populations import populations_of_nation


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
    """`indicators` are the table's columns; those no area has a value of in the year are left out.

    `tables` are what is counted, in that year; `story` is the same for England and Wales over the years.
    """

    topic: str
    year: ReportingYear
    years: tuple[YearHeld, ...]
    indicators: tuple[Indicator, ...]
    rows: tuple[TopicRow, ...]
    nation: TopicRow | None
    tables: tuple[TopicTable, ...]
    story: tuple[TopicStory, ...]
    areas_not_held: int
    series: tuple[TopicSeries, ...]
    breaks: tuple[Break, ...]


def topic_page(topic: str, *, year: ReportingYear | None = None, sort: str = "") -> TopicPage | None:
    """The topic in that year; in the latest with any area's figure where that year is not held.

    `sort` is an indicator's slug, with a minus before it for the highest first; anything else leaves the
    areas by name, "-area" the other way round. None if nothing is held at all. Four queries, of that year
    and of England and Wales alone, however many years are stored.
    """
    indicators = tuple(one for one in catalogue().indicators.values() if one.topic == topic)
    groups = tuple(one for one in catalogue().topic_tables if one.topic == topic)
    years = _years(_leading(indicators, groups=groups))
    chosen = year if year in {held.year for held in years} else latest(years)
    if chosen is None:
        return None
    wanted = Q(report__start_year=chosen.start) | Q(report__area__kind=Area.Kind.NATION)
    figures = fetch_figures(any_cell(_cells(indicators, groups=groups)) & wanted)
    series = Series(figures, populations=populations_of_nation())
    references = area_refs()
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
        rows=_sorted((row for row in held if not row.area.is_nation), indicators=shown, sort=sort),
        nation=next((row for row in held if row.area.is_nation), None),
        areas_not_held=sum(not ref.is_nation for ref in references.values())
        - sum(not row.area.is_nation for row in held),
        tables=topic_tables(groups, year=chosen, series=series, areas=references.values()),
        story=topic_story(groups, series=series, years=[one.year for one in years]),
        series=tuple(
            TopicSeries(one, points, catalogue().breaks_for(one.slug))
            for one in indicators
            if len(points := series.points(one, area_slug=NATION_SLUG)) > 1
        ),
        breaks=tuple(
            dict.fromkeys(found for one in indicators for found in catalogue().breaks_for(one.slug))
        ),
    )


def _sorted(rows: Iterable[TopicRow], *, indicators: Sequence[Indicator], sort: str) -> tuple[TopicRow, ...]:
    """Areas without a comparable value in the column come last; ties stay by name both ways."""
    by_name = sorted(rows, key=lambda row: row.area.name)
    slug, descending = sort.removeprefix("-"), sort.startswith("-")
    place = next((at for at, one in enumerate(indicators) if one.slug == slug), None)
    if place is None:
        return tuple(reversed(by_name) if sort == "-area" else by_name)
    known = [row for row in by_name if is_comparable(row.values[place])]
    unknown = [row for row in by_name if not is_comparable(row.values[place])]
    known.sort(key=lambda row: row.values[place].amount or 0, reverse=descending)
    return (*known, *unknown)


def _cells(indicators: Iterable[Indicator], *, groups: Iterable[TopicGroup]) -> set[CellKey]:
    return {
        *(cell for one in indicators for cell in one.cells),
        *(cell for one in groups for cell in one.cells),
    }


def _leading(indicators: Iterable[Indicator], *, groups: Iterable[TopicGroup]) -> Iterable[CellKey]:
    """What the topic itself counts, without what only stands below a line or beside it."""
    own = (column for one in groups for column in one.columns if not column.is_context)
    return (
        *(cell for one in indicators for cell in one.numerator),
        *(cell for column in own for cell in (column.cell, *column.parts)),
    )


def _years(leading: Iterable[CellKey]) -> tuple[YearHeld, ...]:
    """The years with a figure of the topic itself, newest first, and how many areas have one.

    A count that only stands below the line, as the registered sexual offenders, makes no year of it.
    """
    of_area = Q(report__area__kind=Area.Kind.AREA)
    rows = (
        Figure.objects.public()
        .filter(any_cell(set(leading)))
        .values("report__start_year")
        .annotate(areas=Count("report__area", distinct=True, filter=of_area))
        .order_by("-report__start_year")
    )
    return tuple(YearHeld(ReportingYear(row["report__start_year"]), row["areas"]) for row in rows)
