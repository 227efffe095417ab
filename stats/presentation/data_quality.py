"""The data quality page in words: differences, conflicts, rates and notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s
from typing import ClassVar

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.conflicts import Conflict
from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.notes import NoteKey, NoteText
from stats.analysis.reconciliation import Check, RateDifference
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.printed_tables import difference, workings
from stats.presentation.components.cells import GivenNumber, Link, given_numbers
from stats.presentation.components.tables import Cell, Column, PlaceCell, Table, TableRow, number_columns
from stats.presentation.components.year_links import area_year_url
from stats.presentation.text import numbers, words
from stats.queries.pages.data_quality import DataQualityPage


@dataclass(frozen=True, slots=True)
class PublishedCell(Cell):
    """The numbers that sources give."""

    template: ClassVar[str] = "stats/cells/published.html"

    figures: tuple[GivenNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class RemarksCell(Cell):
    """Sentences: what confirms a number, why another is preferred; and sources."""

    template: ClassVar[str] = "stats/cells/remarks.html"

    remarks: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class QualityRemark:
    """A note and the figures of one area and year that it speaks of."""

    place: Link
    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class QualityRemarks:
    title: str
    remarks: tuple[QualityRemark, ...]


@dataclass(frozen=True, slots=True)
class QualityText:
    lead: str
    differences: Table | None
    explained: Table | None
    conflicts: Table | None
    rates: Table | None
    unusual: tuple[QualityRemark, ...]
    other_remarks: tuple[QualityRemarks, ...]


def quality_text(found: DataQualityPage) -> QualityText:
    remarks = _remarks(found.notes)
    is_unexplained = _("Printed totals that differ from their parts, without a known reason")
    is_explained = _("Printed totals that differ from their parts for a reason that the source gives")
    return QualityText(
        lead=_lead(found),
        differences=_differences_table(found.differences, caption=is_unexplained),
        explained=_differences_table(found.explained, caption=is_explained),
        conflicts=_conflicts_table(found.conflicts),
        rates=_rates_table(found.rates),
        unusual=remarks.get(NoteKind.UNUSUAL, ()),
        other_remarks=tuple(
            QualityRemarks(title, remarks[kind])
            for kind, title in _kinds_of_note().items()
            if kind in remarks
        ),
    )


def difference_anchor(check: Check) -> str:
    """The id of a difference on the data quality page: `dorset-2014-15-levels_2_and_3-total-3-1f0a`.

    It must be the same next year, so it is made from the printed cell and its source's title and never
    from what the database numbers. The last four characters part two sources, or two measures, whose
    totals stand in one place of a table.
    """
    total = check.finding.rule.total
    apart = "|".join((total.measure, total.division, str(total.years_back), check.source.title))
    parts = (check.area_slug, check.year.label, check.table_code, total.category, total.level)
    return "-".join((*filter(None, parts), blake2s(apart.encode(), digest_size=2).hexdigest()))


def _lead(found: DataQualityPage) -> str:
    if not found.checked:
        return _("No printed total could be checked yet.")
    differ = len(found.differences) + len(found.explained)
    said = {
        "checked": numbers.number(found.checked),
        "agree": numbers.number(found.checked - differ),
        "differ": numbers.number(differ),
        "explained": numbers.number(len(found.explained)),
    }
    if not differ:
        return _("All %(checked)s printed totals that can be checked are what their parts make.") % said
    if not found.explained:
        return (
            ngettext(
                "Of %(checked)s printed totals that can be checked, %(agree)s are what their parts make "
                "and %(differ)s is not.",
                "Of %(checked)s printed totals that can be checked, %(agree)s are what their parts make "
                "and %(differ)s are not.",
                differ,
            )
            % said
        )
    return (
        ngettext(
            "Of %(checked)s printed totals that can be checked, %(agree)s are what their parts make "
            "and %(differ)s is not; its source explains it.",
            "Of %(checked)s printed totals that can be checked, %(agree)s are what their parts make "
            "and %(differ)s are not. The source explains %(explained)s of the %(differ)s.",
            differ,
        )
        % said
    )


def _differences_table(found: Iterable[tuple[AreaRef, Check]], *, caption: str) -> Table | None:
    columns = (
        Column(_("Printed total"), cells="place"),
        *number_columns((_("Printed"), _("Parts make"), _("Difference"))),
        Column(_("What is known"), cells="remarks remarks--alone"),
    )
    return _quality_table(
        columns, tuple(_difference_row(area, check) for area, check in found), caption=caption
    )


def _quality_table(columns: tuple[Column, ...], rows: tuple[TableRow, ...], *, caption: str) -> Table | None:
    """None without any row."""
    return Table(columns, rows, caption=caption, classes="turns table--words") if rows else None


def _difference_row(area: AreaRef, check: Check) -> TableRow:
    """A printed total that its parts do not make, what confirms it and the reason."""
    finding = check.finding
    told = difference(check, note_id="")
    made = "" if finding.computed is None else numbers.amount(finding.computed)
    return TableRow(
        PlaceCell(
            f"{check.table_title}: {capfirst(finding.rule.name)}",
            place=_figure_place(area, check.year, table=check.table_code),
        ),
        (
            Cell(
                format_html(
                    '<span class="differs">{}</span>',
                    "" if finding.printed is None else numbers.amount(finding.printed),
                )
            ),
            Cell(format_html('<b>{}</b><br><span class="source">{}</span>', made, workings(finding))),
            Cell(_("not known") if finding.difference is None else numbers.number(abs(finding.difference))),
            RemarksCell(remarks=tuple(filter(None, (told.confirmed, told.reason))), sources=(check.source,)),
        ),
        id=difference_anchor(check),
    )


def _figure_place(area: AreaRef, year: ReportingYear, *, table: str = "") -> Link:
    """The area and year, leading to the page that shows the figure."""
    text = _("%(area)s, %(year)s") % {"area": area.name, "year": year}
    url = area_year_url(area, year=year)
    return Link(text, f"{url}#{table}" if table and not area.is_nation else url)


def _conflicts_table(conflicts: Iterable[tuple[AreaRef, Conflict]]) -> Table | None:
    columns = (
        Column(_("Figure"), cells="place"),
        *(Column(head, cells="remarks") for head in (_("Shown"), _("Also published"), _("Why"))),
    )
    return _quality_table(
        columns,
        tuple(_conflict_row(conflict, area=area) for area, conflict in conflicts),
        caption=_("Figures that sources give differently"),
    )


def _conflict_row(conflict: Conflict, *, area: AreaRef) -> TableRow:
    """The number shown, those that give way to it, and why."""
    shown, *others = given_numbers(conflict.figures)
    remarks = (*_why_preferred(conflict), *dict.fromkeys(note.text for note in conflict.notes))
    return TableRow(
        PlaceCell(words.cell(conflict.cell), place=_figure_place(area, conflict.year)),
        (
            PublishedCell(figures=(shown,)),
            PublishedCell(figures=tuple(others)),
            RemarksCell(remarks=remarks),
        ),
    )


def _why_preferred(conflict: Conflict) -> tuple[str, ...]:
    """The rules of preference that this conflict met, and the reason that the catalogue gives."""
    if conflict.reason:
        return (conflict.reason,)
    first, *others = conflict.figures
    kind = first.source.kind
    sentences = []
    if any(one.source.kind != kind for one in others):
        sentences.append(catalogue().source_kinds[kind].preferred)
    if any(one.source.kind == kind and one.amount != first.amount for one in others):
        sentences.append(_("Of sources of one kind the newer is preferred."))
    return tuple(filter(None, sentences))


def _rates_table(rates: Iterable[RateDifference]) -> Table | None:
    columns = (
        Column(_("Area and year"), cells="place"),
        *number_columns((_("Printed"), _("Worked out"))),
        Column(_("From")),
        Column(_("Source")),
    )
    return _quality_table(
        columns,
        tuple(_rate_row(one) for one in rates),
        caption=_("Printed rates and the rates that count and population give"),
    )


def _rate_row(rate: RateDifference) -> TableRow:
    """A printed rate that count and population do not round to."""
    value = rate.value
    made_of = _("%(count)s over the %(population)s") % {
        "count": "" if value.numerator is None else numbers.number(value.numerator),
        "population": words.denominator(value, year=rate.year),
    }
    return TableRow(
        PlaceCell(place=_figure_place(rate.area, rate.year)),
        (
            Cell("" if value.amount is None else numbers.as_published(value.amount)),
            Cell("" if value.computed is None else numbers.number(value.computed, places=1)),
            Cell(made_of),
            RemarksCell(sources=value.sources),
        ),
    )


def _kinds_of_note() -> dict[str, str]:
    """The kinds that are told apart from what is unusual; explained differences stand with the totals."""
    return {
        NoteKind.DEFINITION: _("Figures that count something slightly different"),
        NoteKind.INFERRED: _("Figures whose year, area or level was worked out, not read"),
        NoteKind.BASE: _("Which population a printed rate rests on"),
        NoteKind.SECOND_HAND: _("Figures that a source took from another"),
    }


def _remarks(notes: Iterable[tuple[AreaRef, NoteKey, NoteText]]) -> dict[str, tuple[QualityRemark, ...]]:
    """Notes by kind; one that several figures of an area and year share is told once."""
    groups: dict[str, dict[tuple[Link, str], list[str]]] = {}
    for area, key, note in notes:
        group = groups.setdefault(note.kind, {})
        group.setdefault((_figure_place(area, key.year), note.text), []).append(words.cell(key.cell))
    return {
        kind: tuple(
            QualityRemark(place, tuple(dict.fromkeys(cells)), text) for (place, text), cells in group.items()
        )
        for kind, group in groups.items()
    }
