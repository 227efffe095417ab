"""Who may open which reports. Superusers and publishers: every area's; others: the areas given to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from stats.models import Area, Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

ENTER, PUBLISH = "stats.enter_report", "stats.publish_report"


def may_enter(user: User | AnonymousUser, area: Area | None = None) -> bool:
    """Whether the user may enter reports of that area; without one, of any area at all."""
    if may_publish(user):
        return True
    areas = areas_for(user)
    return (areas if area is None else areas.filter(pk=area.pk)).exists()


def may_publish(user: User | AnonymousUser) -> bool:
    """Whether the user may publish and withdraw: any area's reports."""
    return _is_staff(user) and user.has_perm(PUBLISH)


def areas_for(user: User | AnonymousUser) -> QuerySet[Area]:
    """The areas, England and Wales among them for publishers, whose reports the user may enter; by name."""
    areas = Area.objects.exclude(kind=Area.Kind.DIVISION).order_by("name")
    if may_publish(user):
        return areas
    may = _is_staff(user) and user.has_perm(ENTER)
    return areas.filter(grants__user__in=(user.pk,)) if may else areas.none()


def drafts_for(user: User | AnonymousUser) -> QuerySet[Draft]:
    """The drafts that the user may see; to others they do not exist."""
    return Draft.objects.filter(area__in=areas_for(user).order_by())


def require_entering(user: User, area: Area) -> None:
    if not may_enter(user, area):
        raise PermissionDenied(f"This account may not enter reports of {area.name}.")


def require_publishing(user: User) -> None:
    if not may_publish(user):
        raise PermissionDenied("This account may not publish reports.")


def _is_staff(user: User | AnonymousUser) -> bool:
    return bool(user.is_active and user.is_staff)
