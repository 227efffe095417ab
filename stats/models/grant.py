"""Grants: whose figures a person may enter."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stats.models.area import Area


class AreaGrant(models.Model):
    """A user with the right `stats.enter_report` may enter this area's reports, and sees no others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="area_grants",
        verbose_name=_("user"),
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
        constraints = [models.UniqueConstraint(name="grant_once", fields=["user", "area"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.area}"
