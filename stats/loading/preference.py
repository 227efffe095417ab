"""Which of several figures for one cell is shown first. The others are kept and shown as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stats.models import Figure, Source

RANK = {
    Source.Kind.AREA_REPORT.value: 0,
    Source.Kind.NATIONAL_BULLETIN.value: 1,
    Source.Kind.PARLIAMENTARY_ANSWER.value: 2,
    Source.Kind.PRESS_REPORT.value: 3,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One source's figure for the cell. `published` is a partial date; its order as text is that in time."""

    restated: bool
    marker: str
    kind: str
    published: str
    title: str
    url: str


def preferred(candidates: Iterable[Candidate]) -> Candidate:
    """The candidate to show, by the first of these that tells two apart:

    1. A figure as first counted comes before one restated on another base, which is not comparable with
       its year (stats.catalogue.populations.Restatement).
    2. Anything said comes before `[x]`, not published or not available, whoever says it. No other marker
       gives way to a number: `[z]` and `[c]` from a better source tell what the cell is.
    3. The better kind of source: area report, national bulletin, parliamentary answer, press report.
    4. The source published later; one with no date counts as the oldest.
    5. The source's title, then its link, in the order of their characters, so that the choice depends
       neither on chance nor on which file was loaded first.
    """
    # Sorting is stable: by the last rule first.
    ordered = sorted(candidates, key=lambda c: (c.title, c.url))
    ordered.sort(key=lambda c: c.published, reverse=True)
    ordered.sort(key=lambda c: (c.restated, c.marker == Figure.Marker.NOT_AVAILABLE, RANK[c.kind]))
    return ordered[0]
