"""Reports: the figures of one area for one reporting year."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear
from stats.models.area import Area


class Report(models.Model):
    """The row that an area's figures of one year hang on, and that a load locks while it changes them."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="reports")
    start_year = models.PositiveSmallIntegerField(_("first calendar year of the reporting year"))
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["area", "start_year"]
        constraints = [
            models.UniqueConstraint(name="report_once", fields=["area", "start_year"]),
            models.CheckConstraint(
                name="report_year_possible",
                condition=models.Q(start_year__gte=FIRST_START, start_year__lte=LAST_START),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"

    @property
    def year(self) -> ReportingYear:
        return ReportingYear(self.start_year)
