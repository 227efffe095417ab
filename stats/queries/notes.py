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
