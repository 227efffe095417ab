"""Years as links (templates/stats/components/years.html)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class YearLink:
    """`note` stands beside the year in the list of all years; empty for none."""

    text: str
    url: str
    is_current: bool = False
    note: str = ""
