"""What a search for an area found, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.analysis.search import SearchName, SearchResult


@dataclass(frozen=True, slots=True)
class SearchText:
    """What to say above the areas found; `try_next` says what to do where none is.

    Each area comes with the names that led to it: `Newport (town, Isle of Wight)`.
    """

    query: str
    title: str
    lead: str
    found: tuple[tuple[AreaRef, tuple[str, ...]], ...]
    try_next: tuple[str, ...]


def search_text(result: SearchResult) -> SearchText:
    """Matches by area, in the order of their best one."""
    names: dict[AreaRef, dict[str, None]] = {}
    for match in result.matches:
        names.setdefault(match.area, {})[_name(match)] = None
    title, lead, try_next = _answer(result, areas=len(names))
    found = tuple((area, tuple(of_area)) for area, of_area in names.items())
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


def _name(match: SearchName) -> str:
    said = {"name": match.name, "kind": match.kind, "within": match.within}
    if match.within:
        return _("%(name)s (%(kind)s, %(within)s)") % said
    return _("%(name)s (%(kind)s)") % said
