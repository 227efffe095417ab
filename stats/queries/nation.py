"""England and Wales over the years, as national publications print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from stats.calculations.amounts import Amount
from stats.calculations.change import Change, change
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.series import SeriesColumn, SeriesGroup
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.models.area import NATION_SLUG
from stats.queries import held as held_figures
from stats.queries import notes as held_notes
from stats.queries import populations as held_populations
from stats.queries.conflicts import conflicts
from stats.queries.held import Held
from stats.queries.reconciliation import Check, check_report
from stats.queries.series import Point, Series


@dataclass(frozen=True, slots=True)
class NationalCell:
    """A figure and its change since the year before; both None where nothing is held."""

    held: Held | None
    change: Change | None
    breaks: tuple[Break, ...]


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
class NationPage:
    groups: tuple[NationalGroup, ...]
    rate: tuple[Point, ...]
    rsos: tuple[Point, ...]
    breaks: tuple[Break, ...]
    rate_indicator: Indicator
    rsos_indicator: Indicator
    conflicts: tuple[tuple[Held, ...], ...]
    notes: held_notes.Notes
    checks: tuple[Check, ...]


def nation_page() -> NationPage:
    """Everything held for England and Wales; three queries whatever is stored."""
    figures = held_figures.fetch(Q(report__area__kind=Area.Kind.NATION))
    notes = held_notes.fetch(Q(area__kind=Area.Kind.NATION))
    series = Series(figures, populations=held_populations.of_nation())
    indicators = catalogue().indicators
    years = sorted({held.year for held in figures}, reverse=True)
    return NationPage(
        groups=tuple(_group(group, years=years, series=series) for group in catalogue().series),
        rate=series.points(indicators["rso-rate"], area_slug=NATION_SLUG),
        rsos=series.points(indicators["rsos"], area_slug=NATION_SLUG),
        breaks=catalogue().breaks_for("rso-rate"),
        rate_indicator=indicators["rso-rate"],
        rsos_indicator=indicators["rsos"],
        conflicts=conflicts(figures),
        notes=notes,
        checks=tuple(
            check
            for year in years
            for check in check_report(figures, area_slug=NATION_SLUG, year=year, notes=notes)
        ),
    )


def _group(group: SeriesGroup, *, years: Sequence[ReportingYear], series: Series) -> NationalGroup:
    rows = (
        NationalYear(year, tuple(_cell(column, year=year, series=series) for column in group.columns))
        for year in years
    )
    return NationalGroup(
        code=group.code,
        title=group.title,
        columns=group.columns,
        years=tuple(row for row in rows if any(cell.held for cell in row.cells)),
    )


def _cell(column: SeriesColumn, *, year: ReportingYear, series: Series) -> NationalCell:
    cell = column.cell
    held = series.cells(NATION_SLUG, year=year).get(cell)
    first = catalogue().measures[cell.measure].years.first
    if first is None or year <= first:
        return NationalCell(held, None, ())
    before = series.cells(NATION_SLUG, year=year.back(1)).get(cell)
    if held is None or before is None:
        return NationalCell(held, None, ())
    breaks = catalogue().breaks_between(column.breaks_of, earlier=year.back(1), later=year)
    # A printed rate comes without its count here, so its change is not given as a percentage.
    numerators: tuple[Amount | None, Amount | None] | None = None
    if not catalogue().measures[cell.measure].is_count:
        numerators = (None, None)
    return NationalCell(
        held,
        change(before.amount, later=held.amount, numerators=numerators, across_break=bool(breaks)),
        breaks,
    )
