"""What printed tables make when they are added up, and which differences are explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.notes import Notes
from stats.calculations.amounts import Amount
from stats.calculations.reconciliation import Finding, Outcome, SumRule, reconcile
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Check:
    """One printed total against its parts, both as one source prints them."""

    area_slug: str
    year: ReportingYear
    table_code: str
    table_title: str
    source: SourceRef
    finding: Finding[CellKey]
    explanation: str

    @property
    def differs(self) -> bool:
        return self.finding.outcome is Outcome.DIFFERS

    @property
    def is_explained(self) -> bool:
        return self.differs and bool(self.explanation)

    @property
    def is_checked(self) -> bool:
        return self.finding.outcome in (Outcome.AGREES, Outcome.DIFFERS, Outcome.WITHIN_BOUND)


@dataclass(frozen=True, slots=True)
class PrintedBy:
    """The figures that one source prints for one area and year, by cell; earlier years' by years_back."""

    source: SourceRef
    cells: Mapping[CellKey, PublishedFigure]

    def amounts(self) -> Mapping[CellKey, Amount]:
        return {cell: held.amount for cell, held in self.cells.items()}


def by_source(figures: Iterable[PublishedFigure], *, year: ReportingYear) -> tuple[PrintedBy, ...]:
    """One area's figures as each source prints them in its report for `year`.

    A figure of an earlier year belongs to this report where the same source prints figures of this
    year too: Greater Manchester 2014-15 prints the serious further offences of 2013-14 beside its own.
    """
    cells: dict[int, dict[CellKey, PublishedFigure]] = defaultdict(dict)
    sources: dict[int, SourceRef] = {}
    for held in figures:
        back = year.start - held.year.start
        if back in (0, 1):
            sources[held.source.id] = held.source
            cells[held.source.id][held.cell_in(year)] = held
    return tuple(
        PrintedBy(sources[source], printed)
        for source, printed in cells.items()
        if any(cell.years_back == 0 for cell in printed)
    )


def check_totals(table: Table, *, cells: Mapping[CellKey, Amount]) -> tuple[Finding[CellKey], ...]:
    """A finding for each total of the table that `cells` holds, by `reconciliation.reconcile`.

    `cells` are the figures of one source alone, so that no total is set against another source's parts. A
    division table gets its rows from the divisions that `cells` names.
    """
    divisions = tuple(dict.fromkeys(cell.division for cell in cells if cell.division))
    rules = [
        SumRule(total=total.total, parts=total.parts, name=total.name)
        for total in table.for_divisions(divisions).totals()
        if total.total in cells
    ]
    return reconcile(cells, rules)


def check_table(
    table: Table, *, printed: PrintedBy, area_slug: str, year: ReportingYear, notes: Notes
) -> tuple[Check, ...]:
    """Every printed total of the table that the source prints, set against its parts."""
    return tuple(
        Check(
            area_slug=area_slug,
            year=year,
            table_code=table.code,
            table_title=table.title_for(year),
            source=printed.source,
            finding=finding,
            explanation=notes.explanation(
                area_slug, year=year, cell=finding.rule.total, source_id=printed.source.id
            )
            if finding.outcome is Outcome.DIFFERS
            else "",
        )
        for finding in check_totals(table, cells=printed.amounts())
    )


def check_report(
    figures: Iterable[PublishedFigure], *, area_slug: str, year: ReportingYear, notes: Notes
) -> tuple[Check, ...]:
    """Every check on one area's figures for one year, source by source, in the layout's order."""
    layout = catalogue().layout_for(year, national=area_slug == NATION_SLUG)
    if layout is None:
        return ()
    return tuple(
        check
        for printed in by_source(figures, year=year)
        for table in layout.tables
        for check in check_table(table, printed=printed, area_slug=area_slug, year=year, notes=notes)
    )
