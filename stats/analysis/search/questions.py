"""A question in one line, taken apart: which area, which figure, which year, and what is not understood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from stats.analysis.search.names import (
    COUNTRY,
    OWN_NAME,
    SearchName,
    agreeing,
    matches_of,
    meant,
    names_by_key,
    search_key,
)
from stats.analysis.search.years import AskedYear, asked_years
from stats.catalogue.areas import WordUse
from stats.catalogue.indicators import Indicator
from stats.catalogue.questions import QuestionUse, QuestionWords, RelatedSubject
from stats.catalogue.reader import catalogue

# A longer text is no question of one line: what of it would be left out could change what it asks.
LONGEST_QUESTION = 200
_LONGEST_PHRASE = 10  # words
_THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}\b)")
# The similarity (0 to 100, `fuzz.ratio`) from which a word counts as misspelt: "recals" is 92 from "recalls",
# "offendrs" 94 from "offenders". Of short words one letter is more: "males" is 80 from "wales".
_SHORT, _SHORTEST = 5, 4
_CLOSE_ENOUGH, _CLOSE_ENOUGH_SHORT = 82, 88


@dataclass(frozen=True, slots=True)
class Question:
    """What a question names. `places` are the names that lead to areas, as many as are meant; where no area
    has all the names that were typed, `is_apart`.

    `unknown` are words as typed that mean nothing here; `read_as` are misspelt words with what they are read
    as. `answer` is what to say to words that ask for no figure, such as "near me". `per` is what a rate is
    asked for.
    """

    text: str
    places: tuple[SearchName, ...] = ()
    is_apart: bool = False
    nation: bool = False
    indicators: tuple[Indicator, ...] = ()
    related: tuple[RelatedSubject, ...] = ()
    years: tuple[AskedYear, ...] = ()
    is_counting: bool = False
    is_latest: bool = False
    asks_rate: bool = False
    per: int | None = None
    unknown: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    answer: WordUse | None = None
    is_only_set_aside: bool = False

    @property
    def areas(self) -> tuple[str, ...]:
        """The slugs of the areas that may be meant."""
        return tuple(dict.fromkeys(name.area.slug for name in self.places))

    @property
    def country(self) -> SearchName | None:
        """England or Wales, for which alone there are no figures."""
        is_country = bool(self.places) and all(name.kind == COUNTRY for name in self.places)
        return self.places[0] if is_country else None

    @property
    def asks_for_figure(self) -> bool:
        """Whether a figure is asked for, and not only a place by words that often stand beside one."""
        if self.answer not in {None, WordUse.NATION, WordUse.OUTSIDE}:
            return False
        subject = bool(self.indicators or self.related or self.asks_rate)
        return bool(self.years) or (subject and (self.is_counting or not self.is_only_set_aside))


def read_question(text: str, *, names: Collection[SearchName]) -> Question | None:
    """None for a text that is too long, or empty."""
    shown = " ".join(text.split())
    if not shown or len(shown) > LONGEST_QUESTION:
        return None
    years, rest = asked_years(shown)
    typed = search_key(_THOUSANDS.sub("", rest)).split()
    named = names_by_key(names)
    scan = _Scan(named)
    known = _vocabulary(tuple(named))
    words = [_corrected(word, known) for word in typed]
    scan.read(words, typed=typed)
    together = tuple(name for group in scan.found.values() for name in group)
    agreed = agreeing(tuple(scan.found.values()))
    is_two = bool(together) and not agreed
    places = _own_area(matches_of(agreed or together))
    per = next((each.per for each in scan.rates if each.per is not None), None)
    indicators = tuple(scan.indicators.values())
    return Question(
        text=shown,
        places=places,
        is_apart=is_two or (scan.nation and bool(places)),
        nation=scan.nation,
        indicators=_most_exact(indicators, asks_rate=bool(scan.rates)),
        related=tuple(scan.related.values()),
        years=years,
        is_counting=scan.is_counting,
        is_latest=scan.is_latest,
        asks_rate=bool(scan.rates),
        per=per,
        unknown=tuple(scan.unknown),
        read_as=tuple(scan.read_as.items()),
        answer=scan.answers[0] if scan.answers else None,
        is_only_set_aside=scan.is_only_set_aside,
    )


def _most_exact(found: tuple[Indicator, ...], *, asks_rate: bool) -> tuple[Indicator, ...]:
    """With words for a rate, the rate of each count; a count named beside its own rate is that rate."""
    if asks_rate:
        found = tuple(catalogue().rate_of(one) or one for one in found)
    unique = {one.slug: one for one in found}.values()
    return tuple(one for one in unique if not any(other.is_rate_of(one) for other in unique))


def _own_area(places: tuple[SearchName, ...]) -> tuple[SearchName, ...]:
    """West Midlands is an area, and a region of four: figures are of the area."""
    own = tuple(name for name in places if name.kind == OWN_NAME)
    wider = all(name.is_wider or name in own for name in places)
    return own if len({name.area.slug for name in own}) == 1 and wider else places


@dataclass
class _Scan:
    """What the words mean, read from the left: each time the most words that mean something together."""

    named: Mapping[str, Sequence[SearchName]]
    found: dict[str, Sequence[SearchName]] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    related: dict[str, RelatedSubject] = field(default_factory=dict)
    rates: list[QuestionWords] = field(default_factory=list)
    answers: list[WordUse] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)
    nation: bool = False
    is_counting: bool = False
    is_latest: bool = False
    is_only_set_aside: bool = True

    def read(self, words: Sequence[str], *, typed: Sequence[str]) -> None:
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + _LONGEST_PHRASE), at, -1):
                if self._take(" ".join(words[at:end])):
                    pairs = zip(typed[at:end], words[at:end], strict=True)
                    self.read_as |= {wrong: right for wrong, right in pairs if wrong != right}
                    break
            else:
                end = at + 1
                self.unknown.append(typed[at])
            at = end

    def _take(self, phrase: str) -> bool:
        """Whether the phrase means something; what it means is then kept."""
        use = catalogue().phrases.get(phrase)
        if (subject := catalogue().subjects.get(phrase)) is not None:
            if isinstance(subject, Indicator):
                self.indicators[subject.slug] = subject
            else:
                self.related[subject.code] = subject
            self.is_only_set_aside &= use is WordUse.SET_ASIDE
        elif (words := catalogue().question_phrases.get(phrase)) is not None:
            if words.use is QuestionUse.NOT_READ:
                return False
            self.is_counting |= words.use is QuestionUse.COUNTING
            self.is_latest |= words.use is QuestionUse.LATEST
            self.rates += [words] if words.use is QuestionUse.RATE else []
            self.is_only_set_aside &= words.use is not QuestionUse.RATE or use is WordUse.SET_ASIDE
        elif phrase in self.named and not (use is not None and use.is_answer and self.unknown):
            self.found[phrase] = meant(phrase, self.named)
        elif use is WordUse.NATION:
            self.nation = True
        elif use is not None and use.is_answer:
            self.answers.append(use)
        else:
            return use is not None
        return True


@lru_cache(maxsize=4)
def _vocabulary(names: tuple[str, ...]) -> tuple[frozenset[str], Mapping[str, Sequence[str]]]:
    """Every word that means something, and those that may be misspelt, by their first letter: "called" is not
    "recalled"."""
    own = [*catalogue().subjects, *catalogue().question_phrases, *catalogue().phrases]
    words = dict.fromkeys(word for phrase in (*own, *names) for word in phrase.split())
    long: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= _SHORTEST and word.isalpha():
            long[word[0]].append(word)
    return frozenset(words), long


def _corrected(word: str, vocabulary: tuple[frozenset[str], Mapping[str, Sequence[str]]]) -> str:
    """The word as it was probably meant; as typed where two others are equally near."""
    known, long = vocabulary
    if word in known or len(word) < _SHORTEST or not word.isalpha():
        return word
    cutoff = _CLOSE_ENOUGH if len(word) > _SHORT else _CLOSE_ENOUGH_SHORT
    near = process.extract(word, long.get(word[0], ()), scorer=fuzz.ratio, limit=3, score_cutoff=cutoff)
    own = [found for found in near if found[1] == near[0][1]] if near else []
    return own[0][0] if len(own) == 1 else word
