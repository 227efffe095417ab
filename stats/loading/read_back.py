"""What stands in the database after a load, read back and set beside what was to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from stats.loading.checks import CheckedFigure
from stats.loading.existing import Existing
from stats.loading.normalise import SourceKey
from stats.models import Figure, Report, Source


class Stored(Protocol):
    """What a figure says, as an instance or as a row of its columns."""

    value: Decimal | None
    marker: str
    qualifier: str
    source_page: str
    withdrawn: bool


class NotAsIntendedError(RuntimeError):
    """What stands in the database after writing is not what was to be written: a fault of the program."""


def prove(
    given: Sequence[CheckedFigure],
    *,
    reports: Mapping[tuple[str, int], Report],
    sources: Mapping[SourceKey, Source],
    existing: Existing,
) -> None:
    """Read back what was written: every figure as given, and one preferred figure in every cell."""
    cell = ("report_id", "division_id", "measure", "category", "level")
    said = ("value", "marker", "qualifier", "source_page", "withdrawn", "preferred")
    figures = Figure.objects.filter(report__in=list(reports.values()))
    rows = figures.values_list(*cell, "source_id", *said, named=True)
    held = {tuple(row[: len(cell) + 1]): row for row in rows}
    chosen: Counter[tuple[object, ...]] = Counter()
    for (*where, _source), stored in held.items():
        if not stored.withdrawn:
            chosen[tuple(where)] += stored.preferred
    if wrong := [where for where, number in chosen.items() if number != 1]:
        raise NotAsIntendedError(f"{len(wrong)} cells have no preferred figure, or several: {wrong[:3]}")
    for figure in given:
        area, year, division, *inside = figure.cell
        key = (
            reports[area, year].pk,
            existing.divisions[area, division].pk if division else None,
            *inside,
            sources[figure.source].pk,
        )
        stored_now = held.get(key)
        if stored_now is None or not says(stored_now, figure):
            raise NotAsIntendedError(f"{figure.cell} does not hold what {figure.where} gives")


def says(stored: Stored, figure: CheckedFigure) -> bool:
    """True where the stored figure is what the file gives.

    `697` and `697.0`, `1471` and `1,471` are the same number: a spreadsheet does not keep how it was typed.
    """
    return (
        same_amount(stored, figure)
        and (figure.page is None or stored.source_page == figure.page)
        and not stored.withdrawn
    )


def same_amount(stored: Stored, figure: CheckedFigure) -> bool:
    printed = figure.printed
    given = (printed.value, printed.marker, printed.qualifier)
    return (stored.value, stored.marker, stored.qualifier) == given
