"""Small things that several pages and their templates ask for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.values import Value, ValueKind
from stats.calculations.amounts import Amount
from stats.catalogue.sources import Coverage
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers, words


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says a number: the kinds of its sources, whether the site worked it out, and what is doubted."""

    kinds: tuple[str, ...]
    is_worked_out: bool = False
    doubts: tuple[str, ...] = ()


def origin(value: Value) -> Origin:
    return Origin(
        tuple(dict.fromkeys(source.kind for source in value.sources)),
        is_worked_out=value.amount is not None and value.kind is ValueKind.WORKED_OUT,
        doubts=words.doubts_of(value),
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the opening facts. `value_long` is True where the value is words and not a number.

    `word` stands first under the number.
    """

    label: str
    value: str
    value_long: bool = False
    note: str = ""
    word: str = ""
    origin: Origin | None = None


def held_fact(label: str, text: str, *, note: str, origin: Origin | None = None) -> Fact:
    """The fact in numbers; where `text` is empty, that there is no figure."""
    return Fact(
        label, text or _("No figure"), value_long=not text, note=note, origin=origin if text else None
    )


def given_numbers(figures: Iterable[PublishedFigure]) -> tuple[tuple[str, tuple[SourceRef, ...]], ...]:
    """Each number that is published for a cell once, in the order of the figures, with all its sources."""
    sources: dict[Amount, list[SourceRef]] = {}
    for held in figures:
        sources.setdefault(held.amount, []).append(held.source)
    return tuple((numbers.amount(amount), tuple(found)) for amount, found in sources.items())


def sentence_source(told: Iterable[Value | None]) -> str:
    """The sources of every number in a sentence, each named once; a number that is not told has none."""
    sources = {source.id: source for value in told if value is not None for source in value.sources}
    return " ".join(words.source_sentence(source) for source in sources.values())


@dataclass(frozen=True, slots=True)
class YearLink:
    """One of a page's years. `note` stands beside it in the list of all years; empty for none.

    `coverage` is what is held of an area's report of it, and None on pages of many areas.
    """

    text: str
    url: str
    is_current: bool = False
    note: str = ""
    coverage: Coverage | None = None


def area_year_url(ref: AreaRef, *, year: ReportingYear) -> str:
    """Where a figure of that area and year stands: England and Wales has one page for all its years."""
    return _address("england-and-wales") if ref.is_nation else _address("area-year", ref.slug, year)


def area_page_url(ref: AreaRef) -> str:
    """The page of an area, or of England and Wales."""
    return _address("england-and-wales") if ref.is_nation else _address("area", ref.slug)


@lru_cache(maxsize=5000)  # a page leads to every area and year, from its table and from its charts
def _address(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def area_links(held: Collection[str], *, year: ReportingYear) -> Callable[[AreaRef], str]:
    """What leads from an area to its own page: of that year for those `held` in it, by slug."""

    def url(ref: AreaRef) -> str:
        return _address("area-year", ref.slug, year) if ref.slug in held else _address("area", ref.slug)

    return url


def areas_note(areas: int) -> str:
    """How many areas have figures of a year."""
    return ngettext("%(areas)s area", "%(areas)s areas", areas) % {"areas": areas}
