"""MAPPA areas, the divisions inside them, the nation, and the places that lead to an area."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


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
            models.CheckConstraint(
                name="area_division_has_parent",
                condition=models.Q(kind="division", parent__isnull=False)
                | (~models.Q(kind="division") & models.Q(parent__isnull=True)),
            ),
            models.UniqueConstraint(
                name="area_one_nation", fields=["kind"], condition=models.Q(kind="nation")
            ),
            models.UniqueConstraint(name="area_division_name_once", fields=["parent", "name"]),
            models.UniqueConstraint(name="area_tile_once", fields=["tile_column", "tile_row"]),
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
        constraints = [
            models.UniqueConstraint(name="place_once", fields=["area", "name", "kind", "within"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.area})"
