"""The measures with how much of each is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.years_held import YearHeld


@dataclass(frozen=True, slots=True)
class MeasureHeld:
    measure: Measure
    figures: int
    areas: int
    years: tuple[YearHeld, ...]
    indicators: tuple[Indicator, ...]
    breaks: tuple[Break, ...]


def measures_page() -> tuple[MeasureHeld, ...]:
    """Every measure of the catalogue in its order; one query."""
    rows = (
        Figure.objects.public()
        .order_by("report__start_year")
        .values_list("measure", "report__start_year", "report__area", "report__area__kind")
        .annotate(figures=Count("pk"))
    )
    figures: dict[str, int] = defaultdict(int)
    areas: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for code, start, area, kind, count in rows:
        figures[code] += count
        # A year with figures of the nation alone is held too, for no area.
        areas[code][start] |= {area} if kind == Area.Kind.AREA else set()
    return tuple(
        _measure_held(measure, figures=figures[code], areas=areas[code])
        for code, measure in catalogue().measures.items()
    )


def measure_page(code: str) -> MeasureHeld | None:
    """One measure; None if the catalogue has none of that code."""
    return next((held for held in measures_page() if held.measure.code == code), None)


def _measure_held(measure: Measure, *, figures: int, areas: Mapping[int, set[int]]) -> MeasureHeld:
    """`areas` are those with a figure, by the first calendar year of each reporting year."""
    indicators = tuple(
        indicator
        for indicator in catalogue().indicators.values()
        if measure.code in {cell.measure for cell in indicator.cells}
    )
    breaks = (each for indicator in indicators for each in catalogue().breaks_for(indicator.slug))
    return MeasureHeld(
        measure,
        figures,
        areas=len(set[int]().union(*areas.values())),
        years=tuple(YearHeld(ReportingYear(start), len(of_year)) for start, of_year in areas.items()),
        indicators=indicators,
        breaks=tuple(dict.fromkeys(breaks)),
    )
