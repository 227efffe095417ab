"""Which of several figures for one cell is shown first. The others are kept and shown as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.calculations.amounts import Marker, Qualifier
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Standing


def rank(kind: str) -> int:
    """0 for the kind of source that is trusted most."""
    return list(catalogue().source_kinds).index(kind)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One source's figure for the cell. `published` is a partial date; its order as text is that in time."""

    restated: bool
    marker: str
    qualifier: str
    kind: str
    standing: str
    published: str
    title: str
    url: str


def preferred(candidates: Iterable[Candidate]) -> Candidate:
    """The candidate to show, by the first of these that tells two apart:

    1. A figure as first counted comes before one restated on another base, which is not comparable with
       its year (stats.catalogue.populations.Restatement).
    2. Anything said comes before `[x]`, not published or not available, whoever says it. No other marker
       gives way to a number: `[z]` and `[c]` from a better source tell what the cell is.
    3. The better kind of source, by the order of the catalogue's sources.toml.
    4. An exact number comes before a bound or a rounded one: 31,392 before "more than 31,300".
    5. A source that prints its own figures, held whole, comes before a part of one, a copy, and a count that
       stands in for the report's, such as one that the police gave under the Freedom of Information Act: each
       gives way to what it copies or stands in for (stats.catalogue.sources.Standing).
    6. The source published later; one with no date counts as the oldest.
    7. The source's title, then its link, in the order of their characters, so that the choice depends
       neither on chance nor on which file was loaded first.
    """
    # Sorting is stable: by the last rule first.
    ordered = sorted(candidates, key=lambda c: (c.title, c.url))
    ordered.sort(key=lambda c: c.published, reverse=True)
    ordered.sort(
        key=lambda c: (
            c.restated,
            c.marker == Marker.NOT_AVAILABLE,
            rank(c.kind),
            c.qualifier != Qualifier.EXACT,
            c.standing != Standing.FIRST,
        )
    )
    return ordered[0]
