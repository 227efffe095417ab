"""The tables of England and Wales: a group of series, year by year, each number with its change, and the
notes under each table by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from stats.analysis.figures import PublishedFigure
from stats.analysis.tables.national_tables import NationalCell, NationalGroup, NationalYear
from stats.calculations.change import NoPercentage
from stats.catalogue.breaks import Break
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.footnotes import Footnotes
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    Table,
    TableRow,
    headed,
    number_columns,
    words_cell,
)
from stats.presentation.text import numbers, words
from stats.presentation.text.changes import percent_text

# Columns of numbers that leave room for each change beside its number.
_BESIDE = 2

Place = tuple[ReportingYear, CellKey]


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of particular figures: the notes on each, and the id of what tells that sources
    differ on it."""

    notes: Mapping[Place, Sequence[str]]
    conflicts: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class NationalTable:
    """`notes` are what the raised numbers in the table stand for, from 1."""

    table: Table
    notes: Sequence[str]
    is_folded: bool = False


def national_table(group: NationalGroup, *, told: Told) -> NationalTable:
    """Newest year first, each number with its change since the year before."""
    footnotes = Footnotes()
    older = [*group.years[1:], None]
    table = Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            *(headed(one.label, short=one.short_label, cells="number") for one in group.columns),
        ),
        rows=tuple(
            TableRow(
                Cell(row.year.label),
                tuple(
                    _cell(cell, of=(row.year, column.cell), told=told, footnotes=footnotes)
                    for column, cell in zip(group.columns, row.cells, strict=True)
                ),
                parting=_parting(group, newer=row, older=below, footnotes=footnotes) if below else (),
            )
            for row, below in zip(group.years, older, strict=True)
        ),
        caption=group.title,
        shows_caption=not group.is_detail,
        id=group.code,
        classes="series-table turns"
        if len(group.columns) > _BESIDE
        else "series-table series-table--aside turns",
    )
    return NationalTable(table, footnotes.texts, is_folded=group.is_detail)


def others_table(figures: Iterable[PublishedFigure], *, told: Told) -> NationalTable:
    """What is held and stands in no other table, with its place in words."""
    footnotes = Footnotes()
    table = Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            Column(_("Figure"), "words"),
            *number_columns([_("Number")]),
        ),
        rows=tuple(
            TableRow(
                Cell(held.year.label),
                (
                    words_cell(words.cell(held.cell)),
                    _figure(held, of=(held.year, held.cell), told=told, footnotes=footnotes),
                ),
            )
            for held in figures
        ),
        caption=_("Other figures"),
        shows_caption=True,
        id="others",
        classes="series-table turns",
    )
    return NationalTable(table, footnotes.texts)


def change_text(cell: NationalCell, *, marks: str = "") -> str:
    """A figure's change since the year before: `+4,422 (+18.0%)`, or why the two are not compared; empty
    where there is none of that year.

    A count over the year that changed by no more than chance could make says so. `marks` are the numbers of
    the notes that tell of a difference in what is counted.
    """
    if cell.breaks:
        return _("not compared")
    if cell.counts_differ:
        return format_html(_("not compared: counted another way{marks}"), marks=marks)
    change = cell.change
    if change is None:
        return ""
    if change.absolute is None:
        return _not_compared(cell)
    said = {
        "number": numbers.signed_as_published(change.absolute),
        "percent": percent_text(change, of_counts=True),
    }
    if change.beyond_chance is False and change.absolute:
        text = _("%(number)s (%(percent)s), chance could make it")
        return (text if said["percent"] else _("%(number)s, chance could make it")) % said
    return _("%(number)s (%(percent)s)") % said if said["percent"] else said["number"]


def _not_compared(cell: NationalCell) -> str:
    """Which of the two numbers allows no change, and why: `not compared: 64,300 is rounded`."""
    reason = cell.change.reason_no_percent if cell.change else None
    texts = {
        NoPercentage.ROUNDED: _("not compared: %(number)s is rounded"),
        NoPercentage.BOUND: _("not compared: “%(number)s” is not exact"),
    }
    inexact = [one for one in (cell.held, cell.before) if one and one.amount.qualifier]
    if reason not in texts or not inexact:
        return words.no_percentage(reason)
    amount = inexact[0].amount
    if reason is NoPercentage.ROUNDED and amount.value is not None:
        return texts[reason] % {"number": numbers.as_published(amount.value)}
    return texts[reason] % {"number": numbers.amount(amount)}


def _parting(
    group: NationalGroup, *, newer: NationalYear, older: NationalYear, footnotes: Footnotes
) -> tuple[str, ...]:
    """What began to be counted another way between the two years, with the columns that have numbers of both
    times: `Cat 2 and All, from 2003-04: Category 2 leaves out people in custody`."""
    columns: dict[Break, list[str]] = {}
    for place, column in enumerate(group.columns):
        if _has_both(group, place, older=older.year):
            for one in catalogue().breaks_of(column):
                if one.lies_between(older.year, newer.year):
                    columns.setdefault(one, []).append(_(column.short_label))
    told = _("%(columns)s, from %(year)s: %(title)s")
    return tuple(
        format_html(
            "{}{}",
            words.whole_years(told % {"columns": words.listed(heads), "year": one.first, "title": one.title}),
            footnotes.marks([one.reason]),
        )
        for one, heads in columns.items()
    )


def _has_both(group: NationalGroup, place: int, *, older: ReportingYear) -> bool:
    """Whether the column has numbers up to that year, and later ones."""
    held = [row.year for row in group.years if row.cells[place].held]
    return bool(held) and min(held) <= older < max(held)


def _cell(cell: NationalCell, *, of: Place, told: Told, footnotes: Footnotes) -> FigureCell:
    if cell.held is None:
        return FigureCell("·", classes="not-held", spoken=_("not held"))
    differing = [
        text for one in (cell.held, cell.before) if one for text in told.notes.get((one.year, one.cell), ())
    ]
    under = change_text(cell, marks=footnotes.marks(differing) if cell.counts_differ else "")
    return _figure(cell.held, of=of, told=told, footnotes=footnotes, under=under)


def _figure(
    held: PublishedFigure, *, of: Place, told: Told, footnotes: Footnotes, under: str = ""
) -> FigureCell:
    text, marks = numbers.amount(held.amount), footnotes.marks(told.notes.get(of, ()))
    return FigureCell(
        format_html('<span class="one-word">{}{}</span>', text, marks) if marks else text,
        under=under,
        note_id=told.conflicts.get(of, ""),
        note=_("sources differ, see below"),
        second_hand=held.source.is_second_hand,
    )
