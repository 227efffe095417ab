"""Releases, the files that were loaded for them, and the corrections that they made."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID, TransactionNow
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now

from stats.models.area import Area
from stats.models.source import Source

RELEASES = "mappa_releases"
"""The channel on which PostgreSQL tells that a release was made, changed or taken away."""


class Release(models.Model):
    """Made in the same transaction as the change that it describes. Numbers run from 1.

    `area` and `start_year` are set where the release is of one area's report. After a backup has been put
    back a number may be given a second time, an `identity` never: what caches keep goes by it.
    """

    number = models.PositiveIntegerField(primary_key=True)
    identity = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    # The time of its transaction, which the states of figures that it publishes carry too (at_release.py).
    made_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        triggers = [
            pgtrigger.Trigger(
                name="tell",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func=f"PERFORM pg_notify('{RELEASES}', ''); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"Release {self.number}: {self.title}"


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


class Correction(models.Model):
    """One published figure that was changed or withdrawn, made in the transaction that did it.

    `division` is the name of a division, empty for the area. The texts are as printed, or a marker in its
    shorthand; `new_text` is empty where the figure was withdrawn. `made_by` is never public.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="corrections")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="corrections")
    start_year = models.PositiveSmallIntegerField()
    division = models.CharField(max_length=120, blank=True)
    measure = models.CharField(max_length=40)
    category = models.CharField(max_length=5, blank=True)
    level = models.CharField(max_length=5, blank=True)
    old_text = models.CharField(max_length=40)
    new_text = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-release", "pk"]
        indexes = [models.Index(name="correction_of_area_year", fields=["area", "start_year"])]
        constraints = [
            CheckConstraint(
                name="correction_changes_something",
                condition=~Q(old_text=models.F("new_text")) & ~Q(old_text=""),
            ),
            CheckConstraint(name="correction_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return (
            f"{self.area} {self.start_year}, {self.measure}: {self.old_text} → {self.new_text or 'withdrawn'}"
        )
