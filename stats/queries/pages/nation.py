"""England and Wales over the years, as national publications print it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.headlines import NationalPicture, national_picture
from stats.analysis.notes import Notes
from stats.analysis.series import Series
from stats.analysis.tables.conflicts import Conflict, conflicts
from stats.analysis.tables.national_tables import (
    CountedFact,
    NationalGroup,
    counted_facts,
    in_no_table,
    national_group,
)
from stats.analysis.tables.reconciliation import Check, check_report
from stats.analysis.trends import Trend, trend
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area
from stats.queries.figures import figure_rows, figures_of, national_notes
from stats.queries.populations import fetch_populations
from stats.queries.prepared import Prepared, Rows


@dataclass(frozen=True, slots=True)
class NationPage:
    """`nation` is None where neither a count nor a rate is held. `others` are figures that none of the
    `groups` has a column for. `sources` are all that give any figure, with the years of those, newest
    first."""

    nation: NationalPicture | None
    groups: tuple[NationalGroup, ...]
    others: tuple[PublishedFigure, ...]
    rate: Trend
    rsos: Trend
    facts: tuple[CountedFact, ...]
    conflicts: tuple[Conflict, ...]
    notes: Notes
    checks: tuple[Check, ...]
    sources: tuple[tuple[SourceRef, tuple[ReportingYear, ...]], ...]


def nation_page() -> NationPage:
    """Everything held for England and Wales; three queries whatever is stored."""
    figures = figures_of(_figure_rows())
    notes = national_notes()
    series = Series(figures, populations=fetch_populations())
    years, shown = (
        sorted({held.year for held in figures}, reverse=True),
        catalogue().pages["england-and-wales"],
    )
    return NationPage(
        nation=national_picture(shown.figures, series=series),
        groups=tuple(
            national_group(group, years=years, series=series, notes=notes)
            for group in catalogue().national_tables
        ),
        others=in_no_table(figures, groups=catalogue().national_tables),
        rate=trend(catalogue().rate, slug=NATION_SLUG, series=series),
        rsos=trend(catalogue().rsos, slug=NATION_SLUG, series=series),
        facts=counted_facts(shown.cells, years=years, series=series, notes=notes),
        conflicts=conflicts(figures, notes=notes),
        notes=notes,
        checks=tuple(
            check
            for year in years
            for check in check_report(figures, area_slug=NATION_SLUG, year=year, notes=notes)
        ),
        sources=_used_sources(figures),
    )


@Prepared
def _figure_rows() -> Rows:
    return figure_rows(Q(report__area__kind=Area.Kind.NATION))


def _used_sources(
    figures: Iterable[PublishedFigure],
) -> tuple[tuple[SourceRef, tuple[ReportingYear, ...]], ...]:
    """Official sources first, each kind by title."""
    years: dict[SourceRef, set[ReportingYear]] = defaultdict(set)
    for figure in figures:
        years[figure.source].add(figure.year)
    return tuple(
        (source, tuple(sorted(years[source], reverse=True)))
        for source in sorted(
            years, key=lambda source: (source.is_second_hand, source.kind, source.title, source.id)
        )
    )
