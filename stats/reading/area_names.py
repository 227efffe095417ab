"""Names of areas: the one that a cell of a table gives, and those that a title or a report speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from stats.reading.reading import AreaNames

# They stand beside a name, or do not, and mean nothing for which area it is.
_SET_ASIDE = frozenset(
    ("police", "constabulary", "heddlu", "mappa", "area", "force", "service", "smb", "the", "and", "of")
)
# London is one area and has two police forces: a row of the smaller is a part of it.
_PARTS = (frozenset(("city", "london")),)
NOTE = re.compile(
    r"[\[(] ?(notes? ?)?([0-9]{1,2}|[a-z])((, ?| and )([0-9]{1,2}|[a-z]))* ?[\])]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE_A_NAME = frozenset(("police", "constabulary", "mappa"))
_NEAR = 75  # of 100, as for the near names of problems

Key = frozenset[str]


def find_area(text: str, *, areas: Sequence[AreaNames]) -> str:
    """The slug of the area that a cell names; empty where it names none for certain.

    Case, order of words, `Police` or not, `&`, punctuation and the marks of footnotes make no difference:
    `Yorkshire, North (2)` is North Yorkshire. A name of a part of an area, as the City of London, is none.
    """
    keys = _keys(tuple(areas))
    if found := keys.get(name_key(text)):
        return found
    # `North Wales / Gogledd Cymru`, `London (Metropolitan Police)`
    parts = [key for part in re.split(r"[/|()\[\]]", NOTE.sub(" ", text)) if (key := name_key(part))]
    among = {keys.get(part, "") for part in parts}
    return among.pop() if len(among) == 1 else ""


def guess_areas(text: str, *, areas: Sequence[AreaNames]) -> tuple[str, ...]:
    """Slugs of the areas that a text names, most likely first: by how often, an area's own name and one with
    `MAPPA` or `Police` after it counting twice, then by which comes first. The longest name is taken, so
    that `West Yorkshire` is not York.

    Only words with a capital letter count, as `met` and `beds` are words as well.
    """
    phrases = _phrases(tuple(areas))
    longest = max((len(phrase) for phrase in phrases), default=0)
    spelt = [word for word in _WORD.findall(_plain(text)) if word.casefold() != "and"]
    words = [word.casefold() for word in spelt]
    weights: dict[str, int] = defaultdict(int)
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + length])
            if phrase in phrases and spelt[at][0].isupper() and spelt[at + length - 1][0].isupper():
                slug, weight = phrases[phrase]
                named = bool(_BESIDE_A_NAME.intersection(words[at + length - 1 : at + length + 1]))
                weights[slug] += weight * (2 if named else 1)
                at += length
                break
        else:
            at += 1
    return tuple(sorted(weights, key=lambda slug: -weights[slug]))


def near_areas(text: str, *, areas: Sequence[AreaNames]) -> tuple[str, ...]:
    """Slugs of up to three areas that a cell may mean, most likely first; empty where nothing is near."""
    near = process.extract(
        " ".join(sorted(name_key(text))),
        {key: " ".join(sorted(key)) for key in _keys(tuple(areas))},
        scorer=fuzz.WRatio,
        limit=9,
        score_cutoff=_NEAR,
    )
    keys = _keys(tuple(areas))
    return tuple(dict.fromkeys((*guess_areas(text, areas=areas), *(keys[key] for *_, key in near))))[:3]


def is_only_set_aside(text: str) -> bool:
    """Whether a text is a head of names and no name: `Area`, `Police force area (1)`."""
    return bool(text) and not name_key(text)


def _plain(text: str) -> str:
    """Without accents and superscripts' shape, and `&` as a word."""
    split = unicodedata.normalize("NFKD", text.replace("&", " and "))
    return "".join(c for c in split if not unicodedata.combining(c)).replace("'", "").replace("’", "")


def name_key(text: str) -> Key:
    """The words of a name that tell it from others, in no order."""
    return frozenset(_WORD.findall(_plain(NOTE.sub(" ", text)).casefold())) - _SET_ASIDE


def _names(area: AreaNames) -> Iterator[str]:
    for name in area.names:
        yield from filter(None, map(str.strip, name.split(";")))


@lru_cache(maxsize=4)
def _keys(areas: tuple[AreaNames, ...]) -> dict[Key, str]:
    """The area of each name; names that two areas share are left out."""
    slugs: dict[Key, set[str]] = defaultdict(set)
    for area in areas:
        for name in _names(area):
            slugs[name_key(name)].add(area.slug)
    for part in _PARTS:
        slugs.pop(part, None)
    return {key: among.pop() for key, among in slugs.items() if key and len(among) == 1}


@lru_cache(maxsize=4)
def _phrases(areas: tuple[AreaNames, ...]) -> dict[tuple[str, ...], tuple[str, int]]:
    """The area of each name as words in their order, and what a mention weighs: the first name twice."""
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    for area in areas:
        for number, name in enumerate(_names(area)):
            words = (word for word in _WORD.findall(_plain(name).casefold()) if word != "and")
            found.setdefault(tuple(words), (area.slug, 1 if number else 2))
    return found
