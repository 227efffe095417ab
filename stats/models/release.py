"""Releases: numbered, dated, described changes to what the public sees."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from stats.models.area import Area


class Release(models.Model):
    """Made in the same transaction as the change that it describes. Numbers run from 1.

    `area` and `start_year` are set where the release is of one area's report.
    """

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Release {self.number}: {self.title}"
