"""Everything that does not add up, and everything that sources disagree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from stats.analysis.figures import AreaRef
from stats.analysis.notes import Notes
from stats.analysis.tables.conflicts import Conflict, conflicts
from stats.analysis.tables.reconciliation import (
    Check,
    RateDifference,
    by_report,
    check_report,
    rate_differences,
)
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.years import ReportingYear
from stats.queries.figures import area_refs, every_figure, fetch_notes
from stats.queries.once_a_release import OnceARelease
from stats.queries.paging import Pages, pages
from stats.queries.populations import all_populations

ROWS = 200  # on a page

# Explained differences stand with the totals, and doubts of another kind with their figures.
LISTED = (NoteKind.UNUSUAL, NoteKind.DEFINITION, NoteKind.INFERRED, NoteKind.BASE, NoteKind.SECOND_HAND)


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on figures of one area and year. Several cells may share its text."""

    kind: str
    area: AreaRef
    year: ReportingYear
    text: str
    cells: tuple[CellKey, ...]


@dataclass(frozen=True, slots=True)
class DataQualityPage:
    """What was found in all published figures, each list by area and year.

    `checked` counts the printed totals that could be checked, those that agree included. `remarks` are by
    their kinds, as LISTED.
    """

    checked: int
    differences: tuple[tuple[AreaRef, Check], ...]
    explained: tuple[tuple[AreaRef, Check], ...]
    conflicts: tuple[tuple[AreaRef, Conflict], ...]
    rates: tuple[RateDifference, ...]
    remarks: tuple[Remark, ...]

    @property
    def unusual(self) -> int:
        """How many of the remarks are of the first kind."""
        return sum(remark.kind == NoteKind.UNUSUAL for remark in self.remarks)

    def pages(self, page: int | None) -> Pages | None:
        """That page of the lists in their order, unusual figures apart from other remarks; None where there
        are not so many."""
        lists = (self.differences, self.explained, self.conflicts, self.rates)
        unusual = self.unusual
        lengths = (*map(len, lists), unusual, len(self.remarks) - unusual)
        return pages(*lengths, size=ROWS, page=page)


@dataclass(slots=True)
class _Found:
    checked: int = 0
    differences: list[tuple[AreaRef, Check]] = field(default_factory=list)
    explained: list[tuple[AreaRef, Check]] = field(default_factory=list)
    conflicts: list[tuple[AreaRef, Conflict]] = field(default_factory=list)
    rates: list[RateDifference] = field(default_factory=list)


def examine() -> DataQualityPage:
    """Every published figure checked, now. Four queries.

    The figures pass report by report, so that memory holds what is found and not what is looked at.
    """
    areas, notes, populations = area_refs(), fetch_notes(), all_populations()
    found = _Found()
    for slug, year, figures, before in by_report(every_figure()):
        area = areas[slug]
        for check in check_report((*before, *figures), area_slug=slug, year=year, notes=notes):
            found.checked += check.is_checked
            if check.differs:
                (found.explained if check.is_explained else found.differences).append((area, check))
        found.conflicts += (
            (area, conflict) for conflict in conflicts(figures, notes=notes) if conflict.is_contradiction
        )
        found.rates += rate_differences(figures, areas=(area,), populations=populations)
    return DataQualityPage(
        found.checked,
        tuple(found.differences),
        tuple(found.explained),
        tuple(found.conflicts),
        tuple(found.rates),
        tuple(_remarks(notes, areas=areas.values())),
    )


data_quality_page = OnceARelease(examine)


def _remarks(notes: Notes, *, areas: Iterable[AreaRef]) -> list[Remark]:
    """The notes, those of one text on one area and year as one, in the order of LISTED."""
    by_slug = {area.slug: area for area in areas}
    cells: dict[tuple[str, str, ReportingYear, str], dict[CellKey, None]] = defaultdict(dict)
    for key, note in notes.items():
        cells[note.kind, key.area_slug, key.year, note.text][key.cell] = None
    remarks = [
        Remark(kind, by_slug[slug], year, text, tuple(of))
        for (kind, slug, year, text), of in cells.items()
        if kind in LISTED
    ]
    return sorted(remarks, key=lambda remark: LISTED.index(NoteKind(remark.kind)))
