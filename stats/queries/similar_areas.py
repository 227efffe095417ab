"""Areas most like another in what is held of them: how many people live there, and how metropolitan it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot, log

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from stats.analysis.figures import AreaRef
from stats.catalogue.populations import ALL_AGES
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Area, Place, PopulationEstimate
from stats.queries.figures import area_ref

MOST_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class Profile:
    """What an area is compared by. `persons` of all ages at `mid_year`; `metropolitan` is the share of its
    districts that are metropolitan, 0 to 1. None: not held."""

    area: AreaRef
    persons: int | None
    mid_year: int | None
    metropolitan: float | None


@dataclass(frozen=True, slots=True)
class Similar:
    profile: Profile
    distance: float


def profiles(year: ReportingYear) -> Mapping[str, Profile]:
    """Every area by slug, in the order of names, with its population at the middle of the reporting year's
    first calendar year or the latest before; one query."""
    estimates = PopulationEstimate.objects.filter(
        area=OuterRef("pk"), age_band=ALL_AGES, mid_year__lte=year.start
    ).order_by("-mid_year")
    districts = Place.objects.filter(area=OuterRef("pk"), kind__in=catalogue().districts).order_by()
    rows = (
        Area.objects.filter(kind=Area.Kind.AREA)
        .annotate(
            persons=Subquery(estimates.values("persons")[:1]),
            mid_year=Subquery(estimates.values("mid_year")[:1]),
            district_kinds=ArraySubquery(districts.values("kind")),
        )
        .order_by("name")
    )
    return {
        area.slug: Profile(area_ref(area), area.persons, area.mid_year, _metropolitan(area.district_kinds))
        for area in rows
    }


def most_similar(slug: str, *, profiles: Mapping[str, Profile]) -> tuple[Similar, ...]:
    """The areas nearest to that one, nearest first, ties by name; none where its population is not held."""
    own = profiles.get(slug)
    if own is None:
        return ()
    found = (
        Similar(one, away)
        for one in profiles.values()
        if one.area.slug != slug and (away := distance(own, other=one)) is not None
    )
    return tuple(sorted(found, key=lambda one: (one.distance, one.profile.area.name))[:MOST_SIMILAR])


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


def _metropolitan(kinds: Iterable[str]) -> float | None:
    held = list(kinds)
    return sum(kind in catalogue().metropolitan for kind in held) / len(held) if held else None
