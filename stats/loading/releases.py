"""Releases: each change to what the public sees gets the next number, in the same transaction."""

from __future__ import annotations

from django.db.models import Max

from stats.models import Area, Release


def make_release(
    title: str, *, description: str, area: Area | None = None, start_year: int | None = None
) -> Release:
    """Call it under the load's lock, which keeps two releases from taking one number."""
    last = Release.objects.aggregate(last=Max("number"))["last"] or 0
    return Release.objects.create(
        number=last + 1, title=title[:200], description=description, area=area, start_year=start_year
    )
