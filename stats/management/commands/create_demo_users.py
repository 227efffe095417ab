"""Make an account of each role for trying the admin out. Never where the public may come."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from stats.models import Area, AreaGrant

AREAS = ("cambridgeshire", "dorset")
ROLES = {
    "demo-entry": "Data entry",
    "demo-publisher": "Publisher",
    "demo-reference": "Reference data",
    "demo-superuser": "",
}


class Command(BaseCommand):
    help = (
        "Make four accounts for trying the admin out: data entry for Cambridgeshire and Dorset, publisher, "
        "reference data, and superuser. Prints their passwords, new ones each time. Refused with DEBUG off."
    )

    @transaction.atomic
    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Demonstration accounts are made only where DEBUG is on: set DJANGO_DEBUG=1, and never on a "
                "site that the public can reach."
            )
        for name, role in ROLES.items():
            password = secrets.token_urlsafe(12)
            user, _made = User.objects.get_or_create(username=name)
            user.is_staff, user.is_active, user.is_superuser = True, True, not role
            user.set_password(password)
            user.save()
            user.groups.set(Group.objects.filter(name=role))
            if role == "Data entry":
                for area in Area.objects.filter(slug__in=AREAS):
                    AreaGrant.objects.get_or_create(user=user, area=area)
            self.stdout.write(f"{name}  {password}  {role or 'superuser'}")
