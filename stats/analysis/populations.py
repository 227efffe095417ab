"""Population estimates behind rates, looked up by area and reporting year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Population:
    """How many people a rate divides by, and which estimate says so.

    `is_own_estimate` is True for the mid-2012 figures of people aged ten and over, which are not
    published but worked out (data_loads/README.md).
    """

    persons: int
    mid_year: int
    age_band: str
    is_own_estimate: bool


class Populations:
    """The estimates that were fetched, looked up by area and reporting year."""

    def __init__(self, held: Mapping[tuple[str, int, str], Population]) -> None:
        self._held = held

    def behind(self, area_slug: str, *, year: ReportingYear) -> Population | None:
        """The population that the reports of that year divide by; None where it is not held or known."""
        base = catalogue().population_base(year)
        if base is None or base.age_band is None:
            return None
        mid_year = base.mid_year(year)
        return None if mid_year is None else self._held.get((area_slug, mid_year, base.age_band))
