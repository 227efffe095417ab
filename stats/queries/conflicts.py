"""Cells that two sources give differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.queries.held import Held


def conflicts(figures: Iterable[Held]) -> tuple[tuple[Held, ...], ...]:
    """Cells that sources give differently, the preferred figure first."""
    by_cell: dict[tuple[str, ReportingYear, CellKey], list[Held]] = defaultdict(list)
    for held in figures:
        by_cell[held.area_slug, held.year, held.cell].append(held)
    return tuple(
        tuple(sorted(group, key=lambda held: not held.preferred))
        for group in by_cell.values()
        if len({held.amount for held in group}) > 1
    )
