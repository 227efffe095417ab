"""Which population stands behind a rate, by reporting year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from stats.catalogue.texts import MeasureCode
from stats.catalogue.years import ReportingYear, Span

ALL_AGES = "all"
TEN_AND_OVER = "10+"
AGE_BANDS = (ALL_AGES, TEN_AND_OVER)


@dataclass(frozen=True, slots=True)
class PopulationBase:
    """The population that the reports of these years divide by.

    `age_band` is None where it is not known. `mid_year_offset` is added to the start year to give
    the mid-year estimate used, None where it is not known; no rate is then computed.
    """

    years: Span
    evidence: str
    age_band: str | None = None
    mid_year_offset: int | None = None

    def problems(self) -> Iterator[str]:
        if self.age_band not in (None, *AGE_BANDS):
            yield f"unknown age band {self.age_band!r}"

    def mid_year(self, year: ReportingYear) -> int | None:
        return None if self.mid_year_offset is None else year.start + self.mid_year_offset


@dataclass(frozen=True, slots=True)
class Restatement:
    """A published figure that a later publication gives again on another base.

    The restated value is kept and shown, and never stands for its year: it is not comparable with
    the other figures of that year.
    """

    area_slug: str
    year: ReportingYear
    measure: MeasureCode
    value: Decimal
    reason: str
