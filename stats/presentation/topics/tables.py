"""What a topic counts, as tables: by area in one year, and for England and Wales over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef
from stats.analysis.topics import TopicCell, TopicTable
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    LinkCell,
    Table,
    TableRow,
    kinds_cell,
    number_columns,
)
from stats.presentation.components.year_links import area_year_url
from stats.presentation.text import numbers


@dataclass(frozen=True, slots=True)
class TopicCounts:
    table: Table
    has_sums: bool


def tables_text(tables: Iterable[TopicTable[AreaRef]], *, year: ReportingYear) -> tuple[TopicCounts, ...]:
    return tuple(
        _counts(
            table,
            first=_("Area"),
            heads=[LinkCell(ref.name, url=area_year_url(ref, year=year)) for ref, _cells in table.rows],
        )
        for table in tables
    )


def story_text(stories: Iterable[TopicTable[ReportingYear]], *, topic: str) -> tuple[TopicCounts, ...]:
    """Each year leads to the topic's own page of that year."""
    base = reverse(topic)
    return tuple(
        _counts(
            story,
            first=_("Year"),
            heads=[LinkCell(year.label, url=f"{base}?year={year}") for year, _cells in story.rows],
            suffix="-years",
        )
        for story in stories
    )


def _counts(
    counted: TopicTable[AreaRef] | TopicTable[ReportingYear],
    *,
    first: str,
    heads: Iterable[Cell],
    suffix: str = "",
) -> TopicCounts:
    """`first` heads the column of areas or of years."""
    rows = [cells for _head, cells in counted.rows]
    return TopicCounts(
        Table(
            columns=(
                Column(first),
                *number_columns(column.short_label for column in counted.columns),
                Column(_("Source"), "words"),
            ),
            rows=tuple(_counts_row(head, cells) for head, cells in zip(heads, rows, strict=True)),
            caption=counted.title,
            shows_caption=True,
            id=counted.code + suffix,
        ),
        has_sums=any(cell.is_added for cells in rows for cell in cells),
    )


def _counts_row(head: Cell, cells: Sequence[TopicCell]) -> TableRow:
    sources = (source for cell in cells for source in cell.sources)
    return TableRow(head, (*map(_count_cell, cells), kinds_cell(sources)))


def _count_cell(cell: TopicCell) -> Cell:
    """The number, and under it that it was added up; or why there is none."""
    if not cell.exists:
        return Cell("–")
    if cell.amount is None:
        return FigureCell(under=_("not held"))
    return FigureCell(numbers.amount(cell.amount), under=_("added up") if cell.is_added else "")
