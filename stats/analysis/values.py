"""The value of an indicator for one area and year, worked out from published figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stats.analysis.figures import Population, Populations, PublishedFigure, SourceRef, sources_of
from stats.calculations import intervals, rates
from stats.calculations.amounts import Amount, Marker, total
from stats.calculations.intervals import Interval
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


class WhyNot(StrEnum):
    """Why an indicator has no value that can be compared."""

    NOT_HELD = "not held"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    LOW = "rounds to zero"
    LOWER_BOUND = "lower bound"
    NO_POPULATION = "population not held"
    ZERO_DENOMINATOR = "nothing to divide by"


_WHY = {
    Marker.SUPPRESSED: WhyNot.SUPPRESSED,
    Marker.NOT_AVAILABLE: WhyNot.NOT_AVAILABLE,
    Marker.NOT_APPLICABLE: WhyNot.NOT_APPLICABLE,
    Marker.LOW: WhyNot.LOW,
}


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value with what it was made from.

    `amount` is the value in the indicator's unit, as printed where `is_printed`; it is set for a
    lower bound too, with `why_not` saying that it may not be compared. `computed` is the rate that
    count and population give, held beside a printed one. `denominator` is a count or a number of
    people; `is_implied` says that it was worked back from the printed rate.
    """

    amount: Decimal | None
    why_not: WhyNot | None
    is_printed: bool = False
    interval: Interval | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    population: Population | None = None
    is_implied: bool = False
    computed: Decimal | None = None
    sources: tuple[SourceRef, ...] = ()

    @property
    def is_second_hand(self) -> bool:
        return any(source.is_second_hand for source in self.sources)

    @property
    def exact_numerator(self) -> Decimal | None:
        """The count above the line; None where a hidden part makes it a lower bound."""
        return None if self.why_not is WhyNot.LOWER_BOUND else self.numerator

    @property
    def exact_denominator(self) -> Decimal | None:
        return None if self.why_not is WhyNot.LOWER_BOUND else self.denominator

    @property
    def one_in(self) -> int | None:
        """N in "one in N people"; None where nobody is counted, or by a misprint more than there are."""
        count, people = self.numerator, self.denominator
        return rates.one_in(count, population=people) if count and people and count <= people else None

    @property
    def printed_differs(self) -> bool:
        """True where a rate is printed and is not what count and population round to."""
        if self.amount is None or self.computed is None or not self.is_printed:
            return False
        return not rates.agrees_with_printed(self.computed, printed=self.amount.normalize() + 0)


def value_of(
    indicator: Indicator,
    *,
    area_slug: str,
    year: ReportingYear,
    held: Mapping[CellKey, PublishedFigure],
    populations: Populations,
) -> Value:
    """The indicator for that area and year from its preferred figures, keyed by cell."""
    numerator, above = sum_of(indicator.numerator, parts=indicator.parts, year=year, held=held)
    if indicator.kind is Kind.POPULATION_RATE:
        population = populations.behind(area_slug, year=year)
        return _rate(indicator, numerator=numerator, population=population, held=held)
    if indicator.kind is Kind.COUNT:
        value, why_not = _plain(numerator)
        interval = intervals.poisson(value) if value is not None and why_not is None else None
        return Value(value, why_not, interval=interval, numerator=value, sources=sources_of(above))
    denominator, below = sum_of(
        indicator.denominator, parts=indicator.denominator_parts, year=year, held=held
    )
    sources = sources_of((*above, *below))
    return _ratio(indicator, numerator=numerator, denominator=denominator, sources=sources)


