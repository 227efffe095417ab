"""Releases: what the public sees changes only with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stats.models import Release


@dataclass(frozen=True, slots=True)
class ReleaseRef:
    number: int
    date: datetime
    title: str
    description: str


def current_release() -> ReleaseRef | None:
    """The newest release; None before anything has been loaded."""
    found = releases(limit=1)
    return found[0] if found else None


def releases(*, limit: int) -> tuple[ReleaseRef, ...]:
    """Newest first."""
    return tuple(
        ReleaseRef(one.number, one.made_at, one.title, one.description)
        for one in Release.objects.order_by("-number")[:limit]
    )
