"""Documents as readers meet them: in a list at the foot of a page, and in a sentence under a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.values import Value
from stats.calculations.amounts import Amount
from stats.presentation.text import words


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A document in the list of sources; `used_for` is a sentence on what of the page comes from it."""

    source: SourceRef
    used_for: str


@dataclass(frozen=True, slots=True)
class GivenAmount:
    """One of the numbers that sources give for one cell, with every source that gives it."""

    amount: Amount
    sources: tuple[SourceRef, ...]


def given_amounts(figures: Iterable[PublishedFigure]) -> tuple[GivenAmount, ...]:
    """What sources give for one cell, in the order met; those that agree stand together."""
    sources: dict[Amount, list[SourceRef]] = {}
    for figure in figures:
        sources.setdefault(figure.amount, []).append(figure.source)
    return tuple(GivenAmount(amount, tuple(giving)) for amount, giving in sources.items())


def sentence_source(told: Iterable[Value | None]) -> str:
    """The sources of every number in a sentence, each named once; a number that is not told has none."""
    sources = {source.id: source for value in told if value is not None for source in value.sources}
    return " ".join(words.source_sentence(source) for source in sources.values())
