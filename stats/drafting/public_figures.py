"""What the public sees of an area's reports now, for the form and its checks."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from stats.analysis.figures import PublishedFigure
from stats.models import Area
from stats.queries.figures import fetch_figures


def public_figures(area: Area, *, years: Collection[int]) -> tuple[PublishedFigure, ...]:
    """The area's figures of those start years, in the order in which they were loaded; one query."""
    return fetch_figures(Q(report__area=area, report__start_year__in=years), order_by=("pk",))
