"""What the code must know of areas, places and the words of a search before any is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stats.catalogue.questions import not_searchable

NATION_SLUG = "england-and-wales"


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place that leads to an area. Districts are local authorities: the page of an area names it by
    them, and their `metropolitan` share says which areas are alike.

    `former`: the name is no longer in use. `other_name`: `within` is the name that the place has otherwise,
    as Rhyl for Y Rhyl.
    """

    code: str
    district: bool = False
    metropolitan: bool = False
    former: bool = False
    other_name: bool = False

    def problems(self) -> Iterator[str]:
        if self.metropolitan and not self.district:
            yield "what is metropolitan is a district as well"


class WordUse(StrEnum):
    """What the search makes of a word that is no name: from NEAR_ME on, what it answers."""

    SET_ASIDE = "set aside"
    JOINING = "joining"
    ARTICLE = "article"
    NEAR_ME = "near me"
    DISCLOSURE = "disclosure"
    INDIVIDUALS = "individuals"
    ADDRESS = "address"
    NATION = "nation"
    OUTSIDE = "outside"

    @property
    def is_answer(self) -> bool:
        return self not in {WordUse.SET_ASIDE, WordUse.JOINING, WordUse.ARTICLE}


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and phrases that the search uses in one way."""

    use: WordUse
    phrases: tuple[str, ...]

    def problems(self) -> Iterator[str]:
        yield from not_searchable(self.phrases)


@dataclass(frozen=True, slots=True)
class SameWord:
    """A word, and the other ways in which it is written: `north` and `n`."""

    word: str
    also: tuple[str, ...]

    def problems(self) -> Iterator[str]:
        yield from not_searchable((self.word, *self.also))


WITH_ARTICLE = frozenset({"West Midlands"})
"""Names before which a sentence says "the"."""
