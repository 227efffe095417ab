"""What the front page, an area's page and the page of England and Wales show, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from stats.catalogue.codes import IndicatorCode
from stats.catalogue.measures import CellKey
from stats.catalogue.texts import Fields


@dataclass(frozen=True, slots=True)
class PageFigure:
    """An indicator among the large figures of a page."""

    indicator: IndicatorCode
    label: Annotated[str, Fields(may=("date", "people"))]


@dataclass(frozen=True, slots=True)
class PageCell:
    """A published cell among the large figures of a page."""

    cell: CellKey
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """`trends` are the indicators that it draws over the years."""

    code: str
    figures: tuple[PageFigure, ...]
    cells: tuple[PageCell, ...] = ()
    trends: tuple[IndicatorCode, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator that the page shows, without repeats."""
        return tuple(dict.fromkeys((*(figure.indicator for figure in self.figures), *self.trends)))
