"""England and Wales over the years, as national publications print it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.conflicts import Conflict, conflicts
from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.national_tables import NationalGroup, national_group
from stats.analysis.notes import Notes
from stats.analysis.reconciliation import Check, check_report
from stats.analysis.series import Point, Series
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.figures import fetch_figures
from stats.queries.notes import fetch_notes
from stats.queries.populations import populations_of_nation


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source with the years it gives a figure of, newest first."""

    source: SourceRef
    years: tuple[ReportingYear, ...]


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
    conflicts: tuple[Conflict, ...]
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
            national_group(group, years=years, series=series, notes=notes)
            for group in catalogue().national_tables
        ),
        rate=series.points(catalogue().rate, area_slug=NATION_SLUG),
        rsos=series.points(catalogue().rsos, area_slug=NATION_SLUG),
        rate_breaks=catalogue().breaks_for(catalogue().rate.slug),
        rsos_breaks=catalogue().breaks_for(catalogue().rsos.slug),
        rate_indicator=catalogue().rate,
        rsos_indicator=catalogue().rsos,
        conflicts=conflicts(figures, notes=notes),
        notes=notes,
        checks=tuple(
            check
            for year in years
            for check in check_report(figures, area_slug=NATION_SLUG, year=year, notes=notes)
        ),
        sources=_used_sources(figures),
    )


def _used_sources(figures: Iterable[PublishedFigure]) -> tuple[UsedSource, ...]:
    """Official sources first, each kind by title."""
    years: dict[SourceRef, set[ReportingYear]] = defaultdict(set)
    for figure in figures:
        years[figure.source].add(figure.year)
    return tuple(
        UsedSource(source, tuple(sorted(years[source], reverse=True)))
        for source in sorted(
            years, key=lambda source: (source.is_second_hand, source.kind, source.title, source.id)
        )
    )
