"""Figures and populations as plain values, with the area and the source that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stats.analysis.notes import NoteText
from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Standing
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
    """A source document as readers see it. `slug` is its page's; empty for one that is not stored."""

    id: int
    kind: str
    title: str
    url: str
    publisher: str = ""
    published: str = ""
    note: str = ""
    standing: str = ""
    slug: str = ""

    @property
    def standing_words(self) -> str:
        """That it is a copy, a part or a stand-in; empty for the document itself."""
        return Standing(self.standing).label if self.standing else ""

    @property
    def is_second_hand(self) -> bool:
        return catalogue().source_kinds[self.kind].second_hand


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure: where it belongs, what is printed, and who printed it.

    `doubt` is the note that doubts it, if there is one.
    """

    area_slug: str
    year: ReportingYear
    cell: CellKey
    amount: Amount
    as_printed: str
    source: SourceRef
    page: str
    preferred: bool
    doubt: NoteText | None = None

    def cell_in(self, year: ReportingYear) -> CellKey:
        """The cell in which the report of `year` prints it: a report may print the year before as well."""
        return replace(self.cell, years_back=year.start - self.year.start)


def sources_of(figures: Iterable[PublishedFigure]) -> tuple[SourceRef, ...]:
    """The sources of the figures, each once, in the order in which they first come."""
    return tuple({figure.source.id: figure.source for figure in figures}.values())


@dataclass(frozen=True, slots=True)
class Population:
    """How many people a rate divides by, and which estimate says so.

    `is_own_estimate` is True for the mid-2012 figures of people aged ten and over, which are not
    published but worked out (data_loads/README.md).
    """

    persons: int
    mid_year: int
    age_band: str
    is_own_estimate: bool


class Populations:
    """The estimates that were fetched, looked up by area and reporting year."""

    def __init__(self, held: Mapping[tuple[str, int, str], Population]) -> None:
        self._held = held

    def behind(self, area_slug: str, *, year: ReportingYear) -> Population | None:
        """The population that the reports of that year divide by; None where it is not held or known."""
        estimate = estimate_behind(year)
        return None if estimate is None else self._held.get((area_slug, *estimate))


def estimate_behind(year: ReportingYear) -> tuple[int, str] | None:
    """The mid-year and the ages of the estimate that the reports of that year divide by; None if unknown."""
    base = catalogue().population_base(year)
    mid_year = base.mid_year(year) if base else None
    return (mid_year, base.age_band) if base and mid_year is not None and base.age_band else None
