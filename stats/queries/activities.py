"""What area reports tell of their own work in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import JSONObject

from stats.analysis.figures import AreaRef, SourceRef
from stats.calculations.amounts import Amount
from stats.catalogue.years import ReportingYear
from stats.models import LocalActivity
from stats.queries.figures import area_ref


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


# A row as JSON, so that a page can ask for an area's in the query that asks for the area.
TOLD = JSONObject(
    start="start_year",
    fact="fact",
    value="value",
    qualifier="qualifier",
    unit="unit",
    page="source_page",
    note="note",
    source=JSONObject(**{field.name: f"source__{field.name}" for field in fields(SourceRef)}),
)


def fetch_activities(where: Q | None = None) -> tuple[ToldActivity, ...]:
    """Those that satisfy `where`, by area and year and then as the file has them; one query."""
    rows = LocalActivity.objects.filter(where or Q()).order_by("area__name", "start_year", "pk")
    return tuple(
        told_of(area_ref(row.area), row.told) for row in rows.annotate(told=TOLD).select_related("area")
    )


def told_of(area: AreaRef, row: Mapping[str, Any]) -> ToldActivity:
    """A row of TOLD."""
    return ToldActivity(
        area=area,
        year=ReportingYear(row["start"]),
        fact=row["fact"],
        amount=Amount.from_stored(Decimal(str(row["value"])), marker="", qualifier=row["qualifier"]),
        unit=row["unit"],
        source=SourceRef(**row["source"]),
        page=row["page"],
        note=row["note"],
    )
