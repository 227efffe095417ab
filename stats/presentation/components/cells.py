"""Small things that several templates under stats/components ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.calculations.amounts import Amount
from stats.presentation.text import numbers


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the opening facts. `value_long` is True where the value is words and not a number."""

    label: str
    value: str
    value_long: bool = False
    note: str = ""


def held_fact(label: str, text: str, *, note: str) -> Fact:
    """The fact in numbers; where `text` is empty, that it is not held."""
    return Fact(label, text or _("Not held"), value_long=not text, note=note)


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that is published for a cell, with every source that gives it."""

    text: str
    sources: tuple[SourceRef, ...]


def given_numbers(figures: Iterable[PublishedFigure]) -> tuple[GivenNumber, ...]:
    """Each number once, in the order of the figures."""
    sources: dict[Amount, list[SourceRef]] = {}
    for held in figures:
        sources.setdefault(held.amount, []).append(held.source)
    return tuple(GivenNumber(numbers.amount(amount), tuple(found)) for amount, found in sources.items())


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
