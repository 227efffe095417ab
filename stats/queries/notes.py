"""Notes for readers on particular figures."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from stats.analysis.notes import NoteKey, Notes, NoteText
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Note


def fetch_notes(where: Q | None = None) -> Notes:
    """The notes that satisfy `where`, in one query."""
    notes: dict[NoteKey, list[NoteText]] = defaultdict(list)
    rows = (
        Note.objects.filter(where or Q())
        .select_related("area", "source")
        .order_by("area__name", "start_year", "measure", "category", "level")
    )
    for row in rows:
        cell = CellKey(row.measure, row.category, row.level, row.division)
        title = row.source.title if row.source else ""
        notes[NoteKey(row.area.slug, ReportingYear(row.start_year), cell)].append(
            NoteText(row.kind, row.text, row.source_id, title)
        )
    return Notes(notes)
