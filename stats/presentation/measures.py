"""What each number means, and how much of it is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Basis, Measure
from stats.presentation.components.cells import Fact
from stats.presentation.text import numbers, words
from stats.queries.pages.measures import MeasureHeld
from stats.queries.years_held import YearHeld


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What a measure's own page says beside the catalogue's words.

    `printed_by` says by what a report breaks the number down, `years` are newest first, and with each break
    stands which comparisons it parts.
    """

    facts: tuple[Fact, ...]
    not_meaning: tuple[str, ...]
    printed_by: str
    breaks: tuple[tuple[Break, str], ...]
    years: tuple[YearHeld, ...]


def measure_text(held: MeasureHeld) -> MeasureText:
    return MeasureText(
        facts=_measure_facts(held),
        not_meaning=(held.measure.not_meaning,),
        printed_by=_printed_by(held.measure),
        breaks=tuple(
            (found, _concerns(found, indicators=held.indicators))
            for found in sorted(held.breaks, key=lambda found: found.first)
        ),
        years=tuple(sorted(held.years, key=lambda found: found.year, reverse=True)),
    )


def basis_text(basis: Basis) -> str:
    return {
        Basis.SNAPSHOT: _("Counted on one day, 31 March"),
        Basis.YEARLY_TOTAL: _("Counted over the reporting year, 1 April to 31 March"),
        Basis.RATE: _("A rate, printed by the reports"),
        Basis.MIXED: _("Partly counted on 31 March, partly over the year"),
    }[basis]


def _concerns(found: Break, *, indicators: Iterable[Indicator]) -> str:
    parted = "; ".join(indicator.title for indicator in indicators if indicator.slug in found.indicators)
    return _("Concerns: %(comparisons)s.") % {"comparisons": parted}


def _measure_facts(held: MeasureHeld) -> tuple[Fact, ...]:
    measure = held.measure
    basis = {
        Basis.SNAPSHOT: _("Snapshot"),
        Basis.YEARLY_TOTAL: _("Yearly total"),
        Basis.RATE: _("Rate"),
        Basis.MIXED: _("Mixed"),
    }[measure.basis]
    return (
        Fact(_("How it is counted"), basis, value_long=True, note=basis_text(measure.basis)),
        Fact(_("Published for"), capfirst(words.span(measure.years)), value_long=True, note=""),
        Fact(
            _("Figures held"),
            numbers.number(held.figures) if held.figures else _("None yet"),
            value_long=not held.figures,
            note=_span_of_years_held(held),
        ),
        Fact(
            _("Areas with any figure"),
            numbers.number(held.areas) if held.areas else _("None yet"),
            value_long=not held.areas,
            note="",
        ),
    )


def _span_of_years_held(held: MeasureHeld) -> str:
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


def held_text(held: MeasureHeld) -> str:
    """How much is held, as one sentence of the list."""
    if not held.figures:
        return _("No figure is held yet.")
    years = sorted(one.year for one in held.years)
    span = _("for %(latest)s") if len(years) == 1 else _("from %(first)s to %(latest)s")
    said = {
        "areas": numbers.number(held.areas),
        "years": span % {"first": years[0], "latest": years[-1]},
    }
    if not held.areas:
        return _("Held for England and Wales alone, %(years)s.") % said
    return (
        ngettext(
            "Held for %(areas)s area, %(years)s.",
            "Held for %(areas)s areas, %(years)s.",
            held.areas,
        )
        % said
    )


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
