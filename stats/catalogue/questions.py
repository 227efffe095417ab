"""The words of questions that are no names of places: what they ask for, and what is not counted here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stats.catalogue.texts import IndicatorCode


class QuestionUse(StrEnum):
    """What a word of a question does. Words for the latest year and words set aside ask for nothing; words
    not read are told as such."""

    COUNTING = "counting"
    RATE = "rate"
    LATEST = "latest"
    SET_ASIDE = "set aside"
    NOT_READ = "not read"


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Words of one use. `per` is what a rate is asked for: so many of what is below the line; None where the
    words leave that open."""

    use: QuestionUse
    phrases: tuple[str, ...]
    per: int | None = None

    def problems(self) -> Iterator[str]:
        yield from not_searchable(self.phrases)
        if self.per is not None and self.use is not QuestionUse.RATE:
            yield "per: only words for a rate have it"


@dataclass(frozen=True, slots=True)
class RelatedSubject:
    """What may be asked for and is no indicator. `said` is what there is instead, in full sentences; the
    nearest is `indicator`, or else what the question asks for beside it."""

    code: str
    phrases: tuple[str, ...]
    said: str
    indicator: IndicatorCode | None = None

    def problems(self) -> Iterator[str]:
        yield from not_searchable(self.phrases)


def not_searchable(phrases: tuple[str, ...]) -> Iterator[str]:
    """What keeps phrases from being found: they are looked up as the search reads what was typed."""
    if not phrases:
        yield "there are no words"
    for phrase in phrases:
        if not re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", phrase):
            yield f"{phrase!r}: expected small letters and digits, with single spaces between words"
