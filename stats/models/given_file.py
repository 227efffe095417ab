"""Files that were given to be read, until each is a draft; and which column of a table of areas is what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from stats.models.area import Area
from stats.models.draft import Draft
from stats.models.source import source_kind_choices


class GivenFile(models.Model):
    """A report, or a table of areas, that somebody uploaded. Its bytes go once it has become drafts.

    `words` say what is asked or why the file was refused. `area`, `start_year` and the source are what was
    named or guessed; `reading` is what a report was read as (stats.reading), so that answering a question
    reads no file again.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("report of an area")
        AREA_TABLES = "area tables", _("table of areas")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READING = "reading", _("being read")
        ASKS = "asks", _("needs an answer")
        READ = "read", _("read")
        REFUSED = "refused", _("could not be read")

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes, blank=True)
    words = models.TextField(blank=True)
    reading = models.JSONField(null=True, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source_kind = models.CharField(max_length=24, choices=source_kind_choices, blank=True)
    source_title = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    drafts = models.ManyToManyField(Draft, related_name="files", blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("file to be read")
        verbose_name_plural = _("files to be read")
        constraints = [
            CheckConstraint(
                name="given_file_kept_until_read",
                condition=Q(state__in=["read", "refused"]) | ~Q(content=b""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """Which column of a table of areas is what, kept by name for next year's file with the same heads.

    `heads` are the title and heads of each column as one text, by which a file is known again; `columns` is
    the mapping as plain data (stats.reading.area_tables.mappings).
    """

    name = models.CharField(max_length=120, unique=True)
    heads = models.JSONField()
    columns = models.JSONField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")

    def __str__(self) -> str:
        return self.name
