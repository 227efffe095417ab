"""What a topic counts, as tables: by area in one year, and for England and Wales over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef
from stats.analysis.topic_tables import TopicCell, TopicTable
from stats.catalogue.series import SeriesColumn
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import Link
from stats.presentation.components.year_links import area_year_url
from stats.presentation.text import numbers


@dataclass(frozen=True, slots=True)
class CellText:
    """`note` stands under the number: that it was added up, or why there is none."""

    head: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class RowText:
    """`kinds` are the kinds of the row's sources, for components/kind.html."""

    head: Link
    cells: tuple[CellText, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountsText:
    """One table: `first` heads the column of areas or of years."""

    code: str
    title: str
    first: str
    heads: tuple[str, ...]
    rows: tuple[RowText, ...]
    has_sums: bool


def tables_text(tables: Iterable[TopicTable[AreaRef]], *, year: ReportingYear) -> tuple[CountsText, ...]:
    return tuple(
        CountsText(
            code=table.code,
            title=table.title,
            first=_("Area"),
            heads=_heads(table.columns),
            rows=tuple(
                _row(Link(ref.name, area_year_url(ref, year=year)), cells, columns=table.columns)
                for ref, cells in table.rows
            ),
            has_sums=_has_sums(cells for _ref, cells in table.rows),
        )
        for table in tables
    )


def story_text(stories: Iterable[TopicTable[ReportingYear]], *, topic: str) -> tuple[CountsText, ...]:
    """Each year leads to the topic's own page of that year."""
    base = reverse(topic)
    return tuple(
        CountsText(
            code=f"{story.code}-years",
            title=story.title,
            first=_("Year"),
            heads=_heads(story.columns),
            rows=tuple(
                _row(Link(year.label, f"{base}?year={year}"), cells, columns=story.columns)
                for year, cells in story.rows
            ),
            has_sums=_has_sums(cells for _year, cells in story.rows),
        )
        for story in stories
    )


def _heads(columns: Iterable[SeriesColumn]) -> tuple[str, ...]:
    return tuple(column.short_label for column in columns)


def _has_sums(rows: Iterable[Sequence[TopicCell]]) -> bool:
    return any(cell.is_added for cells in rows for cell in cells)


def _row(head: Link, cells: Sequence[TopicCell], *, columns: Sequence[SeriesColumn]) -> RowText:
    return RowText(
        head,
        tuple(_cell(cell, column=column) for cell, column in zip(cells, columns, strict=True)),
        tuple(dict.fromkeys(source.kind for cell in cells for source in cell.sources)),
    )


def _cell(cell: TopicCell, *, column: SeriesColumn) -> CellText:
    if not cell.exists:
        return CellText(column.short_label, "–", "")
    if cell.amount is None:
        return CellText(column.short_label, "", _("not held"))
    return CellText(column.short_label, numbers.amount(cell.amount), _("added up") if cell.is_added else "")
