"""Releases: numbered, dated, described changes to what the public sees."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Release(models.Model):
    """Made in the same transaction as the change that it describes. Numbers run from 1."""

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Release {self.number}: {self.title}"
