"""Drafts: a report as it is being typed, in rows that no public query reads."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from stats.catalogue.years import FIRST_START, LAST_START, ReportingYear
from stats.models.area import Area
from stats.models.release import Release
from stats.models.source import Source, source_kind_choices


@pghistory.track()
class Draft(models.Model):
    """One area's report for one reporting year, as typed, from one source.

    `cells` are texts by cell id (stats.catalogue.cells), kept exactly as they were typed, letters included;
    `pages` are texts by table code; `notes` are for the public, by the cell id of a printed total that
    differs from its parts. Publishing turns the texts into figures; the draft stays, as the place where the
    next correction is typed. `version` grows by one with every save that changes something, and the database
    keeps every state in DraftEvent.

    `divisions` are the names of its divisions in the order printed, which jsonb does not keep of `cells`.

    Of a report that was read from a file, `readings` say by cell id what each text was read from: `page` and
    `words`, and in `doubt` why a cell is not sure; a cell that was left empty has a doubt and no text.
    `remarks` are how many there were of each kind when it was saved last, for lists of drafts.
    `to_look_at` are the ids of cells that were read or pasted and that nobody has looked at since.

    `published_release` is the release whose figures are these very texts: empty until published, and again
    as soon as anything is changed. `source` is set once the draft has been published. `ready_by` is who
    said that it is ready for somebody else to publish; any later change takes that back.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("area"))
    start_year = models.PositiveSmallIntegerField(_("first calendar year of the reporting year"))
    source_kind = models.CharField(_("kind of source"), max_length=24, choices=source_kind_choices)
    source_title = models.CharField(_("title of the source"), max_length=300)
    source_url = models.CharField(_("link to the source"), max_length=500, blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts", editable=False
    )
    pages = models.JSONField(default=dict, blank=True)
    cells = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    divisions = models.JSONField(default=list, db_default=[], blank=True)
    readings = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    remarks = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    to_look_at = models.JSONField(default=list, db_default=[], blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    published_release = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts", editable=False
    )

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        permissions = [
            ("enter_report", _("Can enter the figures of a report, in the areas given to the user")),
            ("publish_report", _("Can enter and publish the figures of any area's report")),
        ]
        constraints = [
            UniqueConstraint(name="draft_once", fields=["area", "start_year"]),
            CheckConstraint(
                name="draft_year_possible",
                condition=Q(start_year__gte=FIRST_START, start_year__lte=LAST_START),
            ),
            CheckConstraint(name="draft_source_kind_not_empty", condition=~Q(source_kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"

    @property
    def year(self) -> ReportingYear:
        return ReportingYear(self.start_year)


class DraftPage(models.Model):
    """The picture of a page of the document that a draft was read from, to look at beside what was read."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="page_pictures")
    number = models.PositiveSmallIntegerField()
    picture = models.BinaryField()  # PNG

    class Meta:
        ordering = ["number"]
        constraints = [UniqueConstraint(name="draft_page_once", fields=["draft", "number"])]

    def __str__(self) -> str:
        return f"{self.draft}, page {self.number}"
