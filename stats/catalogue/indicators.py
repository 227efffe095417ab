"""Indicators: what areas are compared on, taken or computed from published figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.questions import not_searchable
from stats.catalogue.texts import Fields, PluralText, TopicCode

_SENTENCE = ("when", "area", "people", "what")


class Kind(StrEnum):
    COUNT = "count"
    POPULATION_RATE = "population rate"  # printed rate, or numerator / population
    RATIO = "ratio"  # one count per so many of another count
    SHARE = "share"  # a part of its whole, as a percentage


class Role(StrEnum):
    """The indicators that pages know by name."""

    RATE = "rate"
    RSOS = "rsos"


@dataclass(frozen=True, slots=True)
class Indicator:
    """`numerator` and `denominator` are cells to add; those of another era are left out by year.

    `parts` are the cells that make the numerator where its own cell is not held, as Levels 2 and 3 make
    a total that a report does not print; `denominator_parts` likewise.

    Value = numerator / denominator x `per`, with `decimals` places when shown. A count is its
    numerator. `printed` is the cell that holds the same thing as printed, preferred where held.

    `asked` are the words by which a question asks for it; the first is the one that links use.

    `sentence` is what an area's page says of its figure, and `sentence_with_count` of a rate and the people
    behind it. Without one the page has a plain line.
    """

    slug: str
    title: str
    short_title: str
    topic: TopicCode
    kind: Kind
    numerator: tuple[CellKey, ...]
    decimals: int
    unit: str
    numerator_words: str
    basis: Basis
    counted: str
    high_can_mean: str
    cannot_mean: str
    asked: tuple[str, ...]
    denominator: tuple[CellKey, ...] = ()
    parts: tuple[CellKey, ...] = ()
    denominator_parts: tuple[CellKey, ...] = ()
    printed: CellKey | None = None
    per: int = 1
    denominator_words: str = ""
    role: Role | None = None
    sentence: Annotated[PluralText | None, Fields(("number",), _SENTENCE)] = None
    sentence_with_count: Annotated[PluralText | None, Fields(("number", "count", "one_in"), _SENTENCE)] = None

    def problems(self) -> Iterator[str]:
        yield from (f"asked: {said}" for said in not_searchable(self.asked))
        if (self.kind in (Kind.RATIO, Kind.SHARE)) != bool(self.denominator):
            yield "a ratio or share has a denominator, others have none"
        if self.role and len(self.numerator) != 1:
            yield "role: an indicator with a role has one numerator"
        if self.role is Role.RATE and self.printed is None:
            yield "role: the rate is a cell that reports print"

    @property
    def is_count_over_year(self) -> bool:
        """Whether its changes can be set against chance. A stock on 31 March is mostly the same people a year
        later; in a rate, a ratio or a share both numbers move."""
        return self.kind is Kind.COUNT and self.basis is Basis.YEARLY_TOTAL

    def is_rate_of(self, count: Indicator) -> bool:
        """Whether it sets that count beside something: a rate, a ratio or a share of the same numerator."""
        return self.kind is not Kind.COUNT and count.kind is Kind.COUNT and self.numerator == count.numerator

    @property
    def cells(self) -> tuple[CellKey, ...]:
        """Every cell the indicator may need, without repeats."""
        printed = (self.printed,) if self.printed else ()
        return tuple(
            dict.fromkeys(
                (*printed, *self.numerator, *self.parts, *self.denominator, *self.denominator_parts)
            )
        )
