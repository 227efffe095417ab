"""Who may do what in the admin, in words: for the desk and for the handbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stats.drafting.access import ENTER, areas_for, may_publish
from stats.presentation.text.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA_ENTRY, PUBLISHER, REFERENCE_DATA = "Data entry", "Publisher", "Reference data"

ROLES: Mapping[str, Promise] = {
    DATA_ENTRY: gettext_lazy(
        "Reads, types and uploads the reports of the areas given to it, and says when one is ready. It sees "
        "no other areas’ drafts, and publishes nothing."
    ),
    PUBLISHER: gettext_lazy(
        "Does the same for every area and for England and Wales. Publishes, corrects and withdraws. Sees "
        "every figure, load, release and correction, and the files that others gave."
    ),
    REFERENCE_DATA: gettext_lazy(
        "Edits areas, places, populations, sources and notes. Each change is a release of its own, because "
        "public pages show it."
    ),
    "Superuser": gettext_lazy(
        "Does all of this, makes accounts, puts them into groups and gives them areas."
    ),
}
"""What each group may do, a superuser last. The names are those of the groups."""

_FEW = 3


def standing(user: User, *, enters: bool) -> str:
    """Who is signed in here, and what that lets them do, in one or two sentences. `enters` is whether they
    may enter the reports of any area."""
    if user.is_superuser:
        return _("Signed in as a superuser. You may do everything here, and give others their rights.")
    if may_publish(user):
        return _("Signed in as a publisher. You may enter every area’s reports, and make them public.")
    if enters:
        names = [area.name for area in areas_for(user)[: _FEW + 1]]
        told = _("several areas") if len(names) > _FEW else listed(names)
        return _("Signed in for the reports of %(areas)s. A publisher makes them public.") % {"areas": told}
    if user.has_perm("stats.view_source"):
        return _("Signed in for the reference data. Each change there is a release of its own.")
    if user.has_perm(ENTER):
        return _("Signed in for data entry. No area has been given to you yet, so there is nothing to enter.")
    return _("Signed in. Your account is in no group yet, so there is nothing that you may do here.")


def whom_to_ask() -> str:
    """The superusers, who give groups and areas: their names, or what they are where they have none."""
    people = User.objects.filter(is_active=True, is_staff=True, is_superuser=True).order_by("pk")[:_FEW]
    return listed([user.get_full_name() or user.get_username() for user in people])
