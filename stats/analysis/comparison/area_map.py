"""Every area's rate of one year, for the tile map that leads to their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stats.analysis.comparison.benchmark import NationalFigure, national_figure
from stats.analysis.figures import AreaRef
from stats.analysis.series import Series, is_comparable
from stats.analysis.values import Value
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class AreaMap:
    """`national` is what the areas are shaded against."""

    year: ReportingYear
    tiles: tuple[tuple[AreaRef, Value], ...]
    national: NationalFigure

    @property
    def areas_held(self) -> int:
        return sum(is_comparable(value) for _ref, value in self.tiles)

    @property
    def areas(self) -> int:
        return len(self.tiles)


def area_map(year: ReportingYear | None, *, series: Series, areas: Sequence[AreaRef]) -> AreaMap | None:
    """None where no area has a rate that year."""
    if year is None:
        return None
    rate = catalogue().rate
    values = {ref.slug: series.value(rate, area_slug=ref.slug, year=year) for ref in areas}
    found = AreaMap(
        year,
        tuple((ref, values[ref.slug]) for ref in areas),
        national_figure(
            rate,
            nation=series.value(rate, area_slug=NATION_SLUG, year=year),
            areas={slug: value for slug, value in values.items() if is_comparable(value)},
        ),
    )
    return found if found.areas_held else None
