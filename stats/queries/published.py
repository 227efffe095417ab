"""The one door to what the public may see: every public query starts here.

Rows of a draft report never pass, nor figures that were withdrawn; what is being typed (stats.models.Draft)
is in another table. Reference data (areas, places, populations, sources) is public.
"""

from __future__ import annotations

from django.db.models import QuerySet

from stats.models import Figure, Report

_PUBLISHED = Report.Status.PUBLISHED


def figures() -> QuerySet[Figure]:
    """Figures of published reports, from every source, but for those withdrawn."""
    return Figure.objects.public()


def reports(*, kind: str | None = None) -> QuerySet[Report]:
    """A row for each public figure's report; with `kind`, for figures from that kind of source alone.

    Ask for distinct values.
    """
    of_source = {} if kind is None else {"figures__source__kind": kind}
    return Report.objects.filter(status=_PUBLISHED, figures__withdrawn=False, **of_source)
