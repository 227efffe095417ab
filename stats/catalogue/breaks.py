"""Series breaks: where two neighbouring years of a series may not be compared, and why."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.texts import IndicatorCode
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Break:
    """`first` is the first year counted the new way; `title` and `reason` are for readers."""

    code: str
    first: ReportingYear
    indicators: tuple[IndicatorCode, ...]
    title: str
    reason: str

    def lies_between(self, earlier: ReportingYear, later: ReportingYear) -> bool:
        return earlier < self.first <= later
