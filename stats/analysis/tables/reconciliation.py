"""Printed totals set against their parts, and printed rates against their counts: which differ, and which of
the differences are explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from stats.analysis.figures import AreaRef, Populations, PublishedFigure, SourceRef
from stats.analysis.notes import Notes
from stats.analysis.series import Series
from stats.analysis.values import Value
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
        return bool(self.explanation)

    @property
    def is_checked(self) -> bool:
        return self.finding.outcome in (Outcome.AGREES, Outcome.DIFFERS, Outcome.WITHIN_BOUND)


@dataclass(frozen=True, slots=True)
class PrintedBy:
    """The figures that one source prints for one area and year, by cell; earlier years' by years_back."""

    source: SourceRef
    cells: Mapping[CellKey, PublishedFigure]


@dataclass(frozen=True, slots=True)
class RateDifference:
    """A printed rate that its count over the population held does not round to."""

    area: AreaRef
    year: ReportingYear
    value: Value


class ReportFigures(NamedTuple):
    """One area's figures for one year, and those for the year before; see by_source."""

    area_slug: str
    year: ReportingYear
    figures: tuple[PublishedFigure, ...]
    before: tuple[PublishedFigure, ...]


def by_source(figures: Iterable[PublishedFigure], *, year: ReportingYear) -> tuple[PrintedBy, ...]:
    """One area's figures as each source prints them in its report for `year`.

    A figure of an earlier year belongs to this report where the same source prints figures of this
    year too: Greater Manchester 2014-15 prints the serious further offences of 2013-14 beside its own.
    """
    cells: dict[SourceRef, dict[CellKey, PublishedFigure]] = defaultdict(dict)
    for held in figures:
        if year.start - held.year.start in (0, 1):
            cells[held.source][held.cell_in(year)] = held
    return tuple(
        PrintedBy(source, printed)
        for source, printed in cells.items()
        if any(cell.years_back == 0 for cell in printed)
    )


def check_totals(
    table: Table, *, cells: Mapping[CellKey, Amount], second_hand: bool = False
) -> tuple[Finding[CellKey], ...]:
    """A finding for each total of the table that `cells` holds, by `reconciliation.reconcile`.

    `cells` are the figures of one source alone, so that no total is set against another source's parts. A
    division table gets its rows from the divisions that `cells` names. A second-hand source may name only
    some, such as the two boroughs with the highest counts, so its divisions are not added up.
    """
    if table.division_rows and second_hand:
        return ()
    divisions = tuple(dict.fromkeys(cell.division for cell in cells if cell.division))
    rules = [
        SumRule(total=total.total, parts=total.parts, name=total.name)
        for total in table.for_divisions(divisions).totals
        if total.total in cells
    ]
    return reconcile(cells, rules)


def check_table(
    table: Table, *, printed: PrintedBy, area_slug: str, year: ReportingYear, notes: Notes
) -> tuple[Check, ...]:
    """Every printed total of the table that the source prints, set against its parts."""

    def explanation(finding: Finding[CellKey]) -> str:
        found = notes.on(area_slug, year=year, cell=finding.rule.total, source_id=printed.source.id)
        return next((note.text for note in found if note.explains_difference), "")

    return tuple(
        Check(
            area_slug=area_slug,
            year=year,
            table_code=table.code,
            table_title=table.title_for(year),
            source=printed.source,
            finding=finding,
            explanation=explanation(finding) if finding.outcome is Outcome.DIFFERS else "",
        )
        for finding in check_totals(
            table,
            cells={cell: held.amount for cell, held in printed.cells.items()},
            second_hand=printed.source.is_second_hand,
        )
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


def by_report(figures: Iterable[PublishedFigure]) -> Iterator[ReportFigures]:
    """Figures that come by area and year, report by report. No more than two reports are held at a time."""
    last: ReportFigures | None = None
    for (slug, year), given in groupby(figures, key=lambda figure: (figure.area_slug, figure.year)):
        follows = last is not None and (last.area_slug, last.year.start + 1) == (slug, year.start)
        last = ReportFigures(slug, year, tuple(given), last.figures if last and follows else ())
        yield last


def rate_differences(
    figures: Collection[PublishedFigure], *, areas: Iterable[AreaRef], populations: Populations
) -> tuple[RateDifference, ...]:
    """Printed rates that differ from what count and population make, by area and year."""
    rate = catalogue().rate
    cells = set(rate.cells)
    series = Series((figure for figure in figures if figure.cell in cells), populations=populations)
    years = sorted({figure.year for figure in figures})
    return tuple(
        RateDifference(area, year, value)
        for area in areas
        for year in years
        if series.cells(area.slug, year=year)
        and (value := series.value(rate, area_slug=area.slug, year=year)).printed_differs
    )
