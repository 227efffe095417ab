"""Printed totals set against their parts, and printed rates against their counts, in every report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from stats.analysis.figures import AreaRef, PublishedFigure
from stats.analysis.notes import Notes
from stats.analysis.populations import Populations
from stats.analysis.reconciliation import Check, check_report
from stats.analysis.series import Series
from stats.analysis.values import Value
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class RateDifference:
    """A printed rate that its count over the population held does not round to."""

    area: AreaRef
    year: ReportingYear
    value: Value


def check_every_report(figures: Iterable[PublishedFigure], *, notes: Notes) -> tuple[Check, ...]:
    """Every check on every area's reports, by area and year."""
    reports: dict[tuple[str, ReportingYear], list[PublishedFigure]] = defaultdict(list)
    for figure in figures:
        reports[figure.area_slug, figure.year].append(figure)
        # A report prints last year's figures beside its own; see reconciliation.by_source.
        reports[figure.area_slug, ReportingYear(figure.year.start + 1)].append(figure)
    return tuple(
        check
        for (slug, year), of_report in sorted(reports.items())
        for check in check_report(of_report, area_slug=slug, year=year, notes=notes)
    )


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
