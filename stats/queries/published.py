"""The one door to what the public may see: every public query starts here.

Rows of a draft report never pass. Reference data (areas, places, populations, sources) is public.
"""

from __future__ import annotations

from django.db.models import QuerySet

from stats.models import Figure, Report

_PUBLISHED = Report.Status.PUBLISHED


def figures() -> QuerySet[Figure]:
    """Figures of published reports, from every source."""
    return Figure.objects.filter(report__status=_PUBLISHED)


def reports() -> QuerySet[Report]:
    """Published reports."""
    return Report.objects.filter(status=_PUBLISHED)
