"""England and Wales over the years, as national publications print it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.conflicts import conflicts
from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.notes import Notes, NoteText
from stats.analysis.reconciliation import Check, check_report
from stats.analysis.series import Point, Series
from stats.calculations.amounts import Amount
from stats.calculations.change import Change, change
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.pages import SeriesColumn, SeriesGroup
from stats.catalogue.populations import Restatement
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.figures import fetch_figures
from stats.queries.notes import fetch_notes
from stats.queries.populations import populations_of_nation


@dataclass(frozen=True, slots=True)
class NationalCell:
    """A figure and its change since the year before; both None where nothing is held.

    `breaks` lie between the two years. `counts_differ` says that a note tells of one of the two figures
    that it counts something slightly different, or not exactly ("more than 11,000"): then the change is
    None as well.
    """

    held: PublishedFigure | None
    change: Change | None = None
    breaks: tuple[Break, ...] = ()
    counts_differ: bool = False
    notes: tuple[NoteText, ...] = ()


@dataclass(frozen=True, slots=True)
class NationalYear:
    year: ReportingYear
    cells: tuple[NationalCell, ...]


@dataclass(frozen=True, slots=True)
class NationalGroup:
    """One table: a column for each cell, a row for each year with any of them, newest first."""

    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    years: tuple[NationalYear, ...]


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source with the years it gives a figure of, newest first."""

    source: SourceRef
    years: tuple[ReportingYear, ...]


@dataclass(frozen=True, slots=True)
class NationConflict:
    """A cell that sources give differently: the figure shown, then the others, with what is known of them."""

    year: ReportingYear
    cell: CellKey
    figures: tuple[PublishedFigure, ...]
    restated: str
    notes: tuple[NoteText, ...]


@dataclass(frozen=True, slots=True)
class NationPage:
    """`rate` and `rsos` are every year held, oldest first; `sources` are all that give any figure."""

    groups: tuple[NationalGroup, ...]
    rate: tuple[Point, ...]
    rsos: tuple[Point, ...]
    rate_breaks: tuple[Break, ...]
    rsos_breaks: tuple[Break, ...]
    rate_indicator: Indicator
    rsos_indicator: Indicator
    conflicts: tuple[NationConflict, ...]
    notes: Notes
    checks: tuple[Check, ...]
    sources: tuple[UsedSource, ...]


def nation_page() -> NationPage:
    """Everything held for England and Wales; three queries whatever is stored."""
    figures = fetch_figures(Q(report__area__kind=Area.Kind.NATION))
    notes = fetch_notes(Q(area__kind=Area.Kind.NATION))
    series = Series(figures, populations=populations_of_nation())
    years = sorted({held.year for held in figures}, reverse=True)
    return NationPage(
        groups=tuple(
            _group(group, years=years, series=series, notes=notes) for group in catalogue().national_tables
        ),
        rate=series.points(catalogue().rate, area_slug=NATION_SLUG),
        rsos=series.points(catalogue().rsos, area_slug=NATION_SLUG),
        rate_breaks=catalogue().breaks_for(catalogue().rate.slug),
        rsos_breaks=catalogue().breaks_for(catalogue().rsos.slug),
        rate_indicator=catalogue().rate,
        rsos_indicator=catalogue().rsos,
        conflicts=tuple(_conflict(group, notes=notes) for group in conflicts(figures)),
        notes=notes,
        checks=tuple(
            check
            for year in years
            for check in check_report(figures, area_slug=NATION_SLUG, year=year, notes=notes)
        ),
        sources=_sources(figures),
    )


def _sources(figures: Iterable[PublishedFigure]) -> tuple[UsedSource, ...]:
    """Official sources first, each kind by title."""
    sources: dict[int, SourceRef] = {}
    years: dict[int, set[ReportingYear]] = defaultdict(set)
    for held in figures:
        sources[held.source.id] = held.source
        years[held.source.id].add(held.year)
    return tuple(
        UsedSource(source, tuple(sorted(years[source.id], reverse=True)))
        for source in sorted(
            sources.values(), key=lambda one: (one.is_second_hand, one.kind, one.title, one.id)
        )
    )


def _conflict(figures: tuple[PublishedFigure, ...], *, notes: Notes) -> NationConflict:
    first = figures[0]
    found = (_restatement(held) for held in figures)
    return NationConflict(
        year=first.year,
        cell=first.cell,
        figures=figures,
        restated=next((one.reason for one in found if one is not None), ""),
        notes=notes.on(NATION_SLUG, year=first.year, cell=first.cell),
    )


def _restatement(held: PublishedFigure) -> Restatement | None:
    return catalogue().restated.get((held.area_slug, held.year, held.cell.measure, held.amount.exact))


def _group(
    group: SeriesGroup, *, years: Sequence[ReportingYear], series: Series, notes: Notes
) -> NationalGroup:
    rows = (
        NationalYear(
            year,
            tuple(_cell(column, year=year, series=series, notes=notes) for column in group.columns),
        )
        for year in years
    )
    return NationalGroup(
        code=group.code,
        title=group.title,
        columns=group.columns,
        years=tuple(row for row in rows if any(cell.held for cell in row.cells)),
    )


def _cell(column: SeriesColumn, *, year: ReportingYear, series: Series, notes: Notes) -> NationalCell:
    cell = column.cell
    held = series.cells(NATION_SLUG, year=year).get(cell)
    if held is None:
        return NationalCell(None)
    told = _notes(held, notes=notes)
    first = catalogue().measures[cell.measure].years.first
    before = None
    if first is None or first < year:
        before = series.cells(NATION_SLUG, year=year.back(1)).get(cell)
    if before is None:
        return NationalCell(held, notes=told)
    breaks = tuple(b for b in catalogue().breaks_of(column) if b.lies_between(before.year, year))
    counts = [_qualifications(one, column=column, notes=notes) for one in (before, held)]
    if not breaks and counts[0] != counts[1]:
        return NationalCell(held, counts_differ=True, notes=told)
    # A printed rate comes without its count here, so its change is not given as a percentage.
    numerators: tuple[Amount | None, Amount | None] | None = None
    if not catalogue().measures[cell.measure].is_count:
        numerators = (None, None)
    return NationalCell(
        held,
        change(before.amount, later=held.amount, numerators=numerators, across_break=bool(breaks)),
        breaks,
        notes=told,
    )


def _notes(held: PublishedFigure, *, notes: Notes) -> tuple[NoteText, ...]:
    return notes.on(NATION_SLUG, year=held.year, cell=held.cell, source_id=held.source.id)


def _qualifications(held: PublishedFigure, *, column: SeriesColumn, notes: Notes) -> frozenset[str]:
    """What notes say of how the figure counts.

    The same words on both years leave them comparable: the overview prints its total of orders below a
    line that it leaves out, in 2004-05 and 2005-06 alike. A note on the year in which a break begins tells
    of the break, and the years after count the same way.
    """
    if any(one.first == held.year for one in catalogue().breaks_of(column)):
        return frozenset()
    return frozenset(note.text for note in _notes(held, notes=notes) if note.kind == NoteKind.DEFINITION)
