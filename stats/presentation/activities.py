"""What area reports tell of their own work in numbers, as a table and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from stats.analysis.figures import SourceRef
from stats.catalogue.reader import catalogue
from stats.presentation.components.tables import Cell, Column, Table, TableRow, words_cell
from stats.presentation.exports.csv import plain
from stats.presentation.text import numbers
from stats.queries.activities import ToldActivity


def activities_table(told: Sequence[ToldActivity], *, caption: str) -> Table | None:
    """Facts of one report; None where it tells none."""
    if not told:
        return None
    return Table(
        columns=(Column(_("What is told")), Column(_("Number")), Column(_("Notes"), "words")),
        rows=tuple(
            TableRow(words_cell(one.fact), (Cell(_number(one)), words_cell(one.note))) for one in told
        ),
        caption=caption,
        classes="turns table--words table--told",
    )


def told_in(told: Iterable[ToldActivity]) -> list[tuple[SourceRef, list[str]]]:
    """The reports that tell them, each with where in it they stand, if that is known."""
    pages: dict[SourceRef, dict[str, None]] = {}
    for one in told:
        pages.setdefault(one.source, {}).update({one.page: None} if one.page else {})
    return [(source, list(found)) for source, found in pages.items()]


def _number(one: ToldActivity) -> str:
    """`6 people`, `more than 80% of meetings`: the unit stands after the number."""
    said = {"number": numbers.amount(one.amount), "unit": one.unit}
    return (_("%(number)s%(unit)s") if one.unit.startswith("%") else _("%(number)s %(unit)s")) % said


def csv_rows(told: Iterable[ToldActivity]) -> Iterable[tuple[str, ...]]:
    """A line for each (the catalogue's export `local-activity`)."""
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
        yield tuple(cells[column.name] for column in catalogue().exports["local-activity"].columns)
