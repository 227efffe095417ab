"""Small things that several pages and their templates ask for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.values import Value, ValueKind
from stats.calculations.amounts import Amount
from stats.catalogue.years import ReportingYear
from stats.presentation.text import numbers, words


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the opening facts. `value_long` is True where the value is words and not a number.

    `kinds` are the codes of the kinds of its sources, or `is_worked_out` says that the number is this site's.
    `word` stands first under the number, what is doubted of it last.
    """

    label: str
    value: str
    value_long: bool = False
    note: str = ""
    word: str = ""
    kinds: tuple[str, ...] = ()
    is_worked_out: bool = False
    doubts: tuple[str, ...] = ()


def held_fact(label: str, text: str, *, note: str) -> Fact:
    """The fact in numbers; where `text` is empty, that there is no figure."""
    return Fact(label, text or _("No figure"), value_long=not text, note=note)


def marks(value: Value) -> tuple[tuple[str, ...], bool]:
    """The kinds of the sources of a number and whether the site worked it out, as its tags say it."""
    if value.amount is None:
        return (), False
    if value.kind is ValueKind.WORKED_OUT:
        return (), True
    return tuple(source.kind for source in value.sources[:1]), False


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
    """One of a page's years. `note` stands beside it in the list of all years; empty for none."""

    text: str
    url: str
    is_current: bool = False
    note: str = ""


def area_year_url(ref: AreaRef, *, year: ReportingYear) -> str:
    """Where a figure of that area and year stands: England and Wales has one page for all its years."""
    if ref.is_nation:
        return reverse("england-and-wales")
    return reverse("area-year", args=(ref.slug, year))


def area_links(held: Collection[str], *, year: ReportingYear) -> Callable[[AreaRef], str]:
    """What leads from an area to its own page: of that year for those `held` in it, by slug."""

    def url(ref: AreaRef) -> str:
        if ref.slug in held:
            return reverse("area-year", args=(ref.slug, year))
        return reverse("area", args=(ref.slug,))

    return url


def areas_note(areas: int) -> str:
    """How many areas have figures of a year."""
    return ngettext("%(areas)s area", "%(areas)s areas", areas) % {"areas": areas}
