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
    return next(iter(releases(limit=1)), None)


def releases(*, limit: int) -> tuple[ReleaseRef, ...]:
    """Newest first."""
    return tuple(
        ReleaseRef(release.number, release.made_at, release.title, release.description)
        for release in Release.objects.order_by("-number")[:limit]
    )
