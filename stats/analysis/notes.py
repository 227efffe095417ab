"""Notes for readers on particular figures, looked up by cell and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.years import ReportingYear


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

    @property
    def explains_difference(self) -> bool:
        return self.kind == NoteKind.EXPLAINED_DIFFERENCE

    @property
    def takes_out_of_comparison(self) -> bool:
        """Whether the figure is probably not of its year: shown, and compared with nothing."""
        return self.kind == NoteKind.NOT_OF_ITS_YEAR

    @property
    def is_definition(self) -> bool:
        """Whether it tells how the figure counts."""
        return self.kind == NoteKind.DEFINITION


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

    def items(self) -> tuple[tuple[NoteKey, NoteText], ...]:
        """Every note, in the order of area, year and measure."""
        return tuple((key, note) for key, notes in self._held.items() for note in notes)
