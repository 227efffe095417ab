"""England and Wales in a sentence: how many registered sexual offenders, the rate, the year before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.catalogue.breaks import Break
from stats.presentation.text import words
from stats.presentation.text.attribution import (
    Credit,
    Part,
    ToldNumber,
    credit_line,
    in_words,
    told_numbers,
)
from stats.presentation.text.sentences import Sentence, registered_offenders
from stats.queries.pages.home import NationalPicture


@dataclass(frozen=True)
class NationalOpening:
    """The sentence of the latest year, with whose its numbers are."""

    nation: NationalPicture

    @cached_property
    def sentence(self) -> Sentence:
        nation = self.nation
        return registered_offenders(
            _("England and Wales"),
            year=nation.year,
            count=nation.rsos.value,
            rate=nation.rate.value,
            previous_count=None if parted(nation.rsos) else nation.rsos.previous,
            previous_rate=None if parted(nation.rate) else nation.rate.previous,
        )

    @property
    def _told(self) -> tuple[ToldNumber, ...]:
        """The numbers of the sentence."""
        nation = self.nation
        before = [None if parted(one) else one.previous for one in (nation.rsos, nation.rate)]
        return told_numbers(
            (Part.COUNT, nation.rsos.value),
            (Part.RATE, nation.rate.value),
            *((Part.BEFORE, value) for value in before if value is not None and is_comparable(value)),
        )

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The line under the sentence: whose number it is, and what was worked out here."""
        return credit_line(self._told)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is doubted of the sentence's numbers."""
        return words.doubts_of(*(one.value for one in self._told))

    @property
    def source(self) -> str:
        """What is copied after the sentence: the doubts, and whose each number is."""
        return " ".join((*self.doubts, in_words(self._told)))


def parted(now: Headline) -> tuple[Break, ...]:
    """What keeps the year from being compared with the year before, where that is held at all."""
    return now.breaks if now.previous is not None and is_comparable(now.previous) else ()
