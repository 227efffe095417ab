"""What pages show and say: the front page, areas, England and Wales, and a page for each topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from stats.catalogue.measures import CellKey
from stats.catalogue.texts import BreakCode, Fields, IndicatorCode, PluralText, TopicCode
from stats.catalogue.years import EVERY_YEAR, Span


@dataclass(frozen=True, slots=True)
class PageFigure:
    """An indicator among the large figures of a page. `is_part` is one that is told with the figure before
    it."""

    indicator: IndicatorCode
    label: Annotated[str, Fields(may=("date", "people"))]
    is_part: bool = False


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


@dataclass(frozen=True, slots=True)
class SeriesColumn:
    """One cell; `breaks` are the codes of those that part its years.

    `parts` are the cells that make this one where it is not printed itself. `is_context` columns stand
    beside a topic's own figures and make no row by themselves.
    """

    cell: CellKey
    label: str
    short_label: str
    breaks: tuple[BreakCode, ...] = ()
    parts: tuple[CellKey, ...] = ()
    is_context: bool = False


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """`is_detail`: it says what the numbers of another table are made of."""

    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A table of a topic's page, in the years for which it makes sense."""

    topic: TopicCode
    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    years: Span

    @property
    def cells(self) -> tuple[CellKey, ...]:
        """Every cell that the table may need, without repeats."""
        return tuple(dict.fromkeys(cell for one in self.columns for cell in (one.cell, *one.parts)))


@dataclass(frozen=True, slots=True)
class CountedThing:
    """What a topic counts, in the years in which it has that name: `1 person`, `25 people`."""

    text: Annotated[PluralText, Fields(("number",))]
    years: Span


@dataclass(frozen=True, slots=True)
class TopicWords:
    """`under` stands below the title, and `story` opens the section on what has changed over the years.

    `menu` is its name in the menu, that at the foot unless `in_main_menu`; `about` is for the front page.

    `sentence` answers the page's question for England and Wales from the indicator `count`: `figure` is its
    number with what is `counted`. `sentence_with_ratio` is used where `ratio` is held as well.
    """

    title: str
    under: str
    story: str
    menu: str
    about: str
    count: IndicatorCode
    sentence: Annotated[PluralText, Fields(("year", "figure"))]
    counted: tuple[CountedThing, ...]
    ratio: IndicatorCode = ""
    sentence_with_ratio: Annotated[PluralText | None, Fields(("year", "figure", "ratio"))] = None
    in_main_menu: bool = False

    def problems(self) -> Iterator[str]:
        if bool(self.ratio) != (self.sentence_with_ratio is not None):
            yield "sentence_with_ratio: it is needed where there is a ratio, and only there"
        for year in EVERY_YEAR:
            if sum(year in counted.years for counted in self.counted) != 1:
                yield f"counted: {year} has none, or more than one"
                return


@dataclass(frozen=True, slots=True)
class Topic:
    """`title` heads its indicators where areas are compared. `page` is None for a topic without one."""

    slug: str
    title: str
    page: TopicWords | None = None
