"""MAPPA areas with their divisions, places and people, the nation, and whose figures a user may enter."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Area(models.Model):
    """England and Wales, one of the 42 MAPPA areas, or a division (basic police unit) of one."""

    class Kind(models.TextChoices):
        NATION = "nation", _("England and Wales")
        AREA = "area", _("MAPPA area")
        DIVISION = "division", _("division")

    slug = models.SlugField(max_length=120, unique=True)
    # Addresses that the area once had: links to them lead to where it is now.
    former_slugs = ArrayField(
        models.SlugField(max_length=120), default=list, db_default=[], blank=True, editable=False
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="divisions"
    )
    police_force = models.CharField(max_length=160, blank=True)
    # London has two: the Metropolitan Police and the City of London Police.
    gss_codes = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    country = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=40, blank=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    tile_abbr = models.CharField(_("tile-map short form"), max_length=4, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                name="area_division_has_parent",
                condition=Q(kind="division", parent__isnull=False)
                | (~Q(kind="division") & Q(parent__isnull=True)),
            ),
            UniqueConstraint(name="area_one_nation", fields=["kind"], condition=Q(kind="nation")),
            UniqueConstraint(name="area_division_name_once", fields=["parent", "name"]),
            UniqueConstraint(name="area_tile_once", fields=["tile_column", "tile_row"]),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A town, district, county or former name that leads to a MAPPA area."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    gss_code = models.CharField(max_length=9, blank=True)
    within = models.CharField(max_length=120, blank=True)
    verified = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [UniqueConstraint(name="place_once", fields=["area", "name", "kind", "within"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.area})"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
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
            UniqueConstraint(name="population_once", fields=["area", "mid_year", "age_band"]),
            CheckConstraint(name="population_age_band_known", condition=Q(age_band__in=["all", "10+"])),
            CheckConstraint(name="population_not_empty", condition=Q(persons__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.area}, mid-{self.mid_year}, {self.age_band}"


class AreaGrant(models.Model):
    """A user with the right `stats.enter_report` may enter this area's reports, and sees no others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="area_grants", verbose_name=_("user")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.CASCADE,
        related_name="grants",
        verbose_name=_("area"),
        limit_choices_to={"kind": Area.Kind.AREA},
    )

    class Meta:
        ordering = ["user", "area"]
        verbose_name = _("area given to a user")
        verbose_name_plural = _("areas given to users")
        constraints = [UniqueConstraint(name="grant_once", fields=["user", "area"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.area}"
