"""Find an area by the name of a town, district, county, police force or a former name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from stats.analysis.figures import AreaRef
from stats.models import Area, Place
from stats.queries.figures import area_ref

# Full postcodes and outward halves: "BH1 1AA", "sw1a1aa", "M1". Not held, so only recognised.
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?(\s*\d[a-z]{2})?", re.IGNORECASE)
_LONGEST_QUERY = 100
_MOST_RESULTS = 12
# Below this similarity (0 to 100, rapidfuzz WRatio) a suggestion is more puzzle than help: "Bornmouth"
# is 95 from Bournemouth, "Manchster" 95 from Manchester, "xyzzy" below 60 from everything.
_CLOSE_ENOUGH = 82
_LEADING = re.compile(r"^(the|city of|county of) ")


@dataclass(frozen=True, slots=True)
class Match:
    """An area and the name that led to it. `within` tells two places of one name apart."""

    area: AreaRef
    name: str
    kind: str
    within: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`matches` best first. `is_guess` says that nothing was spelt so and these come near.

    `only` is the area where every match leads to the same one and the name was spelt right.
    """

    query: str
    is_postcode: bool
    is_guess: bool
    matches: tuple[Match, ...]

    @property
    def only(self) -> AreaRef | None:
        areas = {match.area.slug: match.area for match in self.matches}
        if len(areas) == 1 and not self.is_guess:
            return next(iter(areas.values()))
        return None


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    match: Match
    rank: int


def search(query: str) -> SearchResult:
    """Exact names first, then names that begin so, then names that contain it, then near spellings.

    Two queries. Case, accents, punctuation and a leading "the" make no difference.
    """
    asked = " ".join(query.split())[:_LONGEST_QUERY]
    key = _key(asked)
    if not key:
        return SearchResult(asked, is_postcode=False, is_guess=False, matches=())
    names = _names()
    spelt = _spelt(key, names)
    if spelt:
        return SearchResult(asked, is_postcode=False, is_guess=False, matches=spelt)
    if _POSTCODE.fullmatch(asked):
        return SearchResult(asked, is_postcode=True, is_guess=False, matches=())
    return SearchResult(asked, is_postcode=False, is_guess=True, matches=_near(key, names))


def _spelt(key: str, names: list[_Name]) -> tuple[Match, ...]:
    exact = [name for name in names if name.key == key]
    if exact:
        return _once(exact)
    begins = [name for name in names if name.key.startswith(key)]
    inside = [name for name in names if f" {key}" in name.key] if len(key) > 2 else []
    return _once([*sorted(begins, key=lambda n: (n.rank, len(n.key), n.key)), *inside])


def _near(key: str, names: list[_Name]) -> tuple[Match, ...]:
    if len(key) < 3:
        return ()
    keys = {number: name.key for number, name in enumerate(names)}
    found = process.extract(key, keys, scorer=fuzz.ratio, limit=_MOST_RESULTS * 2, score_cutoff=_CLOSE_ENOUGH)
    return _once(names[number] for _, _, number in found)


def _once(names: Iterable[_Name]) -> tuple[Match, ...]:
    """One match for each area and name; Poole is a town and a former district of one area."""
    found: dict[tuple[str, str], Match] = {}
    for name in sorted(names, key=lambda one: one.rank):
        found.setdefault((name.match.area.slug, name.key), name.match)
    return tuple(found.values())[:_MOST_RESULTS]


def _names() -> list[_Name]:
    """Every name that leads to an area: the area, its force and aliases first, then its places."""
    found: list[_Name] = []
    areas: dict[int, AreaRef] = {}
    for area in Area.objects.filter(kind=Area.Kind.AREA).order_by("name"):
        ref = areas[area.pk] = area_ref(area)
        own = [(area.name, "MAPPA area"), *((one, "police force") for one in area.police_force.split(";"))]
        own += [(alias, "also called") for alias in area.aliases]
        found += [_Name(_key(name), Match(ref, name.strip(), kind, ""), 0) for name, kind in own]
        bare = re.sub(r"\s*\(.*\)", "", area.name)
        if bare != area.name:
            found.append(_Name(_key(bare), Match(ref, area.name, "MAPPA area", ""), 0))
    for place in Place.objects.order_by("name").values("area_id", "name", "kind", "within"):
        match = Match(areas[place["area_id"]], place["name"], place["kind"], place["within"])
        found.append(_Name(_key(place["name"]), match, 1))
    return found


def _key(text: str) -> str:
    """What two spellings of one name share: "The Met" and "met", "Ynys Môn" and "ynys mon"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("&", " and ")).strip()
    return _LEADING.sub("", words)
