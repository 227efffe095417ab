"""Preferred figures of some areas and years, asked for indicator values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from stats.analysis.figures import Populations, PublishedFigure
from stats.analysis.values import Value, value_of
from stats.calculations.amounts import Amount
from stats.calculations.chance import beyond_chance
from stats.calculations.change import (
    Change,
    NoPercentage,
    change,
    percentage,
    percentages,
    rounding_of,
)
from stats.calculations.rates import rounded
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear

Point = tuple[ReportingYear, Value]


class Series:
    """What was fetched for a page, by area and year. It asks the database nothing more."""

    def __init__(self, figures: Iterable[PublishedFigure], *, populations: Populations) -> None:
        self._cells: dict[tuple[str, ReportingYear], dict[CellKey, PublishedFigure]] = defaultdict(dict)
        self._populations = populations
        self._values: dict[tuple[str, str, ReportingYear], Value] = {}
        self._years: dict[str, set[ReportingYear]] = defaultdict(set)
        for held in figures:
            if held.preferred:
                self._cells[held.area_slug, held.year][held.cell] = held
                self._years[held.area_slug].add(held.year)

    @property
    def areas(self) -> tuple[str, ...]:
        """The slugs of the areas with any figure that was fetched, the nation's too."""
        return tuple(sorted(self._years))

    def years(self, area_slug: str) -> tuple[ReportingYear, ...]:
        """Those with any figure that was fetched, newest first."""
        return tuple(sorted(self._years.get(area_slug, ()), reverse=True))

    def cells(self, area_slug: str, *, year: ReportingYear) -> Mapping[CellKey, PublishedFigure]:
        return self._cells.get((area_slug, year), {})

    def value(self, indicator: Indicator, *, area_slug: str, year: ReportingYear) -> Value:
        """The indicator for one area and year; says itself why there is none."""
        key = indicator.slug, area_slug, year
        if key not in self._values:
            self._values[key] = value_of(
                indicator,
                area_slug=area_slug,
                year=year,
                held=self.cells(area_slug, year=year),
                populations=self._populations,
            )
        return self._values[key]

    def points(self, indicator: Indicator, *, area_slug: str) -> tuple[Point, ...]:
        """Every year whose value can be compared, oldest first."""
        years = sorted(self._years.get(area_slug, ()))
        values = ((year, self.value(indicator, area_slug=area_slug, year=year)) for year in years)
        return tuple((year, value) for year, value in values if is_comparable(value))

    def apart(self, indicator: Indicator, *, area_slug: str) -> tuple[Point, ...]:
        """Every year with a number that cannot be compared: a bound, a rounded one, one not of its year."""
        years = sorted(self._years.get(area_slug, ()))
        values = ((year, self.value(indicator, area_slug=area_slug, year=year)) for year in years)
        return tuple((year, value) for year, value in values if value.amount is not None and value.why_not)

    def comparable(self, indicator: Indicator, *, year: ReportingYear) -> Mapping[str, Value]:
        """Areas (the nation too, where fetched) whose value for the year can be compared, by slug."""
        slugs = sorted(slug for slug, of_year in self._cells if of_year == year)
        values = {slug: self.value(indicator, area_slug=slug, year=year) for slug in slugs}
        return {slug: value for slug, value in values.items() if is_comparable(value)}


def is_comparable(value: Value) -> bool:
    return value.amount is not None and value.why_not is None


def change_between(indicator: Indicator, *, earlier: Value, later: Value, breaks: Sequence[Break]) -> Change:
    """The change from one year to a later one; never computed across a series break.

    The numbers are subtracted as they are shown: 98, printed, and 101.55, worked out and shown as 102, are 4
    apart. Counts over the year are set against chance. The percentage of a rate rests on counts and
    populations where both are held for both years; else on what rounding leaves of a printed rate.
    """
    numerators = None
    if indicator.kind is not Kind.COUNT:
        numerators = (_amount(earlier.numerator), _amount(later.numerator))
    is_mixed = earlier.is_printed != later.is_printed
    found = change(
        None if earlier.why_not else _amount(_shown(indicator, earlier) if is_mixed else earlier.amount),
        later=None if later.why_not else _amount(_shown(indicator, later) if is_mixed else later.amount),
        numerators=numerators,
        across_break=bool(breaks),
    )
    if found.absolute is not None:
        chance = chance_could_make(indicator, earlier=earlier, later=later)
        found = replace(found, beyond_chance=None if chance is None else not chance)
    if found.percent is None or indicator.kind is not Kind.POPULATION_RATE:
        return found
    return _of_printed(found, earlier=earlier, later=later)


def chance_could_make(indicator: Indicator, *, earlier: Value, later: Value) -> bool | None:
    """Whether two counts over the year differ by no more than chance could make; None for everything else."""
    if not indicator.is_count_over_year or earlier.amount is None or later.amount is None:
        return None
    return not beyond_chance(earlier.amount, later=later.amount)


def _of_printed(found: Change, *, earlier: Value, later: Value) -> Change:
    """The change with the percentage that printed rates bear."""
    first, last = _unrounded(earlier), _unrounded(later)
    if first and last is not None:
        return replace(found, percent=percentage(first, later=last))
    (first, first_rounding), (last, last_rounding) = _as_printed(earlier), _as_printed(later)
    between = percentages(first, later=last, rounding=(first_rounding, last_rounding))
    why = None if between else NoPercentage.EARLIER_IS_ZERO
    return replace(found, percent=None, between=between, reason_no_percent=why)


def _as_printed(value: Value) -> tuple[Decimal, Decimal]:
    """The number, and how far it may lie from what was rounded to it."""
    amount = value.amount or Decimal(0)
    return amount, rounding_of(amount) if value.is_printed else Decimal(0)


def _unrounded(value: Value) -> Decimal | None:
    """The rate that count and population give, unless what is printed contradicts it."""
    if not value.is_printed:
        return None if value.is_implied else value.amount
    return None if value.printed_differs else value.computed


def _shown(indicator: Indicator, value: Value) -> Decimal | None:
    """The value as printed, or rounded as it is shown."""
    if value.amount is None or value.is_printed:
        return value.amount
    return rounded(value.amount, places=indicator.decimals)


def _amount(value: Decimal | None) -> Amount | None:
    return None if value is None else Amount.of(value)
