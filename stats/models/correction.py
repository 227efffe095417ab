"""Corrections: what the public saw, what it sees now, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from stats.models.area import Area
from stats.models.release import Release
from stats.models.source import Source


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
    old_text = models.CharField(max_length=20)
    new_text = models.CharField(max_length=20, blank=True)
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
            models.CheckConstraint(
                name="correction_changes_something",
                condition=~models.Q(old_text=models.F("new_text")) & ~models.Q(old_text=""),
            ),
            models.CheckConstraint(name="correction_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return (
            f"{self.area} {self.start_year}, {self.measure}: {self.old_text} → {self.new_text or 'withdrawn'}"
        )
