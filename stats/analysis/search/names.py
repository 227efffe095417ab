"""Which of the names that lead to areas a reader meant: spelt so, or nearly; and words that are no names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz import fuzz, process

from stats.analysis.figures import AreaRef
from stats.catalogue.areas import WordUse
from stats.catalogue.reader import catalogue

# Full postcodes and outward halves: "BH1 1AA", "sw1a1aa", "M1". Not held, so only recognised.
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?(\s*\d[a-z]{2})?\b", re.IGNORECASE)
# Kinds of name that are of more than one area, and that of an area itself.
COUNTRY, REGION, OWN_NAME = "country", "region", "MAPPA area"
_LONGEST_QUERY = 100
_MOST_RESULTS = 12
# The longest names have six words ("Hetton-le-Hole" three); a few more cost nothing.
_LONGEST_NAME = 8
# Below this similarity (0 to 100, `fuzz.ratio` of rapidfuzz) a suggestion is more puzzle than help:
# "Bornmouth" is 95 from Bournemouth, "Manchster" 95 from Manchester, "xyzzy" below 60 from everything.
_CLOSE_ENOUGH = 82


@dataclass(frozen=True, slots=True)
class SearchName:
    """A name that leads to an area. `key` is the spelling that is searched; `within` tells two places of one
    name apart; `verified` says that it stands in an official list. An area's own names come before its
    places; each kind in the order given."""

    key: str
    area: AreaRef
    name: str
    kind: str
    within: str = ""
    is_place: bool = False
    verified: bool = True

    @property
    def is_wider(self) -> bool:
        """Whether it is a name of more than the area: West Midlands is an area and a region of four."""
        return self.kind in {COUNTRY, REGION}


class Spelling(Enum):
    """How what was typed is spelt in the names found. From PART_OF_NAME on it is not a name as it stands."""

    NAME = (
        auto()
    )  # a name, with or without words around it: "Halifax", "Poole, Dorset", "City of York Council"
    NAMES_APART = auto()  # several names, of which no area has all: "Croydon, Surrey"
    PART_OF_NAME = auto()
    NEAR = auto()
    NAME_AMONG_OTHERS = auto()  # a name beside words that mean nothing here: "Smith Poole"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`matches` best first. `answer` is what to say to words that are no name, such as "near me"."""

    query: str
    spelling: Spelling = Spelling.NEAR
    matches: tuple[SearchName, ...] = ()
    answer: WordUse | None = None
    is_postcode: bool = False

    @property
    def is_guess(self) -> bool:
        return self.spelling in {Spelling.NEAR, Spelling.NAME_AMONG_OTHERS}

    @property
    def only(self) -> SearchName | None:
        """The name to go to without asking: every match leads to the one area, and it is what was typed."""
        areas = {match.area.slug for match in self.matches}
        keys = {match.key for match in self.matches}
        is_one = len(areas) == 1 and (self.spelling is Spelling.NAME or len(keys) == 1)
        return self.matches[0] if is_one and not self.is_guess and self.answer is None else None


def search_names(query: str, *, names: Collection[SearchName]) -> SearchResult:
    """Names spelt so, then names that begin so or contain it, then near spellings.

    Case, accents, punctuation, and words of the catalogue that are set aside make no difference.
    """
    shown = " ".join(query[: _LONGEST_QUERY * 10].split())[:_LONGEST_QUERY]
    named = names_by_key(names)
    key = search_key(shown)
    if key in named:
        return SearchResult(shown, Spelling.NAME, matches_of(meant(key, named), key=key))
    if not key or _POSTCODE.fullmatch(shown):
        return SearchResult(shown, is_postcode=bool(key))
    reading = _read(search_key(_POSTCODE.sub(" ", shown)).split(), named=named)
    found = agreeing(reading.found)
    together = tuple(name for names in reading.found for name in names)
    spelling = Spelling.NAME if found else Spelling.NAMES_APART
    if reading.answer or (reading.found and not reading.unknown):
        return SearchResult(shown, spelling, matches_of(found or together), reading.answer)
    if not reading.core:
        return SearchResult(shown, answer=WordUse.NEAR_ME)
    if matches := _parts(reading.core, names):
        return SearchResult(shown, Spelling.PART_OF_NAME, matches)
    if matches := _near(reading.core, names):
        return SearchResult(shown, Spelling.NEAR, matches)
    return SearchResult(shown, Spelling.NAME_AMONG_OTHERS, matches_of(found or together)[:_MOST_RESULTS])


@lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """What two spellings of one name share: "St. Helens" and "saint helens", "Ynys Môn" and "ynys mon"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("&", " and "))
    return " ".join(catalogue().spellings.get(word, word) for word in words)


def names_by_key(names: Iterable[SearchName]) -> Mapping[str, Sequence[SearchName]]:
    """Names by what is typed for them: by their keys, and by what stands before a joining word, as Richmond
    for Richmond upon Thames."""
    by_key: dict[str, list[SearchName]] = defaultdict(list)
    joining = {phrase for phrase, use in catalogue().phrases.items() if use is WordUse.JOINING}
    for name in names:
        by_key[name.key].append(name)
        words = name.key.split()
        joint = (
            0 if joining.isdisjoint(words) else next(at for at, word in enumerate(words) if word in joining)
        )
        if joint:
            by_key[" ".join(words[:joint])].append(name)
    return by_key


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was typed, taken apart: the names in it, whether other words are left, what it asks beside, and
    all of it but what is set aside."""

    found: tuple[Sequence[SearchName], ...]
    unknown: bool
    answer: WordUse | None
    core: str


def _read(words: Sequence[str], *, named: Mapping[str, Sequence[SearchName]]) -> _Reading:
    """From the left, each time the most words that are a name or a phrase; at most eight look-ups a word."""
    uses = catalogue().phrases
    found: dict[str, Sequence[SearchName]] = {}
    answers: list[WordUse] = []
    core: list[str] = []
    unknown = False
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST_NAME), at, -1):
            text = " ".join(words[at:end])
            use = uses.get(text)
            is_answer = use is not None and use.is_answer
            # "Street" is a town; in "Smith Street" it is not.
            if text in named and not (is_answer and unknown):
                found[text] = meant(text, named)
                core.append(text)
                break
            if use is not None and (is_answer or use in {WordUse.SET_ASIDE, WordUse.JOINING}):
                answers += [use] if is_answer else []
                break
        else:
            end = at + 1
            core.append(words[at])
            unknown = True
        at = end
    return _Reading(tuple(found.values()), unknown, answers[0] if answers else None, " ".join(core))


def meant(key: str, named: Mapping[str, Sequence[SearchName]]) -> Sequence[SearchName]:
    """Who types the name of an area or a district means that, and not the first half of another name: Bolton,
    and not Bolton-le-Sands."""
    exact = [name for name in named[key] if name.key == key]
    known = any(not name.is_place or name.kind in catalogue().districts for name in exact)
    return exact if known else named[key]


def agreeing(found: Sequence[Sequence[SearchName]]) -> tuple[SearchName, ...]:
    """The names of the place, where others say which: Newport of "Newport, Isle of Wight".

    Nothing where no area has all the names.
    """
    areas = [{name.area.slug for name in names} for names in found]
    common = set.intersection(*areas) if areas else set()
    agreeing = [tuple(name for name in names if name.area.slug in common) for names in found]
    around = {search_key(name.within) for names in agreeing for name in names}
    places = (names for names in agreeing if all(name.is_place and name.key not in around for name in names))
    return next(places, agreeing[0]) if common else ()


def _parts(key: str, names: Collection[SearchName]) -> tuple[SearchName, ...]:
    begins = [name for name in names if name.key.startswith(key)]
    inside = [name for name in names if f" {key}" in name.key] if len(key) > 2 else []
    begins.sort(key=lambda name: (len(name.key), name.key))
    return matches_of([*begins, *inside])[:_MOST_RESULTS]


def _near(key: str, names: Collection[SearchName]) -> tuple[SearchName, ...]:
    if len(key) < 3:
        return ()
    known = list(names)
    near = process.extract(
        key,
        [name.key for name in known],
        scorer=fuzz.ratio,
        limit=_MOST_RESULTS * 2,
        score_cutoff=_CLOSE_ENOUGH,
    )
    return matches_of(known[place] for _key, _score, place in near)[:_MOST_RESULTS]


def matches_of(names: Iterable[SearchName], *, key: str = "") -> tuple[SearchName, ...]:
    """An area's own names before places, and what has that very key before the rest. Poole is a town and a
    former district of one area: of one name there, those within something stand for all."""
    same: dict[tuple[str, str], dict[str, SearchName]] = defaultdict(dict)
    for name in sorted(names, key=lambda name: (name.is_place, name.key != key, name.is_wider)):
        same[name.area.slug, name.key].setdefault(name.within, name)
    matches: list[SearchName] = []
    for found in same.values():
        first = next(iter(found.values()))
        within = [name for name in found.values() if name.within]
        matches += within if first.is_place and within else [first]
    return tuple(matches)
