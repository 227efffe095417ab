"""The areas that a reader knows of, as the site hands them on: the 42, and England and Wales."""

from __future__ import annotations

from dataclasses import replace

from stats.catalogue.areas import NATION_SLUG
from stats.reading.reading import AreaNames
from tests.reading.shipped_areas import AREAS

KNOWN = (
    *(replace(area, names=tuple(filter(None, area.names))) for area in AREAS),
    AreaNames(NATION_SLUG, ("England and Wales",)),
)
