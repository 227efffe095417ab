"""Year-to-year changes of the national series, worked out row by row from the database.

Slow and obvious: one query for each cell, no catalogue but the measure's own code, plain division.
"""

from __future__ import annotations

from decimal import Decimal

from stats.models import Figure


def changes(measure: str, category: str, level: str) -> dict[int, tuple[Decimal, Decimal | None]]:
    """Start year -> (change, percentage to one decimal or None where nothing can be divided by).

    A bound or a rounded number is divided by nothing, and nothing by it.
    """
    found = {}
    for start in range(2000, 2030):
        before, after = (_preferred(measure, category, level, start=year) for year in (start - 1, start))
        if before is None or after is None:
            continue
        percent = None
        (old, old_word), (new, new_word) = before, after
        if old >= 5 and new >= 5 and not old_word and not new_word:
            percent = round((new - old) * 100 / old, 1)
        found[start] = (new - old, percent)
    return found


def _preferred(measure: str, category: str, level: str, *, start: int) -> tuple[Decimal, str] | None:
    figures = Figure.objects.filter(measure=measure, category=category, level=level)
    for figure in figures.select_related("division", "report__area"):
        report = figure.report
        if figure.division is not None or report.area.slug != "england-and-wales":
            continue
        if report.start_year == start and figure.preferred:
            return (figure.value, figure.qualifier) if figure.value is not None else None
    return None
