"""The measures with how much of each is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Expression, Q, Value

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.prepared import Prepared, Rows
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
    held = _held()
    return tuple(
        _measure_held(measure, figures=held[code].figures, areas=held[code].areas)
        for code, measure in catalogue().measures.items()
    )


def measure_page(code: str) -> MeasureHeld | None:
    """One measure; None if the catalogue has none of that code. One query."""
    measure = catalogue().measures.get(code)
    if measure is None:
        return None
    held = _held(measure=code)[code]
    return _measure_held(measure, figures=held.figures, areas=held.areas)


@dataclass(slots=True)
class _Held:
    figures: int = 0
    areas: dict[int, frozenset[int]] = field(default_factory=dict)


@Prepared
def _rows(**fields: Expression) -> Rows:
    of_areas = Q(report__area__kind=Area.Kind.AREA)
    return (
        Figure.objects.public()
        .filter(**fields)
        .order_by("report__start_year")
        .values_list("measure", "report__start_year")
        .annotate(
            figures=Count("pk"),
            areas=ArrayAgg("report__area", distinct=True, filter=of_areas, default=Value([])),
        )
    )


def _held(**fields: Any) -> Mapping[str, _Held]:
    """By measure: how many, and the areas of each year. A year with figures of the nation alone is held too,
    for no area. One query."""
    held: dict[str, _Held] = defaultdict(_Held)
    for code, start, count, areas in _rows(**fields):
        held[code].figures += count
        held[code].areas[start] = frozenset(areas)
    return held


def _measure_held(measure: Measure, *, figures: int, areas: Mapping[int, frozenset[int]]) -> MeasureHeld:
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
        areas=len(frozenset[int]().union(*areas.values())),
        years=tuple(YearHeld(ReportingYear(start), len(of_year)) for start, of_year in areas.items()),
        indicators=indicators,
        breaks=tuple(dict.fromkeys(breaks)),
    )
