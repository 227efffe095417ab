"""Large numbers for England and Wales that are published cells: the newest figure, and its change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stats.analysis.tables.national_tables import CountedFact, NationalCell
from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import Fact, Origin, held_fact
from stats.presentation.nation.tables import change_text
from stats.presentation.text import numbers


def counted_fact(found: CountedFact) -> Fact:
    """The newest figure of a cell, with its day or its year in the label."""
    held = found.cell.held
    when = when_counted(found.counted.cell, found.year)
    return held_fact(
        _("%(title)s, %(when)s") % {"title": _(found.counted.label), "when": when},
        numbers.amount(held.amount) if held else "",
        note=fact_change(found.cell, year=found.year),
        origin=Origin((held.source.kind,)) if held else None,
    )


def fact_change(cell: NationalCell, *, year: ReportingYear) -> str:
    """What stands under the number: its change, or why none is told."""
    change = change_text(cell)
    if not change:
        return _("No figure for the year before")
    if cell.breaks or cell.counts_differ or (cell.change and cell.change.absolute is None):
        return _("Not compared with the year before")
    return _("%(change)s since %(year)s") % {"change": change, "year": year.back(1).label}


def when_counted(key: CellKey, year: ReportingYear) -> str:
    """The day of a snapshot, the reporting year of what is counted over it."""
    basis = catalogue().measures[key.measure].basis_of(year, category=key.category)
    return numbers.snapshot_date(year) if basis in (Basis.SNAPSHOT, Basis.RATE) else year.label
