"""Topics: the indicators that belong together, and the words of their pages."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.texts import PluralText
from stats.catalogue.years import Span


@dataclass(frozen=True, slots=True)
class CountedThing:
    """What a topic counts, in the years in which it has that name: `1 person`, `25 people`."""

    text: PluralText
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
    count: str
    sentence: PluralText
    counted: tuple[CountedThing, ...]
    ratio: str = ""
    sentence_with_ratio: PluralText | None = None
    in_main_menu: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """`title` heads its indicators where areas are compared. `page` is None for a topic without one."""

    slug: str
    title: str
    page: TopicWords | None = None
