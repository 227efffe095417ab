"""The words of column heads and titles in tables of areas, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from stats.catalogue.measures import Basis
from stats.catalogue.texts import MeasureCode


@dataclass(frozen=True, slots=True)
class HeadWord:
    """Ways of writing one thing that a head may say.

    `category` is what it fixes as well; `basis` is how it says that the numbers are counted. Of a word that
    is `left_out` the column holds no figure: people living there, per cents, ranks, codes. One that is
    `set_aside` says nothing of what a column is. `counts` and `rate` say which of the two a column gives.
    """

    code: str
    phrases: tuple[str, ...]
    category: Literal["1", "2", "3", "4"] | None = None
    basis: Basis | None = None
    levels: tuple[str, ...] = ()
    left_out: bool = False
    set_aside: bool = False
    counts: bool = False
    rate: bool = False


@dataclass(frozen=True, slots=True)
class HeadRule:
    """Words by code that make a column that of a measure: all of `needs`, and beside them any of `may`."""

    measure: MeasureCode
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


def unknown_words(words: tuple[HeadWord, ...], rules: tuple[HeadRule, ...]) -> Iterator[str]:
    """Every word of a rule that no entry declares."""
    known = {word.code for word in words}
    for rule in rules:
        for code in (*rule.needs, *rule.may):
            if code not in known:
                yield f"headings.toml: the rule of {rule.measure!r} has an unknown word {code!r}"
