"""What releases changed, as rows of the catalogue's export `changes`."""

from __future__ import annotations

from stats.catalogue.reader import catalogue
from stats.queries.changes import FigureChange


def change_row(change: FigureChange) -> tuple[str, ...]:
    cells = {
        "release": str(change.release),
        "release_date": change.day.isoformat(),
        "change": str(change.kind),
        "weight": str(change.weight),
        "area_slug": change.area_slug,
        "division": change.cell.division,
        "year": change.year.label,
        "measure": change.cell.measure,
        "category": change.cell.category,
        "level": change.cell.level,
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
        "source_slug": change.source_slug,
    }
    return tuple(cells[column.name] for column in catalogue().exports["changes"].columns)
