"""The data quality page in words: differences, conflicts, rates and notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.conflicts import Conflict
from stats.analysis.data_quality import RateDifference
from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.notes import NoteKey, NoteText
from stats.analysis.reconciliation import Check
from stats.calculations.amounts import Amount
from stats.catalogue.years import ReportingYear
from stats.presentation.area import printed_tables as printed
from stats.presentation.components.cells import Link
from stats.presentation.components.year_links import area_year_url
from stats.presentation.text import numbers, words
from stats.queries.pages.data_quality import DataQualityPage

_UNUSUAL = "unusual"


@dataclass(frozen=True, slots=True)
class DifferenceText:
    """A printed total that its parts do not make. `remarks` are sentences: what confirms it, the reason."""

    anchor: str
    place: Link
    table: str
    total: str
    printed: str
    made: str
    workings: str
    difference: str
    remarks: tuple[str, ...]
    source: SourceRef


@dataclass(frozen=True, slots=True)
class FigureText:
    """One number for a cell, and the sources that give it."""

    text: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True)
class ConflictText:
    """A cell that sources give differently; `others` give way to `shown`, and `remarks` say why."""

    place: Link
    cell: str
    shown: FigureText
    others: tuple[FigureText, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateText:
    """A printed rate that count and population do not round to."""

    place: Link
    printed: str
    computed: str
    made_of: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True)
class RemarkText:
    """A note and the figures of one area and year that it speaks of."""

    place: Link
    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    title: str
    remarks: tuple[RemarkText, ...]


@dataclass(frozen=True, slots=True)
class QualityText:
    lead: str
    differences: tuple[DifferenceText, ...]
    explained: tuple[DifferenceText, ...]
    conflicts: tuple[ConflictText, ...]
    rates: tuple[RateText, ...]
    unusual: tuple[RemarkText, ...]
    other_remarks: tuple[RemarkGroup, ...]


def quality_text(found: DataQualityPage) -> QualityText:
    remarks = _remarks(found.notes)
    return QualityText(
        lead=_lead(found),
        differences=tuple(_difference(area, check) for area, check in found.differences),
        explained=tuple(_difference(area, check) for area, check in found.explained),
        conflicts=tuple(_conflict(conflict, area=area) for area, conflict in found.conflicts),
        rates=tuple(_rate(one) for one in found.rates),
        unusual=remarks.get(_UNUSUAL, ()),
        other_remarks=tuple(
            RemarkGroup(title, remarks[kind]) for kind, title in _kinds_of_note().items() if kind in remarks
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
        "checked": numbers.number(Decimal(found.checked)),
        "agree": numbers.number(Decimal(found.checked - differ)),
        "differ": numbers.number(Decimal(differ)),
        "explained": numbers.number(Decimal(len(found.explained))),
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


def _difference(area: AreaRef, check: Check) -> DifferenceText:
    finding = check.finding
    said = printed.difference(check, note_id="")
    return DifferenceText(
        anchor=difference_anchor(check),
        place=_place(area, check.year, table=check.table_code),
        table=check.table_title,
        total=capfirst(finding.rule.name),
        printed="" if finding.printed is None else numbers.amount(finding.printed),
        made="" if finding.computed is None else numbers.amount(finding.computed),
        workings=printed.workings(finding),
        difference=_("not known") if finding.difference is None else numbers.number(abs(finding.difference)),
        remarks=tuple(filter(None, (said.confirmed, said.reason))),
        source=check.source,
    )


def _place(area: AreaRef, year: ReportingYear, *, table: str = "") -> Link:
    """The area and year, leading to the page that shows the figure."""
    text = _("%(area)s, %(year)s") % {"area": area.name, "year": year}
    url = area_year_url(area, year=year)
    return Link(text, f"{url}#{table}" if table and not area.is_nation else url)


def _conflict(conflict: Conflict, *, area: AreaRef) -> ConflictText:
    by_amount: dict[Amount, list[SourceRef]] = {}
    for held in conflict.figures:
        by_amount.setdefault(held.amount, []).append(held.source)
    shown, *others = (FigureText(numbers.amount(one), tuple(found)) for one, found in by_amount.items())
    return ConflictText(
        place=_place(area, conflict.year),
        cell=words.cell(conflict.cell),
        shown=shown,
        others=tuple(others),
        remarks=(*_why_preferred(conflict), *dict.fromkeys(note.text for note in conflict.notes)),
    )


def _why_preferred(conflict: Conflict) -> tuple[str, ...]:
    """The rules of preference that this conflict met, and the reason that the catalogue gives."""
    if conflict.reason:
        return (conflict.reason,)
    first, *others = conflict.figures
    kind = first.source.kind
    other_kind = {
        "area report": _("The area's own report is preferred to any other source."),
        "national bulletin": _("A national bulletin is preferred to answers in Parliament and to the press."),
        "parliamentary answer": _("An answer in Parliament is preferred to a press report."),
    }.get(kind, "")
    sentences = []
    if any(one.source.kind != kind for one in others):
        sentences.append(other_kind)
    if any(one.source.kind == kind and one.amount != first.amount for one in others):
        sentences.append(_("Of sources of one kind the newer is preferred."))
    return tuple(filter(None, sentences))


def _rate(rate: RateDifference) -> RateText:
    value = rate.value
    made_of = _("%(count)s over the %(population)s") % {
        "count": "" if value.numerator is None else numbers.number(value.numerator),
        "population": words.denominator(value, year=rate.year),
    }
    return RateText(
        place=_place(rate.area, rate.year),
        printed="" if value.amount is None else numbers.as_published(value.amount),
        computed="" if value.computed is None else numbers.number(value.computed, places=1),
        made_of=made_of,
        sources=value.sources,
    )


def _kinds_of_note() -> dict[str, str]:
    """The kinds that are told apart from what is unusual; explained differences stand with the totals."""
    return {
        "definition": _("Figures that count something slightly different"),
        "inferred": _("Figures whose year, area or level was worked out, not read"),
        "base": _("Which population a printed rate rests on"),
        "secondhand": _("Figures that a source took from another"),
    }


def _remarks(notes: Iterable[tuple[AreaRef, NoteKey, NoteText]]) -> dict[str, tuple[RemarkText, ...]]:
    """Notes by kind; one that several figures of an area and year share is told once."""
    groups: dict[str, dict[tuple[Link, str], list[str]]] = {}
    for area, key, note in notes:
        group = groups.setdefault(note.kind, {})
        group.setdefault((_place(area, key.year), note.text), []).append(words.cell(key.cell))
    return {
        kind: tuple(
            RemarkText(place, tuple(dict.fromkeys(cells)), text) for (place, text), cells in group.items()
        )
        for kind, group in groups.items()
    }
