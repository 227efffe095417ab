"""Documents as readers meet them: in a list at the foot of a page, and in a sentence under a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.analysis.figures import SourceRef
from stats.analysis.values import Value
from stats.presentation.text import numbers, words


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One document (templates/stats/components/source_list.html). `used_for` says what comes from it."""

    kind: str
    title: str
    url: str
    publisher: str
    published: str
    read: str
    used_for: str


def source_line(source: SourceRef, *, used_for: str) -> SourceLine:
    return SourceLine(
        kind=source.kind,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        published=numbers.partial_date(source.published),
        read="",
        used_for=used_for,
    )


def sentence_source(told: Iterable[Value | None]) -> str:
    """The sources of every number in a sentence, each named once; a number that is not told has none."""
    sources = {source.id: source for value in told if value is not None for source in value.sources}
    return " ".join(words.source_sentence(source) for source in sources.values())
