"""Everything that does not add up, and everything that sources disagree on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from stats.analysis.conflicts import Conflict, conflicts
from stats.analysis.figures import AreaRef
from stats.analysis.notes import NoteKey, NoteText
from stats.analysis.reconciliation import Check, RateDifference, check_every_report, rate_differences
from stats.queries.figures import PRINTED_ORDER, area_refs, fetch_figures, fetch_notes
from stats.queries.populations import all_populations


@dataclass(frozen=True, slots=True)
class DataQualityPage:
    """`checked` counts the printed totals that could be checked, those that agree included."""

    checked: int
    differences: tuple[tuple[AreaRef, Check], ...]
    explained: tuple[tuple[AreaRef, Check], ...]
    conflicts: tuple[tuple[AreaRef, Conflict], ...]
    rates: tuple[RateDifference, ...]
    notes: tuple[tuple[AreaRef, NoteKey, NoteText], ...]


@lru_cache(maxsize=1)
def data_quality_page(release: str) -> DataQualityPage:  # noqa: ARG001  (what is kept is kept by it)
    """What `examine` finds, worked out once for each release, which is given by its identity: what it reads
    changes only with one."""
    return examine()


def examine() -> DataQualityPage:
    """Every published figure checked, now. Four queries."""
    figures = fetch_figures(Q(), order_by=("report__area__name", "report__start_year", *PRINTED_ORDER))
    areas, notes = area_refs(), fetch_notes()
    checks = check_every_report(figures, notes=notes)
    different = [(areas[check.area_slug], check) for check in checks if check.differs]
    return DataQualityPage(
        checked=sum(check.is_checked for check in checks),
        differences=tuple((area, check) for area, check in different if not check.is_explained),
        explained=tuple((area, check) for area, check in different if check.is_explained),
        conflicts=tuple(
            (areas[conflict.area_slug], conflict)
            for conflict in conflicts(figures, notes=notes)
            if conflict.is_contradiction
        ),
        rates=rate_differences(figures, areas=areas.values(), populations=all_populations()),
        notes=tuple((areas[key.area_slug], key, note) for key, note in notes.items()),
    )
