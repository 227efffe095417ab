"""The tables of a topic's page: what is counted, side by side, by area and over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.series import Series
from stats.analysis.values import sum_of
from stats.calculations.amounts import Amount
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.pages import SeriesColumn, TopicGroup
from stats.catalogue.reader import catalogue
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
class TopicTable:
    """One year: the nation first where it has any figure, then areas by name; columns with no figure at all
    are left out."""

    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    rows: tuple[tuple[AreaRef, tuple[TopicCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class TopicStory:
    """The same columns for England and Wales, newest year first."""

    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    rows: tuple[tuple[ReportingYear, tuple[TopicCell, ...]], ...]


def topic_tables(
    groups: Iterable[TopicGroup], *, year: ReportingYear, series: Series, areas: Iterable[AreaRef]
) -> tuple[TopicTable, ...]:
    """The tables of the year that hold any figure."""
    ordered = sorted(areas, key=lambda ref: (not ref.is_nation, ref.name))
    found = []
    for group in groups:
        if year not in group.years:
            continue
        columns, rows = _held(group, [(ref, ref.slug, year) for ref in ordered], series=series)
        if rows:
            found.append(TopicTable(group.code, group.title, columns, rows))
    return tuple(found)


def topic_story(
    groups: Iterable[TopicGroup], *, series: Series, years: Sequence[ReportingYear]
) -> tuple[TopicStory, ...]:
    """England and Wales over the years, of each table with two years or more."""
    found = []
    for group in groups:
        asked = [(year, NATION_SLUG, year) for year in years if year in group.years]
        columns, rows = _held(group, asked, series=series)
        if len(rows) > 1:
            found.append(TopicStory(group.code, group.title, columns, rows))
    return tuple(found)


def _held(
    group: TopicGroup, asked: Sequence[tuple[Head, str, ReportingYear]], *, series: Series
) -> tuple[tuple[SeriesColumn, ...], tuple[tuple[Head, tuple[TopicCell, ...]], ...]]:
    """The rows with a figure of the topic's own, and the columns in which any of them has one."""
    rows = [
        (head, [_cell(column, slug=slug, year=year, series=series) for column in group.columns])
        for head, slug, year in asked
    ]
    own = [place for place, column in enumerate(group.columns) if not column.is_context]
    rows = [(head, cells) for head, cells in rows if any(cells[place].amount for place in own)]
    kept = [place for place in range(len(group.columns)) if any(cells[place].amount for _head, cells in rows)]
    return (
        tuple(group.columns[place] for place in kept),
        tuple((head, tuple(cells[place] for place in kept)) for head, cells in rows),
    )


def _cell(column: SeriesColumn, *, slug: str, year: ReportingYear, series: Series) -> TopicCell:
    measure = catalogue().measures[column.cell.measure]
    if measure.problem_with(column.cell, year=year) is not None:
        return TopicCell(None, exists=False)
    held = series.cells(slug, year=year)
    amount, used = sum_of((column.cell,), parts=column.parts, year=year, held=held)
    return TopicCell(
        amount,
        is_added=amount is not None and column.cell not in held,
        sources=_sources(used),
    )


def _sources(used: Iterable[PublishedFigure]) -> tuple[SourceRef, ...]:
    return tuple({one.source.id: one.source for one in used}.values())
