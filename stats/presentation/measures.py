"""What each number means, and how much of it is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Basis, Measure
from stats.presentation.components.cells import Fact, Link
from stats.presentation.text import numbers
from stats.queries.pages.measures import MeasureHeld


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in the list of all."""

    code: str
    title: str
    definition: str
    held: str


@dataclass(frozen=True, slots=True)
class YearLine:
    year: str
    areas: str


@dataclass(frozen=True, slots=True)
class BreakText:
    """Where years may not be compared; `concerns` names the comparisons that it parts."""

    year: str
    title: str
    reason: str
    concerns: str


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure's own page. `printed_by` says by what a report breaks the number down."""

    code: str
    title: str
    definition: str
    facts: tuple[Fact, ...]
    not_meaning: tuple[str, ...]
    printed_by: str
    legal_note: str
    caveat: str
    breaks: tuple[BreakText, ...]
    years: tuple[YearLine, ...]
    compare: tuple[Link, ...]


def measure_lines(measures: Iterable[MeasureHeld]) -> tuple[MeasureLine, ...]:
    return tuple(
        MeasureLine(one.measure.code, one.measure.title, one.measure.definition, _held(one))
        for one in measures
    )


def measure_text(held: MeasureHeld) -> MeasureText:
    measure = held.measure
    return MeasureText(
        code=measure.code,
        title=measure.title,
        definition=measure.definition,
        facts=_facts(held),
        not_meaning=(measure.not_meaning,),
        printed_by=_printed_by(measure),
        legal_note=measure.legal_note,
        caveat=measure.caveat,
        breaks=tuple(
            _break(one, indicators=held.indicators) for one in sorted(held.breaks, key=lambda b: b.first)
        ),
        years=tuple(
            YearLine(one.year.label, numbers.number(Decimal(one.areas)))
            for one in sorted(held.years, key=lambda one: one.year, reverse=True)
        ),
        compare=tuple(
            Link(one.title, reverse("compare-indicator", args=(one.slug,))) for one in held.indicators
        ),
    )


def basis_text(basis: Basis) -> str:
    return {
        Basis.SNAPSHOT: _("Counted on one day, 31 March"),
        Basis.YEARLY_TOTAL: _("Counted over the reporting year, 1 April to 31 March"),
        Basis.RATE: _("A rate, printed by the reports"),
        Basis.MIXED: _("Partly counted on 31 March, partly over the year"),
    }[basis]


def _break(one: Break, *, indicators: Iterable[Indicator]) -> BreakText:
    parted = "; ".join(indicator.title for indicator in indicators if indicator.slug in one.indicators)
    return BreakText(
        one.first.label, one.title, one.reason, _("Concerns: %(comparisons)s.") % {"comparisons": parted}
    )


def _facts(held: MeasureHeld) -> tuple[Fact, ...]:
    measure = held.measure
    basis = {
        Basis.SNAPSHOT: _("Snapshot"),
        Basis.YEARLY_TOTAL: _("Yearly total"),
        Basis.RATE: _("Rate"),
        Basis.MIXED: _("Mixed"),
    }[measure.basis]
    return (
        Fact(_("How it is counted"), basis, value_long=True, note=basis_text(measure.basis)),
        Fact(_("Published for"), _span(measure), value_long=True, note=""),
        Fact(
            _("Figures held"),
            numbers.number(Decimal(held.figures)) if held.figures else _("None yet"),
            value_long=not held.figures,
            note=_years(held),
        ),
        Fact(
            _("Areas with any figure"),
            numbers.number(Decimal(held.areas)) if held.areas else _("None yet"),
            value_long=not held.areas,
            note="",
        ),
    )


def _span(measure: Measure) -> str:
    said = {"first": measure.years.first, "last": measure.years.last}
    if measure.years.first is None:
        return _("To %(last)s") % said if measure.years.last else _("Every year")
    if measure.years.last is None:
        return _("From %(first)s") % said
    return _("%(first)s to %(last)s") % said


def _years(held: MeasureHeld) -> str:
    if not held.years:
        return ""
    years = sorted(one.year for one in held.years)
    if len(years) == 1:
        return _("For %(year)s") % {"year": years[0]}
    return _("For %(number)s years, from %(first)s to %(latest)s") % {
        "number": len(years),
        "first": years[0],
        "latest": years[-1],
    }


def _held(held: MeasureHeld) -> str:
    """How much is held, as one sentence of the list."""
    if not held.figures:
        return _("No figure is held yet.")
    years = sorted(one.year for one in held.years)
    said = {
        "areas": numbers.number(Decimal(held.areas)),
        "first": years[0],
        "latest": years[-1],
    }
    one_year = len(years) == 1
    if not held.areas:
        text = (
            _("Held for England and Wales alone, for %(latest)s.")
            if one_year
            else _("Held for England and Wales alone, from %(first)s to %(latest)s.")
        )
    elif one_year:
        text = ngettext(
            "Held for %(areas)s area, for %(latest)s.",
            "Held for %(areas)s areas, for %(latest)s.",
            held.areas,
        )
    else:
        text = ngettext(
            "Held for %(areas)s area, from %(first)s to %(latest)s.",
            "Held for %(areas)s areas, from %(first)s to %(latest)s.",
            held.areas,
        )
    return text % said


def _printed_by(measure: Measure) -> str:
    match measure.has_category, measure.has_level, measure.by_division:
        case True, True, True:
            return _("Reports print it by category and level, and some by division.")
        case True, True, False:
            return _("Reports print it by category and level.")
        case True, False, _other:
            return _("Reports print it by category.")
        case False, True, _other:
            return _("Reports print it by level.")
        case False, False, True:
            return _("Reports print one number for the area, and some print one for each division.")
        case _rest:
            return _("Reports print one number for the area.")
