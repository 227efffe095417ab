"""Printed totals that do not add up, told as warnings: a figure is stored as printed all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from stats.analysis.reconciliation import check_totals
from stats.calculations.amounts import Amount
from stats.calculations.reconciliation import Finding, discrepancies
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.loading.checks import CheckedFigure
from stats.loading.problems import Problem, Severity, Where


def warnings_about_totals(checked: Iterable[CheckedFigure]) -> list[Problem]:
    """Every printed total given that is not what its parts, given in the same load, make."""
    given: dict[tuple[str, int, object], list[CheckedFigure]] = defaultdict(list)
    for figure in checked:
        given[figure.cell.area_slug, figure.cell.start_year, figure.source].append(figure)
    return [
        problem
        for (slug, start, _), figures in given.items()
        for problem in _of_report(figures, area_slug=slug, year=ReportingYear(start))
    ]


def _of_report(figures: Sequence[CheckedFigure], *, area_slug: str, year: ReportingYear) -> Iterator[Problem]:
    layout = catalogue().layout_for(year, national=area_slug == NATION_SLUG)
    if layout is None:
        return
    cells = {figure.cell_key: figure for figure in figures}
    amounts = {key: Amount.from_stored(figure.value, marker=figure.marker) for key, figure in cells.items()}
    for table in layout.tables:
        for finding in discrepancies(check_totals(table, cells=amounts)):
            where = cells[finding.rule.total].where
            yield _warning(finding, table.title_for(year), where=where)


def _warning(finding: Finding[CellKey], title: str, *, where: Where) -> Problem:
    parts = ", ".join("not given" if part is None else str(part) for part in finding.parts)
    return where.problem(
        f"in “{title}” the total “{finding.rule.name}” does not add up, and is kept as printed",
        found=str(finding.printed),
        expected=f"{finding.computed} by its parts ({parts})",
        severity=Severity.WARNING,
    )
