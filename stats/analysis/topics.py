"""A topic's indicators and what it counts, side by side: by area in one year, and over the years for England
and Wales."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from stats.analysis.figures import AreaRef, SourceRef, sources_of
from stats.analysis.series import Series, is_comparable
from stats.analysis.trends import Trend, trend
from stats.analysis.values import Value, sum_of
from stats.calculations.amounts import Amount
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.indicators import Indicator
from stats.catalogue.pages import SeriesColumn, TopicGroup
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

Head = TypeVar("Head", AreaRef, ReportingYear)


@dataclass(frozen=True, slots=True)
class TopicRow:
    area: AreaRef
    values: tuple[Value, ...]


def indicators_held(
    indicators: Iterable[Indicator], *, year: ReportingYear, series: Series, areas: Iterable[AreaRef]
) -> tuple[Indicator, ...]:
    """Those that any of the areas has a number of in the year."""
    slugs = [ref.slug for ref in areas]
    return tuple(
        indicator
        for indicator in indicators
        if any(series.value(indicator, area_slug=slug, year=year).amount is not None for slug in slugs)
    )


def topic_rows(
    indicators: Iterable[Indicator], *, year: ReportingYear, series: Series, areas: Iterable[AreaRef]
) -> tuple[TopicRow, ...]:
    """A row for each area with a number, be it a bound or a rounded one, in the order of `areas`."""
    columns = tuple(indicators)
    rows = (
        TopicRow(ref, tuple(series.value(column, area_slug=ref.slug, year=year) for column in columns))
        for ref in areas
    )
    return tuple(row for row in rows if any(value.amount is not None for value in row.values))


def topic_series(indicators: Iterable[Indicator], *, series: Series) -> tuple[Trend, ...]:
    """England and Wales on each indicator that is held for two years or more."""
    return tuple(
        of_nation
        for indicator in indicators
        if len((of_nation := trend(indicator, slug=NATION_SLUG, series=series)).points) > 1
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


@dataclass(frozen=True, slots=True)
class TopicCell:
    """`amount` is None where nothing is held; `is_added` where it is the sum of printed parts.

    `exists` is False where the year has no such figure, as SHPOs before 2015-16.
    """

    amount: Amount | None
    exists: bool = True
    is_added: bool = False
    sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicTable(Generic[Head]):
    """A row for each area, or for each year; columns with no figure at all are left out."""

    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    rows: tuple[tuple[Head, tuple[TopicCell, ...]], ...]


def topic_tables(
    groups: Iterable[TopicGroup], *, year: ReportingYear, series: Series, areas: Iterable[AreaRef]
) -> tuple[TopicTable[AreaRef], ...]:
    """The tables of the year that hold any figure: the nation first where it has one, then areas by name."""
    ordered = sorted(areas, key=lambda ref: (not ref.is_nation, ref.name))
    tables = (
        _table(group, [(ref, ref.slug, year) for ref in ordered], series=series)
        for group in groups
        if year in group.years
    )
    return tuple(table for table in tables if table.rows)


def topic_story(
    groups: Iterable[TopicGroup], *, series: Series, years: Sequence[ReportingYear]
) -> tuple[TopicTable[ReportingYear], ...]:
    """England and Wales over the years, in the order of `years`, of each group with two years or more."""
    tables = (
        _table(group, [(year, NATION_SLUG, year) for year in years if year in group.years], series=series)
        for group in groups
    )
    return tuple(table for table in tables if len(table.rows) > 1)


def _table(
    group: TopicGroup, heads: Sequence[tuple[Head, str, ReportingYear]], *, series: Series
) -> TopicTable[Head]:
    """The rows with a figure of the topic's own, and the columns in which any of them has one.

    `heads` are what heads a row, with the area and the year of its figures.
    """
    rows = [
        (head, [_topic_cell(column, slug=slug, year=year, series=series) for column in group.columns])
        for head, slug, year in heads
    ]
    own = [place for place, column in enumerate(group.columns) if not column.is_context]
    rows = [(head, cells) for head, cells in rows if any(cells[place].amount for place in own)]
    kept = [place for place in range(len(group.columns)) if any(cells[place].amount for _head, cells in rows)]
    return TopicTable(
        group.code,
        group.title,
        tuple(group.columns[place] for place in kept),
        tuple((head, tuple(cells[place] for place in kept)) for head, cells in rows),
    )


def _topic_cell(column: SeriesColumn, *, slug: str, year: ReportingYear, series: Series) -> TopicCell:
    measure = catalogue().measures[column.cell.measure]
    if measure.problem_with(column.cell, year=year) is not None:
        return TopicCell(None, exists=False)
    held = series.cells(slug, year=year)
    amount, used = sum_of((column.cell,), parts=column.parts, year=year, held=held)
    return TopicCell(
        amount,
        is_added=amount is not None and column.cell not in held,
        sources=sources_of(used),
    )
