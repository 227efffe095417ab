"""Areas most like another in what is held of them: how many people live there, and how metropolitan it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot, log

from stats.analysis.figures import AreaRef

MOST_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class Profile:
    """What an area is compared by. `persons` of all ages at `mid_year`; `metropolitan` is the share of its
    local authorities that are London boroughs or metropolitan districts, 0 to 1. None: not held."""

    area: AreaRef
    persons: int | None
    mid_year: int | None
    metropolitan: float | None


def most_similar(slug: str, *, profiles: Mapping[str, Profile]) -> tuple[Profile, ...]:
    """The areas nearest to that one, nearest first, ties by name; none where its population is not held."""
    own = profiles.get(slug)
    if own is None:
        return ()
    by_distance = sorted(
        (away, other.area.name, other.area.slug)
        for other in profiles.values()
        if other.area.slug != slug and (away := distance(own, other=other)) is not None
    )
    return tuple(profiles[other] for _away, _name, other in by_distance[:MOST_SIMILAR])


def distance(one: Profile, *, other: Profile) -> float | None:
    """How unlike two areas are; None where the population of either is not held for the same year.

    The straight line between (natural logarithm of the population, metropolitan share). Logarithms, so that
    0.5 and 1 million are as far apart as 1 and 2 million; the share runs from 0 to 1, so all against none
    weighs as much as 2.7 times the people. A share that is not held leaves the population alone.
    """
    if not one.persons or not other.persons or one.mid_year != other.mid_year:
        return None
    people = log(one.persons / other.persons)
    if one.metropolitan is None or other.metropolitan is None:
        return abs(people)
    return hypot(people, one.metropolitan - other.metropolitan)
