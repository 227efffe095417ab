"""Which of the names that lead to areas a reader meant: spelt so, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from stats.analysis.figures import AreaRef

# Full postcodes and outward halves: "BH1 1AA", "sw1a1aa", "M1". Not held, so only recognised.
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?(\s*\d[a-z]{2})?", re.IGNORECASE)
_LONGEST_QUERY = 100
_MOST_RESULTS = 12
# Below this similarity (0 to 100, `fuzz.ratio` of rapidfuzz) a suggestion is more puzzle than help:
# "Bornmouth" is 95 from Bournemouth, "Manchster" 95 from Manchester, "xyzzy" below 60 from everything.
_CLOSE_ENOUGH = 82
_LEADING = re.compile(r"^(the|city of|county of) ")


@dataclass(frozen=True, slots=True)
class SearchName:
    """A name that leads to an area. `key` is the spelling that is searched; `within` tells two places of one
    name apart. An area's own names come before its places; each kind in the order given."""

    key: str
    area: AreaRef
    name: str
    kind: str
    within: str = ""
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`matches` best first. `is_guess` says that nothing was spelt so and these come near.

    `only` is the area where every match leads to the same one and the name was spelt right.
    """

    query: str
    is_postcode: bool
    is_guess: bool
    matches: tuple[SearchName, ...]

    @property
    def only(self) -> AreaRef | None:
        areas = {match.area.slug: match.area for match in self.matches}
        if len(areas) == 1 and not self.is_guess:
            return next(iter(areas.values()))
        return None


def search_names(query: str, *, names: Collection[SearchName]) -> SearchResult:
    """Exact names first, then names that begin so, then names that contain it, then near spellings.

    Case, accents, punctuation and a leading "the" make no difference.
    """
    shown = " ".join(query.split())[:_LONGEST_QUERY]
    key = search_key(shown)
    matches = _spelt(key, names) if key else ()
    is_postcode = not matches and _POSTCODE.fullmatch(shown) is not None
    is_guess = bool(key) and not matches and not is_postcode
    return SearchResult(shown, is_postcode, is_guess, _near(key, names) if is_guess else matches)


def search_key(text: str) -> str:
    """What two spellings of one name share: "The Met" and "met", "Ynys Môn" and "ynys mon"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("&", " and ")).strip()
    return _LEADING.sub("", words)


def _spelt(key: str, names: Collection[SearchName]) -> tuple[SearchName, ...]:
    exact = [name for name in names if name.key == key]
    if exact:
        return _matches(exact)
    begins = [name for name in names if name.key.startswith(key)]
    inside = [name for name in names if f" {key}" in name.key] if len(key) > 2 else []
    return _matches([*sorted(begins, key=lambda name: (len(name.key), name.key)), *inside])


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
    return _matches(known[place] for _key, _score, place in near)


def _matches(names: Iterable[SearchName]) -> tuple[SearchName, ...]:
    """One match for each area and name, areas before places; Poole is a town and a former district of one
    area."""
    matches: dict[tuple[str, str], SearchName] = {}
    for name in sorted(names, key=lambda name: name.is_place):
        matches.setdefault((name.area.slug, name.key), name)
    return tuple(matches.values())[:_MOST_RESULTS]
