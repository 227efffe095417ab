"""Figures: single published numbers, exactly as printed."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models.functions import Floor
from django.utils.translation import gettext_lazy as _

from stats.calculations.amounts import Marker
from stats.catalogue.measures import CATEGORIES, LEVELS
from stats.catalogue.reader import catalogue
from stats.models.area import Area
from stats.models.report import Report
from stats.models.source import Source


def measure_choices() -> list[tuple[str, str]]:
    """Callable choices, so that a new measure in the catalogue needs no migration."""
    return [(measure.code, measure.title) for measure in catalogue().measures.values()]


class FigureQuerySet(models.QuerySet["Figure"]):
    def public(self) -> FigureQuerySet:
        """What the public may see. Every query and every check asks here, and nowhere else."""
        return self.filter(withdrawn=False)


@pghistory.track()
class Figure(models.Model):
    """One number or the marker that stands in its place, from one source.

    `division` is empty for the area itself. Only stats.loading.write creates or edits figures; the
    database keeps every earlier state in FigureEvent. A figure is never deleted: one that is `withdrawn`
    keeps its place, is not public, and may be published again.
    """

    class Origin(models.IntegerChoices):
        """How the figure came to say what it says. The lower does not undo the higher unless it is asked."""

        FOLDER = 0, _("loaded with the whole folder of data")
        FILE = 1, _("loaded from a file by itself")
        ADMIN = 2, _("published from the admin")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figures")
    division = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="division_figures"
    )
    measure = models.CharField(max_length=40, choices=measure_choices)
    category = models.CharField(max_length=5, blank=True)
    level = models.CharField(max_length=5, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    marker = models.CharField(
        max_length=3,
        blank=True,
        choices=[("", _("a number")), *((one.value, f"{one.shorthand} {one.label}") for one in Marker)],
    )
    as_printed = models.CharField(max_length=20)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures")
    source_page = models.CharField(max_length=120, blank=True)
    preferred = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False, db_default=False)
    origin = models.PositiveSmallIntegerField(
        choices=Origin, default=Origin.FOLDER, db_default=Origin.FOLDER, editable=False
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="figure_value_or_marker",
                condition=models.Q(value__isnull=False, marker="")
                | models.Q(value__isnull=True) & ~models.Q(marker=""),
            ),
            models.CheckConstraint(
                name="figure_not_negative",
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0),
            ),
            # Counts are whole; the printed rate is the one measure that is not a count.
            models.CheckConstraint(
                name="figure_counts_are_whole",
                condition=models.Q(value__isnull=True)
                | models.Q(measure="rso_rate")
                | models.Q(value=Floor("value")),
            ),
            models.CheckConstraint(
                name="figure_category_known",
                condition=models.Q(category__in=["", *CATEGORIES]),
            ),
            models.CheckConstraint(name="figure_level_known", condition=models.Q(level__in=["", *LEVELS])),
            models.CheckConstraint(
                name="figure_marker_known",
                condition=models.Q(marker__in=["", *(one.value for one in Marker)]),
            ),
            models.CheckConstraint(name="figure_origin_known", condition=models.Q(origin__in=[0, 1, 2])),
            models.UniqueConstraint(
                name="figure_once_a_source",
                fields=["report", "division", "measure", "category", "level", "source"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="figure_one_preferred",
                fields=["report", "division", "measure", "category", "level"],
                condition=models.Q(preferred=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="figure_withdrawn_not_preferred",
                condition=models.Q(withdrawn=False) | models.Q(preferred=False),
            ),
        ]
        indexes = [models.Index(name="figure_by_measure", fields=["measure", "category", "level"])]

    def __str__(self) -> str:
        return f"{self.report}: {self.measure} {self.category}/{self.level}: {self.as_printed}"
