"""What is held of each area's report for each reporting year, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from stats.analysis.figures import AreaRef
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Coverage
from stats.catalogue.years import ReportingYear, Span
from stats.models import Figure
from stats.queries.figures import area_refs
from stats.queries.years_held import coverage_of, own_reports


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One area in one year. `coverage` is the best that is held, None where nothing is.

    `figures` counts each once, however many sources give it, by the kind of source that it is shown from;
    those of divisions are among them. Of a year that is not `expected` there can be no report, or not yet.
    """

    year: ReportingYear
    expected: bool
    coverage: Coverage | None
    by_kind: Mapping[str, int]

    @property
    def figures(self) -> int:
        return sum(self.by_kind.values())

    @property
    def own_report_figures(self) -> int:
        return self.by_kind.get(catalogue().own_report.code, 0)

    @property
    def has_own_report(self) -> bool:
        return self.coverage is not None and self.coverage.code == catalogue().own_report.coverage

    @property
    def is_gap(self) -> bool:
        """Whether a report should be out that is not held."""
        return self.expected and not self.has_own_report


@dataclass(frozen=True, slots=True)
class CoverageRow:
    area: AreaRef
    cells: tuple[CoverageCell, ...]

    @property
    def held(self) -> int:
        """In how many years anything is held."""
        return sum(cell.figures > 0 for cell in self.cells)

    @property
    def years(self) -> int:
        """In how many years anything is held or expected."""
        return sum(cell.expected or cell.figures > 0 for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """`years` are those whose reports are `expected`, and any other of which something is held; oldest first.

    `areas` are by name. England and Wales publishes no report of an area's kind: `nation` has a row of its
    own, which is no part of the counts; None before it is loaded.
    """

    years: tuple[ReportingYear, ...]
    expected: tuple[ReportingYear, ...]
    areas: tuple[CoverageRow, ...]
    nation: CoverageRow | None

    @property
    def next_expected(self) -> ReportingYear:
        """The first year whose reports are not expected yet."""
        return ReportingYear(self.expected[-1].start + 1)

    @property
    def rows(self) -> tuple[CoverageRow, ...]:
        return self.areas if self.nation is None else (*self.areas, self.nation)

    @property
    def reports(self) -> int:
        """How many reports there should be."""
        return len(self.areas) * len(self.expected)

    @property
    def held(self) -> int:
        """Of how many of them any figure is held."""
        return sum(cell.expected and cell.figures > 0 for row in self.areas for cell in row.cells)

    @property
    def own_reports(self) -> int:
        """How many of them are held themselves."""
        return sum(cell.expected and cell.has_own_report for row in self.areas for cell in row.cells)

    @property
    def gaps(self) -> tuple[tuple[AreaRef, CoverageCell], ...]:
        """Reports that are not held, the newest first, those of a year by the name of the area."""
        found = [(row.area, cell) for row in self.areas for cell in row.cells if cell.is_gap]
        return tuple(sorted(found, key=lambda gap: -gap[1].year.start))


def coverage_page(day: date) -> CoveragePage:
    """What is held, and what should be out by that day. Three queries."""
    kinds: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for slug, start, kind, figures in (
        Figure.objects.public()
        .filter(preferred=True)
        .order_by()
        .values("report__area__slug", "report__start_year", "source__kind")
        .annotate(figures=Count("pk"))
        .values_list("report__area__slug", "report__start_year", "source__kind", "figures")
    ):
        kinds[slug, start][kind] = figures
    own = {(row["report__area__slug"], row["newest"]) for row in own_reports()}
    expected = catalogue().years_of_reports(day)
    starts = {*(year.start for year in expected), *(start for _slug, start in kinds)}
    years = tuple(Span(ReportingYear(min(starts)), ReportingYear(max(starts))).years())

    def cell(slug: str, year: ReportingYear) -> CoverageCell:
        key = (slug, year.start)
        by_kind = kinds.get(key, {})
        return CoverageCell(
            year, year in expected, coverage_of(by_kind, has_own_report=key in own), _by_trust(by_kind)
        )

    rows = [
        CoverageRow(area, tuple(cell(area.slug, year) for year in years)) for area in area_refs().values()
    ]
    return CoveragePage(
        years,
        expected,
        areas=tuple(row for row in rows if not row.area.is_nation),
        nation=next((row for row in rows if row.area.is_nation), None),
    )


def _by_trust(kinds: Mapping[str, int]) -> Mapping[str, int]:
    return {kind: kinds[kind] for kind in catalogue().source_kinds if kind in kinds}
