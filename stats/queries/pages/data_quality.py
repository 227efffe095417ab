"""Everything that does not add up, and everything that sources disagree on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from stats.analysis.conflicts import conflicts
from stats.analysis.figures import AreaRef, PublishedFigure
from stats.analysis.notes import NoteKey, Notes, NoteText
from stats.analysis.reconciliation import Check, check_report
from stats.analysis.series import Series
from stats.analysis.values import Value
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import area_refs, fetch_figures
from stats.queries.notes import fetch_notes
from stats.queries.populations import all_populations


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell that sources give differently; the preferred figure first, with the notes on it."""

    area: AreaRef
    year: ReportingYear
    cell: CellKey
    figures: tuple[PublishedFigure, ...]
    reason: str
    notes: tuple[NoteText, ...]


@dataclass(frozen=True, slots=True)
class RateDifference:
    """A printed rate that its count over the population held does not round to."""

    area: AreaRef
    year: ReportingYear
    value: Value


@dataclass(frozen=True, slots=True)
class DataQuality:
    """`checked` counts the printed totals that could be checked, those that agree included."""

    release: int
    checked: int
    differences: tuple[tuple[AreaRef, Check], ...]
    explained: tuple[tuple[AreaRef, Check], ...]
    conflicts: tuple[Conflict, ...]
    rates: tuple[RateDifference, ...]
    notes: tuple[tuple[AreaRef, NoteKey, NoteText], ...]


@lru_cache(maxsize=1)
def data_quality(release: int) -> DataQuality:
    """What `examine` finds, worked out once for each release: what it reads changes only with one."""
    return examine(release=release)


def examine(*, release: int = 0) -> DataQuality:
    """Every published figure checked, now. Five queries."""
    figures = fetch_figures(Q())
    references = area_refs()
    notes = fetch_notes()
    reports: dict[tuple[str, ReportingYear], list[PublishedFigure]] = defaultdict(list)
    for held in figures:
        reports[held.area_slug, held.year].append(held)
        # A report prints last year's figures beside its own; see reconciliation.by_source.
        reports[held.area_slug, ReportingYear(held.year.start + 1)].append(held)
    checks = [
        check
        for (slug, year), found in sorted(reports.items())
        for check in check_report(found, area_slug=slug, year=year, notes=notes)
    ]
    different = [(references[check.area_slug], check) for check in checks if check.differs]
    return DataQuality(
        release=release,
        checked=sum(check.is_checked for check in checks),
        differences=tuple((ref, check) for ref, check in different if not check.is_explained),
        explained=tuple((ref, check) for ref, check in different if check.is_explained),
        conflicts=tuple(
            _conflict(group, area=references[group[0].area_slug], notes=notes) for group in conflicts(figures)
        ),
        rates=_rates(figures, references=tuple(references.values())),
        notes=tuple((references[key.area_slug], key, note) for key, note in notes.items()),
    )


def _conflict(group: tuple[PublishedFigure, ...], *, area: AreaRef, notes: Notes) -> Conflict:
    first = group[0]
    restated = (
        catalogue().restated.get((held.area_slug, held.year, held.cell.measure, held.amount.exact))
        for held in group
    )
    return Conflict(
        area=area,
        year=first.year,
        cell=first.cell,
        figures=group,
        reason=next((found.reason for found in restated if found is not None), ""),
        notes=notes.on(first.area_slug, year=first.year, cell=first.cell),
    )


def _rates(
    figures: tuple[PublishedFigure, ...], *, references: tuple[AreaRef, ...]
) -> tuple[RateDifference, ...]:
    rate = catalogue().rate
    wanted = set(rate.cells)
    series = Series((held for held in figures if held.cell in wanted), populations=all_populations())
    years = sorted({held.year for held in figures})
    return tuple(
        RateDifference(ref, year, value)
        for ref in references
        for year in years
        if series.cells(ref.slug, year=year)
        and (value := series.value(rate, area_slug=ref.slug, year=year)).printed_differs
    )
