"""What a search for an area found, and the place that led to an area's page, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.search.names import COUNTRY, SearchName, SearchResult, Spelling, search_key
from stats.catalogue.areas import PlaceKind, WordUse
from stats.catalogue.reader import catalogue
from stats.queries.search import PlaceFound

# A longer list is the list of all areas, which the page has anyway.
_MOST_LISTED = 12


@dataclass(frozen=True)
class FoundArea:
    """An area, its address, and each name that led to it: `Newport: town or locality in Telford`."""

    name: str
    url: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SearchText:
    result: SearchResult

    @cached_property
    def found(self) -> list[FoundArea]:
        """The areas in the order of their best match."""
        matches: dict[str, list[SearchName]] = {}
        for match in self.result.matches:
            matches.setdefault(match.area.slug, []).append(match)
        return [
            FoundArea(names[0].area.name, place_url(names[0]), tuple(dict.fromkeys(map(reason, names))))
            for names in matches.values()
        ]

    @property
    def listed(self) -> list[FoundArea]:
        return self.found if len(self.found) <= _MOST_LISTED else []

    @property
    def is_country(self) -> bool:
        return bool(self.result.matches) and all(match.kind == COUNTRY for match in self.result.matches)

    @property
    def has_unverified(self) -> bool:
        return not all(match.verified for match in self.result.matches)

    @property
    def title(self) -> str:
        number = len(self.found)
        said = {"query": self.result.query, "number": number}
        if self.result.is_postcode:
            return _("Postcodes do not work")
        if self.result.answer:
            return _answer_title(self.result.answer)
        if not self.found or self.result.spelling is Spelling.NAME_AMONG_OTHERS:
            return _("Nothing found for “%(query)s”") % said
        if self.result.is_guess:
            return _("Nothing is spelt exactly “%(query)s”") % said
        if self.is_country:
            said["query"] = self.result.matches[0].name
            return ngettext("%(query)s has %(number)s area", "%(query)s has %(number)s areas", number) % said
        return (
            ngettext("“%(query)s” leads to %(number)s area", "“%(query)s” leads to %(number)s areas", number)
            % said
        )

    @property
    def asks_about_people(self) -> bool:
        """Whether to say that no individuals are held: a person's name looks like any misspelling."""
        if self.result.answer:
            return self.result.answer not in {WordUse.NATION, WordUse.OUTSIDE}
        return not self.found or self.result.is_guess

    @property
    def why(self) -> str:
        """Why the areas are listed."""
        if self.is_country:
            return ""
        if self.result.answer or self.result.spelling is Spelling.NAME_AMONG_OTHERS:
            return _("Part of what you typed is the name of a place:")
        match self.result.spelling:
            case Spelling.NAME:
                return _("Which one do you mean? Below each area is the name that led to it.")
            case Spelling.NAMES_APART:
                return _("No area has all of these names. Each of these areas has one of them:")
            case Spelling.PART_OF_NAME:
                return _("These names begin with what you typed, or contain it:")
            case _:
                return _("Near to it:")


@dataclass(frozen=True)
class PlaceText:
    """The place by whose name a reader came to an area's page."""

    place: PlaceFound

    @property
    def sentences(self) -> list[str]:
        """`Halifax is in Calderdale, West Yorkshire.`"""
        return list(dict.fromkeys(map(where_it_is, self.place.here)))

    @property
    def is_verified(self) -> bool:
        return all(name.verified for name in self.place.here)

    @property
    def others(self) -> list[tuple[str, str]]:
        """The address and the words for each area that has a place of this name as well."""
        return [(place_url(name), _place_in(name)) for name in self.place.elsewhere]


def place_url(match: SearchName) -> str:
    """The page of the area; it says where the place is, if it is a place that was meant."""
    url = reverse("area", args=(match.area.slug,))
    return f"{url}?place={match.key.replace(' ', '-')}" if match.is_place else url


def _answer_title(answer: WordUse) -> str:
    titles = {
        WordUse.NEAR_ME: _("Which place do you mean?"),
        WordUse.DISCLOSURE: _("Sarah’s Law: the Child Sex Offender Disclosure Scheme"),
        WordUse.INDIVIDUALS: _("There is nothing about individuals here"),
        WordUse.ADDRESS: _("Addresses do not work"),
        WordUse.NATION: _("England and Wales"),
        WordUse.OUTSIDE: _("Only England and Wales are here"),
    }
    return titles[answer]


def reason(match: SearchName) -> str:
    """`Newport: town or locality in the Isle of Wight`"""
    kind = _kind(match)
    said = {"name": match.name, "kind": match.kind, "within": match.within}
    if not match.within:
        text = _("%(name)s: %(kind)s")
    elif kind.other_name:
        text = _("%(name)s: %(kind)s of %(within)s")
    elif _has_article(match.within):
        text = _("%(name)s: %(kind)s in the %(within)s")
    else:
        text = _("%(name)s: %(kind)s in %(within)s")
    return text % said if match.verified else _("%(reason)s (general knowledge)") % {"reason": text % said}


def where_it_is(match: SearchName) -> str:
    kind = _kind(match)
    said = {"place": match.name, "where": _where(match), "kind": match.kind.partition(" (")[0]}
    if kind.other_name and match.within:
        said["other"] = match.within
        if _has_article(said["where"]):
            return _("%(place)s (%(kind)s of %(other)s) is in the %(where)s.") % said
        return _("%(place)s (%(kind)s of %(other)s) is in %(where)s.") % said
    if kind.former:
        if _has_article(said["where"]):
            return _("%(place)s (%(kind)s) is in the %(where)s.") % said
        return _("%(place)s (%(kind)s) is in %(where)s.") % said
    if _has_article(said["where"]):
        return _("%(place)s is in the %(where)s.") % said
    return _("%(place)s is in %(where)s.") % said


def _place_in(match: SearchName) -> str:
    said = {"place": match.name, "where": _where(match)}
    if _has_article(said["where"]):
        return _("%(place)s in the %(where)s") % said
    return _("%(place)s in %(where)s") % said


def _where(match: SearchName) -> str:
    """`Calderdale, West Yorkshire`; the area alone where the place is in nothing smaller of another name."""
    names_itself = search_key(match.within) in {"", search_key(match.area.name), match.key}
    if names_itself or _kind(match).other_name:
        return match.area.name
    return f"{match.within}, {match.area.name}"


def _kind(match: SearchName) -> PlaceKind:
    return catalogue().place_kinds.get(match.kind, PlaceKind(match.kind))


def _has_article(where: str) -> bool:
    """Whether a sentence needs "the" before it: "in the Isle of Wight"."""
    return catalogue().phrases.get(search_key(where.partition(",")[0])) is WordUse.ARTICLE
