"""Documents as readers meet them: in a list at the foot of a page, and in a sentence under a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.analysis.figures import SourceRef
from stats.analysis.values import Value
from stats.presentation.text import words


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A document in the list of sources; `used_for` is a sentence on what of the page comes from it."""

    source: SourceRef
    used_for: str


def sentence_source(told: Iterable[Value | None]) -> str:
    """The sources of every number in a sentence, each named once; a number that is not told has none."""
    sources = {source.id: source for value in told if value is not None for source in value.sources}
    return " ".join(words.source_sentence(source) for source in sources.values())
