"""Topics: the indicators that belong together, and the words of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from stats.catalogue.codes import IndicatorCode
from stats.catalogue.texts import Fields, PluralText
from stats.catalogue.years import EVERY_YEAR, Span


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
