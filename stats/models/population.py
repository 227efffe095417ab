"""Mid-year population estimates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stats.models.area import Area


class PopulationEstimate(models.Model):
    """How many people lived in an area at mid-year, in one age band."""

    class AgeBand(models.TextChoices):
        ALL = "all", _("all ages")
        TEN_AND_OVER = "10+", _("aged ten and over")

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    mid_year = models.PositiveSmallIntegerField()
    age_band = models.CharField(max_length=3, choices=AgeBand)
    persons = models.PositiveIntegerField()
    vintage = models.CharField(max_length=80, help_text=_("Which release; “estimate” if it is our own."))
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["area", "age_band", "mid_year"]
        constraints = [
            models.UniqueConstraint(name="population_once", fields=["area", "mid_year", "age_band"]),
            models.CheckConstraint(
                name="population_age_band_known", condition=models.Q(age_band__in=["all", "10+"])
            ),
            models.CheckConstraint(name="population_not_empty", condition=models.Q(persons__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.area}, mid-{self.mid_year}, {self.age_band}"
