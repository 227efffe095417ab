"""The list of areas, and what a search for one found, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.search import Match, SearchResult
from stats.presentation.text import numbers
from stats.queries.pages.areas import AreaYears, Region


@dataclass(frozen=True, slots=True)
class AreaLine:
    """`latest` labels the newest year held and `years` counts them all; empty where nothing is held."""

    slug: str
    name: str
    latest: str
    years: str


@dataclass(frozen=True, slots=True)
class RegionText:
    name: str
    areas: tuple[AreaLine, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An area and the names that led to it: `Newport (town, Isle of Wight)`."""

    slug: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchText:
    """What to say above the areas found; `try_next` says what to do where none is."""

    query: str
    title: str
    lead: str
    found: tuple[Found, ...]
    try_next: tuple[str, ...]


def regions_text(regions: Iterable[Region]) -> tuple[RegionText, ...]:
    return tuple(
        RegionText(_region(region), tuple(_line(area) for area in region.areas)) for region in regions
    )


def search_text(result: SearchResult) -> SearchText:
    """Matches by area, in the order of their best one."""
    by_area: dict[str, list[Match]] = {}
    for match in result.matches:
        by_area.setdefault(match.area.slug, []).append(match)
    found = tuple(
        Found(slug, matches[0].area.name, tuple(dict.fromkeys(_name(match) for match in matches)))
        for slug, matches in by_area.items()
    )
    title, lead, try_next = _answer(result, areas=len(found))
    return SearchText(result.query, title, lead, found, try_next)


def _answer(result: SearchResult, *, areas: int) -> tuple[str, str, tuple[str, ...]]:
    said = {"query": result.query, "number": areas}
    if result.is_postcode:
        lead = _(
            "%(query)s looks like a postcode, and no postcode data is held here. Type the name of the town, "
            "the district or the county instead."
        )
        return _("Postcodes are not held"), lead % said, ()
    if not areas:
        return (
            _("Nothing found for “%(query)s”") % said,
            "",
            (
                _("Type the name of the town, the London borough, the district or the county."),
                _("A village may not be listed: try the nearest town."),
                _("Or choose from the list of all areas below."),
            ),
        )
    if result.is_guess:
        return _("Nothing is spelt exactly “%(query)s”") % said, _("Near to it:"), ()
    title = (
        ngettext("“%(query)s” leads to %(number)s area", "“%(query)s” leads to %(number)s areas", areas)
        % said
    )
    return title, "", ()


def _name(match: Match) -> str:
    said = {"name": match.name, "kind": match.kind, "within": match.within}
    if match.within:
        return _("%(name)s (%(kind)s, %(within)s)") % said
    return _("%(name)s (%(kind)s)") % said


def _region(region: Region) -> str:
    if not region.name:
        return region.country
    return _("%(region)s, %(country)s") % {"region": region.name, "country": region.country}


def _line(held: AreaYears) -> AreaLine:
    if held.latest is None:
        return AreaLine(held.area.slug, held.area.name, "", "")
    years = numbers.number(Decimal(held.years))
    return AreaLine(held.area.slug, held.area.name, held.latest.label, years)
