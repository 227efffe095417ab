"""Measures: what MAPPA areas publish, each with its code, meaning, basis and dimensions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from stats.catalogue.texts import MeasureCode
from stats.catalogue.years import ReportingYear, Span

TOTAL = "total"
CATEGORIES = ("1", "2", "3", "4", TOTAL)
LEVELS = ("1", "2", "3", TOTAL)
CATEGORY_4_FROM = ReportingYear(2022)


def is_total_name(name: str) -> bool:
    """Whether a row of that name is the printed total of a table: `Total`, `Area total`, `GRAND TOTAL:`."""
    return bool(re.search(r"\btotals?\b", name, re.IGNORECASE))


class Basis(StrEnum):
    """How a number is counted. The two kinds are never added to each other by this site."""

    SNAPSHOT = "snapshot"
    YEARLY_TOTAL = "yearly total"
    RATE = "rate"
    # Until 2007-08 the printed total of the category table adds registered sexual offenders on
    # 31 March to categories 2 and 3 counted over the year (national overview 2001-06, Table 1).
    MIXED = "snapshot and yearly total"


@dataclass(frozen=True, slots=True)
class CellKey:
    """One place in a printed table. Category and level are empty where the measure has none.

    `years_back` is 1 where a report prints last year's figure beside its own, as the serious
    further offence tables do.
    """

    measure: MeasureCode
    category: str = ""
    level: str = ""
    division: str = ""
    years_back: int = 0


@dataclass(frozen=True, slots=True)
class BasisChange:
    """For these categories the basis was another one up to and including `last`."""

    categories: tuple[str, ...]
    last: ReportingYear
    basis: Basis


@dataclass(frozen=True, slots=True)
class Measure:
    code: str
    title: str
    short_title: str
    definition: str
    basis: Basis
    years: Span
    not_meaning: str
    dimensions: tuple[Literal["category", "level"], ...] = ()
    by_division: bool = False
    legal_note: str = ""
    caveat: str = ""
    basis_changes: tuple[BasisChange, ...] = ()

    @property
    def has_category(self) -> bool:
        return "category" in self.dimensions

    @property
    def has_level(self) -> bool:
        return "level" in self.dimensions

    def basis_of(self, year: ReportingYear, *, category: str) -> Basis:
        """The basis of this measure's cell in that year."""
        for change in self.basis_changes:
            if category in change.categories and year <= change.last:
                return change.basis
        return self.basis

    @property
    def is_count(self) -> bool:
        """True where only whole numbers can be published."""
        return self.basis is not Basis.RATE

    def problem_with(self, cell: CellKey, *, year: ReportingYear) -> str | None:
        """Why the cell cannot exist for this measure in that year, or None if it can."""
        if year not in self.years:
            return f"{self.code} was not published for {year}: it is known {self.years}"
        for name, value, has, allowed in (
            ("category", cell.category, self.has_category, CATEGORIES),
            ("level", cell.level, self.has_level, LEVELS),
        ):
            if has and value not in allowed:
                return f"{name} {value!r}: {self.code} needs one of {', '.join(allowed)}"
            if not has and value:
                return f"{name} {value!r}: {self.code} has no {name}; leave it blank"
        if cell.category == "4" and year < CATEGORY_4_FROM:
            return f"Category 4 exists from {CATEGORY_4_FROM}, not in {year}"
        if cell.division and not self.by_division:
            return f"{self.code} is not published by division"
        return None
