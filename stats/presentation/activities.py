"""What area reports tell of their own work in numbers, as a table and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from stats.catalogue.reader import catalogue
from stats.presentation.components.tables import Cell, Column, Table, TableRow, words_cell
from stats.presentation.exports.csv import plain
from stats.presentation.text import numbers
from stats.queries.activities import ToldActivity


def activities_table(told: Sequence[ToldActivity], *, caption: str) -> Table | None:
    """Facts of one report; None where it tells none. Where they stand in it is said if that is known."""
    if not told:
        return None
    has_pages = any(one.page for one in told)
    return Table(
        columns=(
            Column(_("What is told")),
            Column(_("Number"), "number"),
            *([Column(_("Where in the report"))] if has_pages else []),
            Column(_("To bear in mind")),
        ),
        rows=tuple(
            TableRow(
                words_cell(one.fact),
                (
                    Cell(numbers.amount(one.amount), interval=one.unit),
                    *([words_cell(one.page)] if has_pages else []),
                    words_cell(one.note),
                ),
            )
            for one in told
        ),
        caption=caption,
        classes="turns table--words",
    )


def csv_rows(told: Iterable[ToldActivity]) -> Iterable[tuple[str, ...]]:
    """A line for each (`activity_columns` of the catalogue)."""
    for one in told:
        cells = {
            "area_slug": one.area.slug,
            "area_name": one.area.name,
            "year": one.year.label,
            "fact": one.fact,
            "value": "" if one.amount.value is None else plain(one.amount.value),
            "unit": one.unit,
            "qualifier": one.amount.qualifier.value,
            "source_title": one.source.title,
            "source_page": one.page,
            "note": one.note,
        }
        yield tuple(cells[column.name] for column in catalogue().activity_columns)
