"""What area reports tell of their own work in numbers: facts of one report, compared with nothing."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from stats.calculations.amounts import Qualifier
from stats.catalogue.years import ReportingYear
from stats.models.area import Area
from stats.models.source import Source


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LocalActivity(models.Model):
    """One number that an area's report tells in its text, with the word that it is printed with.

    `fact` says in our words what is counted, and `unit` stands after the number: `80 % of meetings`. It is no
    Figure, since no measure of the catalogue has it. The rows are those of local_activity.csv; every state
    that one had, and one that is gone, stays in LocalActivityEvent.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="activities")
    start_year = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=60, blank=True)
    qualifier = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(one.value, one.label) for one in Qualifier],
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="activities")
    source_page = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["area", "start_year", "pk"]
        constraints = [
            CheckConstraint(name="activity_not_negative", condition=Q(value__gte=0)),
            CheckConstraint(
                name="activity_qualifier_known", condition=Q(qualifier__in=[one.value for one in Qualifier])
            ),
            UniqueConstraint(name="activity_once", fields=["area", "start_year", "fact", "source"]),
        ]

    def __str__(self) -> str:
        return f"{self.area} {ReportingYear(self.start_year)}: {self.fact}"
