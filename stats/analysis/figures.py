"""Published figures as plain values, with the area and the source that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class AreaRef:
    """Enough of an area to name it, link to it and put it on the tile map."""

    slug: str
    name: str
    codes: tuple[str, ...] = ()
    tile_abbr: str = ""
    tile_column: int | None = None
    tile_row: int | None = None
    is_nation: bool = False

    @property
    def code(self) -> str:
        """The area's codes as one text; London has two."""
        return ";".join(self.codes)


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source document as readers see it."""

    id: int
    kind: str
    title: str
    url: str
    publisher: str = ""
    published: str = ""
    note: str = ""

    @property
    def is_second_hand(self) -> bool:
        return catalogue().source_kinds[self.kind].second_hand


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure: where it belongs, what is printed, and who printed it."""

    area_slug: str
    year: ReportingYear
    cell: CellKey
    amount: Amount
    as_printed: str
    source: SourceRef
    page: str
    preferred: bool

    def cell_in(self, year: ReportingYear) -> CellKey:
        """The cell in which the report of `year` prints it: a report may print the year before as well."""
        return replace(self.cell, years_back=year.start - self.year.start)


def sources_of(figures: Iterable[PublishedFigure]) -> tuple[SourceRef, ...]:
    """The sources of the figures, each once, in the order in which they first come."""
    return tuple({figure.source.id: figure.source for figure in figures}.values())
