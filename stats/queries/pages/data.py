"""How much is held: counts for the page that hands out the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure


@dataclass(frozen=True, slots=True)
class KindHeld:
    """One kind of source: how many documents, and how many figures are taken from them."""

    kind: str
    sources: int
    figures: int


@dataclass(frozen=True, slots=True)
class DataPage:
    """What is published. `areas` have any figure, of `every_area`; the years are None while nothing is held.

    `kinds` stand in the order in which sources are preferred.
    """

    figures: int
    areas: int
    every_area: int
    first: ReportingYear | None
    latest: ReportingYear | None
    kinds: tuple[KindHeld, ...]

    @property
    def sources(self) -> int:
        return sum(kind.sources for kind in self.kinds)


def data_page() -> DataPage:
    """Three queries."""
    figures = Figure.objects.public()
    whole = figures.aggregate(
        figures=Count("pk"),
        areas=Count("report__area", distinct=True, filter=Q(report__area__kind=Area.Kind.AREA)),
        first=Min("report__start_year"),
        latest=Max("report__start_year"),
    )
    kinds: Mapping[str, tuple[int, int]] = {
        kind: (sources, count)
        for kind, sources, count in figures.order_by()
        .values("source__kind")
        .annotate(sources=Count("source", distinct=True), count=Count("pk"))
        .values_list("source__kind", "sources", "count")
    }
    return DataPage(
        figures=whole["figures"],
        areas=whole["areas"],
        every_area=Area.objects.filter(kind=Area.Kind.AREA).count(),
        first=None if whole["first"] is None else ReportingYear(whole["first"]),
        latest=None if whole["latest"] is None else ReportingYear(whole["latest"]),
        # The order of the choices is that of preference.
        kinds=tuple(KindHeld(kind, *kinds.get(kind, (0, 0))) for kind in catalogue().source_kinds),
    )
