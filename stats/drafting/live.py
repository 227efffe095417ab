"""What the public sees now of an area's figures, as the form and its checks need it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.loading.normalise import MARKER_PRINTED, SourceKey
from stats.models import Area, Figure


@dataclass(frozen=True, slots=True)
class Live:
    """One public figure. `text` is how it would be typed."""

    start_year: int
    cell: CellKey
    amount: Amount
    text: str
    source: SourceKey
    page: str
    preferred: bool

    def cell_in(self, year: ReportingYear) -> CellKey:
        """The cell as a report of that year, this one's or the next, prints it."""
        key = self.cell
        return CellKey(key.measure, key.category, key.level, key.division, year.start - self.start_year)


_COLUMNS = (
    "report__start_year", "measure", "category", "level", "division__name", "value", "marker", "as_printed",
    "source__kind", "source__title", "source__url", "source_page", "preferred",
)  # fmt: skip


def live_figures(area: Area, *, years: Collection[int]) -> tuple[Live, ...]:
    """The area's public figures of those start years, in the order in which they were loaded; one query."""
    rows = Figure.objects.public().filter(report__area=area, report__start_year__in=years).order_by("pk")
    return tuple(
        Live(
            start_year=row["report__start_year"],
            cell=CellKey(row["measure"], row["category"], row["level"], row["division__name"] or ""),
            amount=Amount.from_stored(row["value"], marker=row["marker"]),
            text=MARKER_PRINTED[row["marker"]] if row["marker"] else row["as_printed"],
            source=SourceKey(row["source__kind"], row["source__title"], row["source__url"]),
            page=row["source_page"],
            preferred=row["preferred"],
        )
        for row in rows.values(*_COLUMNS)
    )
