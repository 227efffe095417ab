"""How each area may be called, for whoever reads reports and tables of areas."""

from __future__ import annotations

from stats.models import Area
from stats.reading.reading import AreaNames


def area_names() -> tuple[AreaNames, ...]:
    """The nation and every MAPPA area with its names, its own first; one query."""
    areas = Area.objects.exclude(kind=Area.Kind.DIVISION).order_by("name")
    return tuple(
        AreaNames(area.slug, tuple(dict.fromkeys(filter(None, _names(area)))), area.region, area.country)
        for area in areas
    )


def _names(area: Area) -> tuple[str, ...]:
    return (area.name, *area.police_force.split(";"), *area.aliases)
