"""What each number means, and how much of it is held."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.catalogue.breaks import Break
from stats.catalogue.measures import Basis
from stats.presentation.components.cells import Fact
from stats.presentation.text import numbers, words
from stats.queries.pages.measures import MeasureHeld


@dataclass(frozen=True)
class MeasureText:
    """What a measure's own page says beside the catalogue's words."""

    held: MeasureHeld

    @property
    def facts(self) -> tuple[Fact, ...]:
        held, measure = self.held, self.held.measure
        basis, how = {
            Basis.SNAPSHOT: (_("Snapshot"), _("Counted on one day, 31 March")),
            Basis.YEARLY_TOTAL: (
                _("Yearly total"),
                _("Counted over the reporting year, 1 April to 31 March"),
            ),
            Basis.RATE: (_("Rate"), _("A rate, printed by the reports")),
            Basis.MIXED: (_("Mixed"), _("Partly counted on 31 March, partly over the year")),
        }[measure.basis]

        def count(label: str, number: int, *, note: str = "") -> Fact:
            text = numbers.number(number) if number else _("None yet")
            return Fact(label, text, value_long=not number, note=note)

        return (
            Fact(_("How it is counted"), basis, value_long=True, note=how),
            Fact(_("Published for"), capfirst(words.span(measure.years)), value_long=True),
            count(_("Figures"), held.figures, note=self._span),
            count(_("Areas with any figure"), held.areas),
        )

    @property
    def _span(self) -> str:
        """The years of which any figure is held."""
        years = [held.year for held in self.held.years]
        if not years:
            return ""
        said = {"number": len(years), "first": years[0], "latest": years[-1]}
        if len(years) == 1:
            return _("For %(latest)s") % said
        return _("For %(number)s years, from %(first)s to %(latest)s") % said

    @property
    def not_meaning(self) -> tuple[str]:
        return (self.held.measure.not_meaning,)

    @cached_property
    def breaks(self) -> list[tuple[Break, str]]:
        """Each with the comparisons that it parts."""
        told = []
        for found in sorted(self.held.breaks, key=lambda found: found.first):
            parted = (one.title for one in self.held.indicators if one.slug in found.indicators)
            text = _("This affects: %(comparisons)s.") % {"comparisons": "; ".join(parted)}
            told.append((found, text))
        return told

    @property
    def printed_by(self) -> str:
        """By what a report breaks the number down."""
        measure = self.held.measure
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


def held_text(held: MeasureHeld) -> str:
    """How much is held, as one sentence of the list."""
    if not held.figures:
        return _("There is no figure yet.")
    years = [of_year.year for of_year in held.years]
    span = _("for %(latest)s") if len(years) == 1 else _("from %(first)s to %(latest)s")
    span %= {"first": years[0], "latest": years[-1]}
    said = {"areas": numbers.number(held.areas), "years": span}
    if not held.areas:
        return _("Figures for England and Wales alone, %(years)s.") % said
    text = ngettext(
        "Figures for %(areas)s area, %(years)s.", "Figures for %(areas)s areas, %(years)s.", held.areas
    )
    return text % said