def _rate(
    indicator: Indicator,
    *,
    numerator: Amount | None,
    population: Population | None,
    held: Mapping[CellKey, PublishedFigure],
) -> Value:
    printed = held.get(indicator.printed) if indicator.printed else None
    cells = (*((indicator.printed,) if indicator.printed else ()), *indicator.numerator)
    sources = sources_of(held[cell] for cell in cells if cell in held)
    count = numerator.exact if numerator else None
    computed = None
    if count is not None and population is not None:
        computed = rates.rate(count, population=population.persons, per=indicator.per)
    printed_rate = printed.amount.exact if printed else None
    amount = computed if printed_rate is None else printed_rate
    if amount is None:
        _number, missing = _plain(numerator if printed is None else printed.amount)
        return Value(
            None,
            missing or WhyNot.NO_POPULATION,
            numerator=count,
            population=population,
            sources=sources,
        )
    denominator = Decimal(population.persons) if population is not None else None
    is_implied = denominator is None and bool(count and amount)
    if count is not None and is_implied:
        denominator = Decimal(rates.implied_population(count, rate=amount, per=indicator.per))
    interval = None
    if count is not None and denominator is not None:
        interval = interval_of(indicator, above=count, below=denominator)
    return Value(
        amount,
        None,
        is_printed=printed_rate is not None,
        interval=interval,
        numerator=count,
        denominator=denominator,
        population=population,
        is_implied=is_implied,
        computed=computed,
        sources=sources,
    )


def _ratio(
    indicator: Indicator,
    *,
    numerator: Amount | None,
    denominator: Amount | None,
    sources: tuple[SourceRef, ...],
) -> Value:
    above, why_above = _plain(numerator)
    below, why_below = _plain(denominator)
    why_not = why_above or why_below
    if why_not is None and below == 0:
        why_not = WhyNot.ZERO_DENOMINATOR
    if why_not is None and indicator.kind is Kind.SHARE and above is not None and below is not None:
        # A part larger than its whole is a printed contradiction, told on the data quality page.
        why_not = WhyNot.NOT_AVAILABLE if above > below else None
    if why_not is not None or above is None or below is None:
        return Value(None, why_not, numerator=above, denominator=below, sources=sources)
    return Value(
        above * indicator.per / below,
        None,
        interval=interval_of(indicator, above=above, below=below),
        numerator=above,
        denominator=below,
        sources=sources,
    )


def interval_of(
    indicator: Indicator, *, above: Decimal, below: Decimal, confidence: float = 0.95
) -> Interval:
    """The interval about `above` over `below`, in the indicator's unit, by the method for its kind."""
    if indicator.kind is Kind.SHARE:
        return intervals.wilson(above, of=below, confidence=confidence).scaled(indicator.per)
    if indicator.kind is Kind.RATIO:
        return intervals.ratio_of_counts(above, denominator=below, per=indicator.per, confidence=confidence)
    return intervals.poisson_rate(above, population=below, per=indicator.per, confidence=confidence)


def sum_of(
    cells: Sequence[CellKey],
    *,
    parts: Sequence[CellKey],
    year: ReportingYear,
    held: Mapping[CellKey, PublishedFigure],
) -> tuple[Amount | None, tuple[PublishedFigure, ...]]:
    """The cells of that era added up (SOPO before the law changed, SHPO after), and what was added.

    Where they are not held, the parts that make them are added instead, if every one is held.
    """
    measures = catalogue().measures
    of_era = [cell for cell in cells if year in measures[cell.measure].years]
    if not of_era:
        return Amount.marked(Marker.NOT_APPLICABLE), ()
    used = of_era
    if parts and not any(cell in held for cell in of_era):
        # Category 4 is no part of a total before 2022-23.
        existing = (p for p in parts if measures[p.measure].problem_with(p, year=year) is None)
        used = list(existing) or of_era
    amounts = [held[cell].amount if cell in held else None for cell in used]
    # A figure that is nobody's part keeps its own marker: a sum would make `[c]` "0 or more".
    amount = amounts[0] if len(amounts) == 1 else total(amounts)
    return amount, tuple(held[cell] for cell in used if cell in held)


def _plain(amount: Amount | None) -> tuple[Decimal | None, WhyNot | None]:
    """The number, and why it may not be compared."""
    if amount is None:
        return None, WhyNot.NOT_HELD
    if amount.marker is not None:
        return None, _WHY[amount.marker]
    if amount.is_lower_bound:
        return amount.value or None, WhyNot.LOWER_BOUND  # "0 or more" is no number to show
    return amount.value, None
