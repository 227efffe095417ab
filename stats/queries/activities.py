"""What area reports tell of their own work in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.figures import AreaRef, SourceRef
from stats.calculations.amounts import Amount
from stats.catalogue.years import ReportingYear
from stats.models import LocalActivity
from stats.queries.figures import area_ref, source_ref


@dataclass(frozen=True, slots=True)
class ToldActivity:
    """One number that a report tells in its text: `fact` says what is counted, `unit` in what."""

    area: AreaRef
    year: ReportingYear
    fact: str
    amount: Amount
    unit: str
    source: SourceRef
    page: str
    note: str


def fetch_activities(where: Q | None = None) -> tuple[ToldActivity, ...]:
    """Those that satisfy `where`, by area and year and then as the file has them; one query."""
    rows = LocalActivity.objects.filter(where or Q()).select_related("area", "source")
    return tuple(
        ToldActivity(
            area=area_ref(row.area),
            year=ReportingYear(row.start_year),
            fact=row.fact,
            amount=Amount.from_stored(row.value, marker="", qualifier=row.qualifier),
            unit=row.unit,
            source=source_ref(row.source),
            page=row.source_page,
            note=row.note,
        )
        for row in rows.order_by("area__name", "start_year", "pk")
    )
