"""Notes for the reader on particular figures."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import UniqueConstraint

from stats.catalogue.notes import NoteKind
from stats.models.area import Area
from stats.models.release import Release
from stats.models.source import Source


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Note(models.Model):
    """What a reader must know about one cell, in our own words.

    `division` is the name of a division, empty for the area. Without a source the note speaks of
    the cell whatever its source. `release` is set where the note was written with a report that was
    published in the admin: such a note is not in the files of reference data, and loading them keeps it.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="notes")
    division = models.CharField(max_length=120, blank=True)
    start_year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=40)
    category = models.CharField(max_length=5, blank=True)
    level = models.CharField(max_length=5, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.label) for kind in NoteKind])
    text = models.TextField()
    release = models.ForeignKey(
        Release, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="notes"
    )

    class Meta:
        ordering = ["area", "start_year", "measure"]
        constraints = [
            UniqueConstraint(
                name="note_once",
                fields=["area", "division", "start_year", "measure", "category", "level", "source", "kind"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.start_year}: {self.text[:40]}"
