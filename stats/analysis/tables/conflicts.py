"""Cells that two sources give differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from stats.analysis.figures import PublishedFigure
from stats.analysis.notes import Notes, NoteText
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell that sources give differently: the preferred figure first, and what is known of them.

    `is_contradiction` is False where all can be true: "more than 31,300" beside 31,392 says less, and nothing
    else. `reason` is why the catalogue says that one of the figures was restated; empty where it does not.
    """

    figures: tuple[PublishedFigure, ...]
    is_contradiction: bool
    reason: str
    notes: tuple[NoteText, ...]

    @property
    def area_slug(self) -> str:
        return self.figures[0].area_slug

    @property
    def year(self) -> ReportingYear:
        return self.figures[0].year

    @property
    def cell(self) -> CellKey:
        return self.figures[0].cell


def conflicts(figures: Iterable[PublishedFigure], *, notes: Notes) -> tuple[Conflict, ...]:
    """One for each cell with figures that differ, in the order in which the cells first come."""
    by_cell: dict[tuple[str, ReportingYear, CellKey], list[PublishedFigure]] = defaultdict(list)
    for figure in figures:
        by_cell[figure.area_slug, figure.year, figure.cell].append(figure)
    found = []
    for (area_slug, year, cell), given in by_cell.items():
        amounts = {figure.amount for figure in given}
        if len(amounts) > 1:
            contradicts = not all(one.may_be(other) for one, other in combinations(amounts, 2))
            given.sort(key=lambda figure: not figure.preferred)
            reason = next(filter(None, map(_restated, given)), "")
            told = notes.on(area_slug, year=year, cell=cell)
            found.append(Conflict(tuple(given), contradicts, reason, told))
    return tuple(found)


def _restated(figure: PublishedFigure) -> str:
    key = (figure.area_slug, figure.year, figure.cell.measure, figure.amount.exact)
    restatement = catalogue().restated.get(key)
    return "" if restatement is None else restatement.reason
