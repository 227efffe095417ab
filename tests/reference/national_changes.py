"""Year-to-year changes of the national series, worked out row by row from the database.

Slow and obvious: one query for each cell, no catalogue but the measure's own code, plain division.
"""

from __future__ import annotations

from decimal import Decimal

from stats.models import Figure


def changes(measure: str, category: str, level: str) -> dict[int, tuple[Decimal, Decimal | None]]:
    """Start year -> (change, percentage to one decimal or None where nothing can be divided by)."""
    found = {}
    for start in range(2000, 2030):
        before, after = (_preferred(measure, category, level, start=year) for year in (start - 1, start))
        if before is None or after is None:
            continue
        percent = None
        if before >= 5 and after >= 5:
            percent = round((after - before) * 100 / before, 1)
        found[start] = (after - before, percent)
    return found


def _preferred(measure: str, category: str, level: str, *, start: int) -> Decimal | None:
    figures = Figure.objects.filter(measure=measure, category=category, level=level)
    for figure in figures.select_related("division", "report__area"):
        report = figure.report
        if figure.division is not None or report.area.slug != "england-and-wales":
            continue
        if report.start_year == start and figure.preferred:
            return figure.value
    return None
