"""Every name that leads to an area, for a copy of the site without a server that could search."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from stats.analysis.search.names import SearchName
from stats.catalogue.reader import catalogue
from stats.presentation.areas.search import reason


def search_index(names: Iterable[SearchName]) -> dict[str, object]:
    """What static/js/search.js reads: each name's key, what is said of it, and the place of its area."""
    areas: dict[str, int] = {}
    listed: list[tuple[str, str]] = []
    entries: dict[tuple[str, str, int], None] = {}
    for name in names:
        if name.area.slug not in areas:
            areas[name.area.slug] = len(listed)
            listed.append((name.area.name, reverse("area", args=(name.area.slug,))))
        entries[name.key, reason(name), areas[name.area.slug]] = None
    return {"spellings": dict(catalogue().spellings), "areas": listed, "names": list(entries)}


def names_by_area(names: Iterable[SearchName]) -> list[tuple[str, str, list[str]]]:
    """Each area's name, its address, and every other name that leads to it alone or among others."""
    found: dict[str, tuple[str, str, dict[str, None]]] = {}
    for name in names:
        url = reverse("area", args=(name.area.slug,))
        _name, _url, others = found.setdefault(name.area.slug, (name.area.name, url, {}))
        if name.name != name.area.name and not name.is_wider:
            others[name.name] = None
    return [
        (name, url, sorted(others)) for name, url, others in sorted(found.values(), key=lambda one: one[0])
    ]
