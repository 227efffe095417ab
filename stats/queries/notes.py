"""Notes for readers on particular figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Note


class NoteKey(NamedTuple):
    """The cell that a note speaks of."""

    area_slug: str
    year: ReportingYear
    cell: CellKey


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as readers see it. `source_id` is None where it holds whatever the source."""

    kind: str
    text: str
    source_id: int | None
    source_title: str

    @property
    def explains_difference(self) -> bool:
        return self.kind == Note.Kind.EXPLAINED_DIFFERENCE


class Notes:
    """The notes that were fetched, looked up by cell and source."""

    def __init__(self, held: Mapping[NoteKey, Sequence[NoteText]]) -> None:
        self._held = held

    def on(
        self, area_slug: str, *, year: ReportingYear, cell: CellKey, source_id: int | None = None
    ) -> tuple[NoteText, ...]:
        """Notes on one cell; with a source, those of other sources are left out."""
        return tuple(
            note
            for note in self._held.get(NoteKey(area_slug, year, cell), ())
            if source_id is None or note.source_id in (None, source_id)
        )

    def explanation(
        self, area_slug: str, *, year: ReportingYear, cell: CellKey, source_id: int | None
    ) -> str:
        """Why a printed total differs from its parts, as its source explains; empty where it does not."""
        for note in self.on(area_slug, year=year, cell=cell, source_id=source_id):
            if note.explains_difference:
                return note.text
        return ""

    def items(self) -> tuple[tuple[NoteKey, NoteText], ...]:
        """Every note, in the order of area, year and measure."""
        return tuple((key, note) for key, notes in self._held.items() for note in notes)


def fetch(where: Q | None = None) -> Notes:
    """The notes that satisfy `where`, in one query."""
    held: dict[NoteKey, list[NoteText]] = defaultdict(list)
    rows = Note.objects.filter(where or Q()).order_by(
        "area__name", "start_year", "measure", "category", "level"
    )
    for row in rows.values(
        "area__slug",
        "start_year",
        "division",
        "measure",
        "category",
        "level",
        "kind",
        "text",
        "source_id",
        "source__title",
    ):
        cell = CellKey(row["measure"], row["category"], row["level"], row["division"])
        held[NoteKey(row["area__slug"], ReportingYear(row["start_year"]), cell)].append(
            NoteText(row["kind"], row["text"], row["source_id"], row["source__title"] or "")
        )
    return Notes(held)
