"""Cells that two sources give differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from stats.analysis.figures import PublishedFigure
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear


def conflicts(figures: Iterable[PublishedFigure]) -> tuple[tuple[PublishedFigure, ...], ...]:
    """Cells that sources give differently, the preferred figure first."""
    by_cell: dict[tuple[str, ReportingYear, CellKey], list[PublishedFigure]] = defaultdict(list)
    for held in figures:
        by_cell[held.area_slug, held.year, held.cell].append(held)
    return tuple(
        tuple(sorted(group, key=lambda held: not held.preferred))
        for group in by_cell.values()
        if len({held.amount for held in group}) > 1
    )
