"""Loads: which file was read when, by whom, and what it changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from stats.models.release import Release


class Load(models.Model):
    """One file that was read into the database. The same bytes need not be read again."""

    file_name = models.CharField(max_length=300)
    file_sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.SET_NULL)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    loaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-loaded_at", "-id"]
        indexes = [models.Index(name="load_by_hash", fields=["file_sha256"])]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.added} added, {self.changed} changed"
