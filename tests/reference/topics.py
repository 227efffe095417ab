"""A topic's counts for one year, read figure by figure without the catalogue's indicators."""

from __future__ import annotations

from decimal import Decimal

from stats.models import Figure


def counts(measures: tuple[str, ...], *, start_year: int) -> dict[str, Decimal]:
    """Slug -> the sum of those measures' totals, for areas whose preferred figures are all numbers."""
    printed: dict[str, list[Decimal | None]] = {}
    for figure in Figure.objects.select_related("report__area"):
        if figure.report.start_year != start_year or figure.withdrawn:
            continue
        is_total = figure.category in ("", "total") and figure.level in ("", "total")
        if figure.measure in measures and figure.division_id is None and is_total and figure.preferred:
            printed.setdefault(figure.report.area.slug, []).append(figure.value)
    found = {}
    for slug, values in printed.items():
        numbers = [value for value in values if value is not None]
        if len(numbers) == len(values):
            found[slug] = sum(numbers, Decimal(0))
    return found
