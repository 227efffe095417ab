"""The tables of a topic's page: what is counted, side by side, by area and over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from stats.analysis.figures import AreaRef, SourceRef, sources_of
from stats.analysis.series import Series
from stats.analysis.values import sum_of
from stats.calculations.amounts import Amount
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.series import SeriesColumn, TopicGroup
from stats.catalogue.years import ReportingYear

Head = TypeVar("Head", AreaRef, ReportingYear)


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
