"""The measures with how much of each is held."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.pages.compare import YearHeld


@dataclass(frozen=True, slots=True)
class MeasureHeld:
    measure: Measure
    figures: int
    areas: int
    years: tuple[YearHeld, ...]
    indicators: tuple[Indicator, ...]
    breaks: tuple[Break, ...]


def measures_held() -> tuple[MeasureHeld, ...]:
    """Every measure of the catalogue in its order; one query."""
    years: dict[str, list[YearHeld]] = {}
    figures: dict[str, int] = {}
    areas: dict[str, set[int]] = {}
    rows = (
        Figure.objects.public()
        .values("measure", "report__start_year", "report__area")
        .annotate(n=Count("pk"), is_area=Count("pk", filter=Q(report__area__kind=Area.Kind.AREA)))
        .order_by("report__start_year")
    )
    by_year: dict[tuple[str, int], set[int]] = {}
    for row in rows:
        code = row["measure"]
        figures[code] = figures.get(code, 0) + row["n"]
        held = by_year.setdefault((code, row["report__start_year"]), set())
        if row["is_area"]:
            areas.setdefault(code, set()).add(row["report__area"])
            held.add(row["report__area"])
    for (code, start), held in by_year.items():
        years.setdefault(code, []).append(YearHeld(ReportingYear(start), len(held)))
    return tuple(
        _held(
            measure,
            figures=figures.get(code, 0),
            areas=len(areas.get(code, ())),
            years=tuple(years.get(code, ())),
        )
        for code, measure in catalogue().measures.items()
    )


def measure_held(code: str) -> MeasureHeld | None:
    """One measure; None if the catalogue has none of that code."""
    return next((held for held in measures_held() if held.measure.code == code), None)


def _held(measure: Measure, *, figures: int, areas: int, years: tuple[YearHeld, ...]) -> MeasureHeld:
    indicators = tuple(
        one for one in catalogue().indicators.values() if measure.code in {cell.measure for cell in one.cells}
    )
    breaks = (b for one in indicators for b in catalogue().breaks_for(one.slug))
    return MeasureHeld(measure, figures, areas, years, indicators, tuple(dict.fromkeys(breaks)))
