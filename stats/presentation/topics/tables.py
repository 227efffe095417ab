"""What a topic counts, as tables: by area in one year, and for England and Wales over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef
from stats.analysis.topic_tables import TopicCell, TopicTable
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    Table,
    TableRow,
    kinds_cell,
    number_columns,
)
from stats.presentation.text import numbers


@dataclass(frozen=True, slots=True)
class TopicCounts:
    table: Table
    has_sums: bool


def topic_counts(
    counted: TopicTable[AreaRef] | TopicTable[ReportingYear],
    *,
    first: str,
    heads: Iterable[str],
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
            rows=tuple(_counts_row(Cell(head), cells) for head, cells in zip(heads, rows, strict=True)),
            caption=counted.title,
            shows_caption=True,
            id=counted.code + suffix,
        ),
        has_sums=any(cell.is_added for cells in rows for cell in cells),
    )


def _counts_row(head: Cell, cells: Sequence[TopicCell]) -> TableRow:
    kinds = (source.kind for cell in cells for source in cell.sources)
    return TableRow(head, (*map(_count_cell, cells), kinds_cell(kinds)))


def _count_cell(cell: TopicCell) -> Cell:
    """The number, and under it that it was added up; or why there is none."""
    if not cell.exists:
        return Cell("–")
    if cell.amount is None:
        return FigureCell(under=_("not held"))
    return FigureCell(numbers.amount(cell.amount), under=_("added up") if cell.is_added else "")
