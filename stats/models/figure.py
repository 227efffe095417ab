"""Reports, and their figures: single published numbers, exactly as printed."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Floor, Now
from django.utils.translation import gettext_lazy as _

from stats.calculations.amounts import Marker, Qualifier
from stats.catalogue.measures import CATEGORIES, LEVELS
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear
from stats.models.area import Area
from stats.models.source import Source


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Report(models.Model):
    """The row that an area's figures of one year hang on, and that a load locks while it changes them.

    `divisions` are the keys of its divisions in the order printed, that of the source preferred first.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="reports")
    start_year = models.PositiveSmallIntegerField(_("first calendar year of the reporting year"))
    divisions = ArrayField(models.BigIntegerField(), default=list, db_default=[], blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["area", "start_year"]
        constraints = [
            UniqueConstraint(name="report_once", fields=["area", "start_year"]),
            CheckConstraint(
                name="report_year_possible",
                condition=Q(start_year__gte=FIRST_START, start_year__lte=LAST_START),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"

    @property
    def year(self) -> ReportingYear:
        return ReportingYear(self.start_year)


def measure_choices() -> list[tuple[str, str]]:
    """Callable choices, so that a new measure in the catalogue needs no migration."""
    return [(measure.code, measure.title) for measure in catalogue().measures.values()]


class FigureQuerySet(models.QuerySet["Figure"]):
    def public(self) -> FigureQuerySet:
        """What the public may see. Every query and every check asks here, and nowhere else."""
        return self.filter(withdrawn=False)


@pghistory.track()
class Figure(models.Model):
    """One number, with the word it is printed with, or the marker that stands in its place, from one source.

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
    qualifier = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(one.value, one.label) for one in Qualifier],
    )
    as_printed = models.CharField(max_length=40)
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
            CheckConstraint(
                name="figure_value_or_marker",
                condition=Q(value__isnull=False, marker="") | Q(value__isnull=True) & ~Q(marker=""),
            ),
            CheckConstraint(name="figure_not_negative", condition=Q(value__isnull=True) | Q(value__gte=0)),
            # Counts are whole; the printed rate is the one measure that is not a count.
            CheckConstraint(
                name="figure_counts_are_whole",
                condition=Q(value__isnull=True) | Q(measure="rso_rate") | Q(value=Floor("value")),
            ),
            CheckConstraint(name="figure_category_known", condition=Q(category__in=["", *CATEGORIES])),
            CheckConstraint(name="figure_level_known", condition=Q(level__in=["", *LEVELS])),
            CheckConstraint(
                name="figure_marker_known", condition=Q(marker__in=["", *(one.value for one in Marker)])
            ),
            CheckConstraint(
                name="figure_qualifier_known", condition=Q(qualifier__in=[one.value for one in Qualifier])
            ),
            CheckConstraint(name="figure_qualifier_of_a_number", condition=Q(qualifier="") | Q(marker="")),
            CheckConstraint(name="figure_origin_known", condition=Q(origin__in=[0, 1, 2])),
            UniqueConstraint(
                name="figure_once_a_source",
                fields=["report", "division", "measure", "category", "level", "source"],
                nulls_distinct=False,
            ),
            UniqueConstraint(
                name="figure_one_preferred",
                fields=["report", "division", "measure", "category", "level"],
                condition=Q(preferred=True),
                nulls_distinct=False,
            ),
            CheckConstraint(
                name="figure_withdrawn_not_preferred", condition=Q(withdrawn=False) | Q(preferred=False)
            ),
        ]
        indexes = [models.Index(name="figure_by_measure", fields=["measure", "category", "level"])]

    def __str__(self) -> str:
        return f"{self.report}: {self.measure} {self.category}/{self.level}: {self.as_printed}"
