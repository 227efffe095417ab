"""The measures with how much of each is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Value

from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure
from stats.queries.once_a_release import OnceARelease
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


def measures_held() -> Mapping[str, MeasureHeld]:
    """Every measure of the catalogue by its code, in its order, counted now. One query."""
    held: dict[str, _Held] = defaultdict(_Held)
    for code, start, count, areas in _rows():
        held[code].figures += count
        held[code].areas.update(areas)
        held[code].years.append(YearHeld(ReportingYear(start), len(areas)))
    return {code: _measure_held(measure, held=held[code]) for code, measure in catalogue().measures.items()}


measures_page = OnceARelease(measures_held)


@dataclass(slots=True)
class _Held:
    """A year with figures of the nation alone is held too, for no area."""

    figures: int = 0
    areas: set[int] = field(default_factory=set)
    years: list[YearHeld] = field(default_factory=list)


@Prepared
def _rows() -> Rows:
    of_areas = Q(report__area__kind=Area.Kind.AREA)
    return (
        Figure.objects.public()
        .order_by("report__start_year")
        .values_list("measure", "report__start_year")
        .annotate(
            figures=Count("pk"),
            areas=ArrayAgg("report__area", distinct=True, filter=of_areas, default=Value([])),
        )
    )


def _measure_held(measure: Measure, *, held: _Held) -> MeasureHeld:
    indicators = tuple(
        indicator
        for indicator in catalogue().indicators.values()
        if measure.code in {cell.measure for cell in indicator.cells}
    )
    breaks = (each for indicator in indicators for each in catalogue().breaks_for(indicator.slug))
    return MeasureHeld(
        measure,
        held.figures,
        areas=len(held.areas),
        years=tuple(held.years),
        indicators=indicators,
        breaks=tuple(dict.fromkeys(breaks)),
    )
