"""The tables of the page on England and Wales: a group of series, year by year, with what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from stats.analysis.figures import PublishedFigure
from stats.analysis.notes import Notes
from stats.analysis.series import Series
from stats.calculations.amounts import Amount
from stats.calculations.chance import beyond_chance
from stats.calculations.change import Change, change
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.cells import cell_id
from stats.catalogue.measures import Basis
from stats.catalogue.pages import PageCell, SeriesColumn, SeriesGroup
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class NationalCell:
    """A figure and its change since the year before; both None where nothing is held.

    `before` is that year's figure. `breaks` lie between the two years. `counts_differ` says that a note tells
    of one of the two figures that it counts something slightly different: then the change is None as well.
    """

    held: PublishedFigure | None
    before: PublishedFigure | None = None
    change: Change | None = None
    breaks: tuple[Break, ...] = ()
    counts_differ: bool = False


@dataclass(frozen=True, slots=True)
class CountedFact:
    """A large number of a page: the newest figure of its cell."""

    counted: PageCell
    year: ReportingYear
    cell: NationalCell


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
    is_detail: bool = False


def national_group(
    group: SeriesGroup, *, years: Sequence[ReportingYear], series: Series, notes: Notes
) -> NationalGroup:
    """The group's table of the years with any of its figures, in the order of `years`."""
    rows = (
        NationalYear(
            year,
            tuple(_national_cell(column, year=year, series=series, notes=notes) for column in group.columns),
        )
        for year in years
    )
    return NationalGroup(
        code=group.code,
        title=group.title,
        columns=group.columns,
        years=tuple(row for row in rows if any(cell.held for cell in row.cells)),
        is_detail=group.is_detail,
    )


def counted_facts(
    shown: Iterable[PageCell], *, years: Iterable[ReportingYear], series: Series, notes: Notes
) -> tuple[CountedFact, ...]:
    """Each of a page's large numbers for England and Wales in the newest of the years that has it; without
    those that none has."""
    columns = {column.cell: column for group in catalogue().national_tables for column in group.columns}
    newest_first = sorted(years, reverse=True)
    facts = []
    for counted in shown:
        cells = (
            (year, _national_cell(columns[counted.cell], year=year, series=series, notes=notes))
            for year in newest_first
        )
        found = next((one for one in cells if one[1].held is not None), None)
        if found is not None:
            facts.append(CountedFact(counted, *found))
    return tuple(facts)


def in_no_table(
    figures: Iterable[PublishedFigure], *, groups: Iterable[SeriesGroup]
) -> tuple[PublishedFigure, ...]:
    """The preferred figures that no table has a column for, newest year first: nothing held is left out."""
    shown = {column.cell for group in groups for column in group.columns}
    left = (held for held in figures if held.preferred and held.cell not in shown)
    return tuple(sorted(left, key=lambda held: (-held.year.start, cell_id(held.cell))))


def _national_cell(
    column: SeriesColumn, *, year: ReportingYear, series: Series, notes: Notes
) -> NationalCell:
    cell = column.cell
    held = series.cells(NATION_SLUG, year=year).get(cell)
    if held is None:
        return NationalCell(None)
    first = catalogue().measures[cell.measure].years.first
    before = None
    if first is None or first < year:
        before = series.cells(NATION_SLUG, year=year.back(1)).get(cell)
    if before is None:
        return NationalCell(held)
    breaks = tuple(each for each in catalogue().breaks_of(column) if each.lies_between(before.year, year))
    if not breaks and _counts_differ(before, held, column=column, notes=notes):
        return NationalCell(held, before, counts_differ=True)
    # A printed rate comes without its count here, so its change is not given as a percentage.
    numerators: tuple[Amount | None, Amount | None] | None = None
    if not catalogue().measures[cell.measure].is_count:
        numerators = (None, None)
    found = change(before.amount, later=held.amount, numerators=numerators, across_break=bool(breaks))
    if found.absolute is not None and before.amount.value is not None and _is_yearly(before, held):
        chance = beyond_chance(before.amount.value, later=before.amount.value + found.absolute)
        found = replace(found, beyond_chance=chance)
    return NationalCell(held, before, found, breaks)


def _is_yearly(*figures: PublishedFigure) -> bool:
    """Whether all are counted over the year: such counts can be set against chance, a stock cannot."""
    measures = catalogue().measures
    return all(
        measures[held.cell.measure].basis_of(held.year, category=held.cell.category) is Basis.YEARLY_TOTAL
        for held in figures
    )


def _counts_differ(
    before: PublishedFigure, held: PublishedFigure, *, column: SeriesColumn, notes: Notes
) -> bool:
    """Whether notes say that the two years count something slightly different.

    The same words on both years leave them comparable: the overview prints its total of orders below a
    line that it leaves out, in 2004-05 and 2005-06 alike. A note on the year in which a break begins tells
    of the break, and the years after count the same way.
    """
    starts = {one.first for one in catalogue().breaks_of(column)}
    told = [
        frozenset(
            note.text
            for note in notes.on(NATION_SLUG, year=figure.year, cell=figure.cell, source_id=figure.source.id)
            if note.is_definition
        )
        for figure in (before, held)
    ]
    own = [words for words, figure in zip(told, (before, held), strict=True) if figure.year not in starts]
    return told[0] != told[1] and any(own)
