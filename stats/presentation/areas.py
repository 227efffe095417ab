"""What a search for an area found, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.analysis.search import SearchName, SearchResult


@dataclass(frozen=True)
class SearchText:
    result: SearchResult

    @cached_property
    def found(self) -> list[tuple[AreaRef, list[str]]]:
        """The areas in the order of their best match, each with the names that led to it.

        `Newport (town, Isle of Wight)`
        """
        names: dict[AreaRef, dict[str, None]] = {}
        for match in self.result.matches:
            names.setdefault(match.area, {})[_name(match)] = None
        return [(area, list(of_area)) for area, of_area in names.items()]

    @property
    def title(self) -> str:
        said = {"query": self.result.query, "number": len(self.found)}
        if self.result.is_postcode:
            return _("Postcodes are not held")
        if not self.found:
            return _("Nothing found for “%(query)s”") % said
        if self.result.is_guess:
            return _("Nothing is spelt exactly “%(query)s”") % said
        text = ngettext(
            "“%(query)s” leads to %(number)s area", "“%(query)s” leads to %(number)s areas", len(self.found)
        )
        return text % said


def _name(match: SearchName) -> str:
    said = {"name": match.name, "kind": match.kind, "within": match.within}
    if match.within:
        return _("%(name)s (%(kind)s, %(within)s)") % said
    return _("%(name)s (%(kind)s)") % said
