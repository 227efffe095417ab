"""Find an area by the name of a town, district, county, police force or a former name."""

from __future__ import annotations

import re

from stats.analysis.figures import AreaRef
from stats.analysis.search import SearchName, SearchResult, search_key, search_names
from stats.models import Area, Place
from stats.queries.figures import area_ref


def search(query: str) -> SearchResult:
    """What readers may have meant, by `stats.analysis.search`. Two queries."""
    return search_names(query, names=_names())


def _names() -> list[SearchName]:
    """Every name that leads to an area: the area, its force and aliases first, then its places."""
    names: list[SearchName] = []
    areas: dict[int, AreaRef] = {}
    for area in Area.objects.filter(kind=Area.Kind.AREA).order_by("name"):
        ref = areas[area.pk] = area_ref(area)
        own = [
            (area.name, "MAPPA area"),
            *((force, "police force") for force in area.police_force.split(";")),
        ]
        own += [(alias, "also called") for alias in area.aliases]
        names += [SearchName(search_key(name), ref, name.strip(), kind) for name, kind in own]
        bare = re.sub(r"\s*\(.*\)", "", area.name)
        if bare != area.name:
            names.append(SearchName(search_key(bare), ref, area.name, "MAPPA area"))
    for area_id, name, kind, within in Place.objects.order_by("name").values_list(
        "area_id", "name", "kind", "within"
    ):
        names.append(SearchName(search_key(name), areas[area_id], name, kind, within, is_place=True))
    return names
