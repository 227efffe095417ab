"""Areas with their latest figures, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from stats.analysis.values import Value, ValueKind
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.presentation.components.footnotes import Footnotes
from stats.presentation.components.tables import Cell, Column, Table, TableRow, link, sources_cell
from stats.presentation.text import words
from stats.presentation.text.findings import value_text
from stats.queries.pages.areas import AreaYears, LatestFigures


@dataclass(frozen=True, slots=True)
class LatestTable:
    """`doubts` are what the raised numbers in the table stand for, from 1."""

    table: Table
    doubts: Sequence[str]


def latest_table(
    groups: Iterable[tuple[str, Sequence[AreaYears]]], *, figures: Mapping[str, LatestFigures], caption: str
) -> LatestTable:
    """Each group of areas under its heading. `figures` are by slug."""
    notes = Footnotes()
    rows = []
    for heading, areas in groups:
        for place, area in enumerate(areas):
            cells = _cells(area, figures.get(area.area.slug), notes=notes)
            head = Cell(link(area.area.name, url=reverse("area", args=(area.area.slug,))))
            rows.append(TableRow(head, cells, heading="" if place else heading))
    table = Table(
        columns=(
            Column(_("Area")),
            Column(_("Registered sexual offenders"), "number", short=_("RSOs")),
            Column(_("Per 100,000 people"), "number", short=_("per 100,000")),
            Column(_("Year"), "number year-head"),
            Column(_("Source"), "words"),
        ),
        rows=tuple(rows),
        caption=caption,
        classes="turns areas-table",
    )
    return LatestTable(table, notes.texts)


def _cells(area: AreaYears, latest: LatestFigures | None, *, notes: Footnotes) -> tuple[Cell, ...]:
    """An area with nothing of these says so in its place; one with other figures, of which year."""
    if latest is None:
        told = _("no figure yet")
        if area.latest is not None:
            told = _("other figures, %(year)s") % {"year": area.latest}
        return Cell(), Cell(), Cell(), Cell(told, "not-held")
    name = area.area.name
    return (
        Cell(_number(catalogue().rsos, latest.rsos, name=name, notes=notes)),
        Cell(_number(catalogue().rate, latest.rate, name=name, notes=notes)),
        Cell(latest.year.label),
        Cell(_source(latest)),
    )


def _number(indicator: Indicator, value: Value, *, name: str, notes: Footnotes) -> str:
    """With a raised number for each doubt; where there is none, that there is none."""
    text = value_text(indicator, value)
    if not text:
        return format_html('<span class="not-held">{}</span>', _("no figure"))
    marks = notes.marks(
        _("%(area)s. %(doubt)s") % {"area": name, "doubt": doubt} for doubt in words.doubts_of(value)
    )
    return format_html('<span class="one-word">{}{}</span>', text, marks) if marks else text


def _source(latest: LatestFigures) -> str:
    """The kinds of source of both numbers, and whether the rate was worked out here."""
    values = (latest.rsos, latest.rate)
    kinds = sources_cell(source for value in values for source in value.sources).content
    if latest.rate.amount is None or latest.rate.kind is not ValueKind.WORKED_OUT:
        return kinds
    return format_html('{} <span class="made made--worked_out">{}</span>', kinds, _("rate worked out"))
