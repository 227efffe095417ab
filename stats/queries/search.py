"""Find an area by the name of a town, district, county, police force or a former name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from stats.analysis.figures import AreaRef
from stats.analysis.search.names import (
    COUNTRY,
    OWN_NAME,
    REGION,
    SearchName,
    SearchResult,
    matches_of,
    names_by_key,
    search_key,
    search_names,
)
from stats.models import Area, Place
from stats.queries.figures import area_ref


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A known place of an area, and the places of that name in other areas."""

    here: tuple[SearchName, ...]
    elsewhere: tuple[SearchName, ...]


def search(query: str, *, names: Collection[SearchName] | None = None) -> SearchResult:
    """What readers may have meant. Two queries, unless the names are given."""
    return search_names(query, names=every_name() if names is None else names)


def every_name() -> list[SearchName]:
    """Every name that leads to an area, the areas' own before those of places. Two queries."""
    places = _places()
    return [*_own_names(places), *places]


def find_place(key: str, *, area_slug: str) -> PlaceFound | None:
    """The places of that search key in the area; None where it has none. One query."""
    named = matches_of(names_by_key(_places()).get(key, ()))
    named = tuple(name for name in named if key != search_key(_bare(name.area.name)))
    here = tuple(name for name in named if name.area.slug == area_slug and name.key == key)
    elsewhere = tuple(name for name in named if name.area.slug != area_slug)
    return PlaceFound(here, elsewhere) if here else None


def _own_names(places: list[SearchName]) -> list[SearchName]:
    """Each area's name, forces, country and region, and what else it is called; a place of that name says
    more than an alias."""
    known = {(place.area.slug, place.key) for place in places}
    names: list[SearchName] = []
    for area in Area.objects.filter(kind=Area.Kind.AREA).order_by("name"):
        ref = area_ref(area)
        names.append(SearchName(search_key(area.name), ref, area.name, OWN_NAME))
        if (bare := _bare(area.name)) != area.name:
            names.append(SearchName(search_key(bare), ref, area.name, OWN_NAME))
        others = [(force.strip(), "police force") for force in area.police_force.split(";")]
        others += [(area.country, COUNTRY), (area.region, REGION)]
        names += [SearchName(search_key(name), ref, name, kind) for name, kind in others if name]
        names += [
            SearchName(search_key(alias), ref, alias, "also called")
            for alias in area.aliases
            if (area.slug, search_key(alias)) not in known
        ]
    return names


def _places() -> list[SearchName]:
    rows = Place.objects.order_by("name", "area__name", "within", "kind").values_list(
        "area__slug", "area__name", "name", "kind", "within", "verified"
    )
    return [
        SearchName(search_key(name), AreaRef(slug, area), name, kind, within, True, verified)
        for slug, area, name, kind, within, verified in rows
    ]


def _bare(name: str) -> str:
    """Cleveland for "Cleveland (Teesside)"."""
    return re.sub(r"\s*\(.*\)", "", name)
