"""The value of an indicator for one area and year, worked out from published figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from stats.analysis.figures import Population, Populations, PublishedFigure, SourceRef, sources_of
from stats.analysis.notes import NoteText
from stats.calculations import intervals, rates
from stats.calculations.amounts import Amount, Marker, Qualifier, combined, total
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
    """A part is suppressed."""
    BOUND = "bound"
    """It, or what it is made of, is printed as `more than` or the like."""
    ROUNDED = "rounded"
    """It, or what it is made of, is printed as `about` so many."""
    INDETERMINATE = "indeterminate"
    """What it is made of is bounded from both sides, or one bound and one rounded: nothing follows."""
    NOT_OF_ITS_YEAR = "not of its year"
    NO_POPULATION = "population not held"
    ZERO_DENOMINATOR = "nothing to divide by"


class NoInterval(StrEnum):
    """Why a value that can be compared has no interval, and so no word and no rank."""

    RATE_DIFFERS = "rate differs"
    """The printed rate is not what count and population make, so nobody knows which of them to rest on."""
    COUNT_NOT_HELD = "count not held"
    """Neither the count nor a population to work it back from is held, or the count is not exact."""


class ValueKind(StrEnum):
    """Who says the value: its source, or this site."""

    PRINTED = "printed"
    WORKED_OUT = "worked out"


_WHY = {
    Marker.SUPPRESSED: WhyNot.SUPPRESSED,
    Marker.NOT_AVAILABLE: WhyNot.NOT_AVAILABLE,
    Marker.NOT_APPLICABLE: WhyNot.NOT_APPLICABLE,
    Marker.LOW: WhyNot.LOW,
}


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value with what it was made from.

    `amount` is the value in the indicator's unit, as printed where `is_printed`. It is set with `qualifier`
    for a bound and a rounded number too, and for a figure that is probably not of its year; `why_not` then
    says that it may not be compared.

    `computed` is the rate that count and population give, held beside a printed one. `denominator` is a count
    or a number of people; `is_implied` says that it was worked back from count and printed rate, and
    `is_count_implied` that the numerator was worked back from printed rate and population. Rate, interval and
    "one in N" rest on the same numbers: where a printed rate is not what count and population make, there is
    neither of the other two. `doubts` are the notes that doubt the figures it is made of.
    """

    amount: Decimal | None
    why_not: WhyNot | None
    is_printed: bool = False
    interval: Interval | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    population: Population | None = None
    is_implied: bool = False
    is_count_implied: bool = False
    computed: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    sources: tuple[SourceRef, ...] = ()
    doubts: tuple[NoteText, ...] = ()

    @property
    def is_second_hand(self) -> bool:
        return any(source.is_second_hand for source in self.sources)

    @property
    def exact_numerator(self) -> Decimal | None:
        """The count above the line; None where the value is a bound or rounded, and so the count may be."""
        return None if self.qualifier else self.numerator

    @property
    def exact_denominator(self) -> Decimal | None:
        return None if self.qualifier else self.denominator

    @property
    def kind(self) -> ValueKind:
        return ValueKind.PRINTED if self.is_printed else ValueKind.WORKED_OUT

    @property
    def why_no_interval(self) -> NoInterval | None:
        """Why a value that can be compared has no interval; None where it has one, or cannot be compared."""
        if self.amount is None or self.why_not is not None or self.interval is not None:
            return None
        return NoInterval.RATE_DIFFERS if self.printed_differs else NoInterval.COUNT_NOT_HELD

    @property
    def one_in(self) -> int | None:
        """N in "one in N people"; None where nobody is counted, where the rate rests on other numbers, or
        where by a misprint more are counted than there are."""
        count, people = self.numerator, self.denominator
        if self.interval is None or not count or not people or count > people:
            return None
        return rates.one_in(count, population=people)

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
    used = list(above)
    if indicator.kind is Kind.POPULATION_RATE:
        printed = held.get(indicator.printed) if indicator.printed else None
        if printed is not None:
            used.insert(0, printed)
        population = populations.behind(area_slug, year=year)
        value = _rate(indicator, numerator=numerator, printed=printed, population=population)
    elif indicator.kind is Kind.COUNT:
        value = _count(numerator, is_printed=len(above) == 1)
    else:
        denominator, below = sum_of(
            indicator.denominator, parts=indicator.denominator_parts, year=year, held=held
        )
        used += below
        value = _ratio(indicator, numerator=numerator, denominator=denominator)
    return replace(
        value,
        why_not=_why_not(value, used=used),
        sources=sources_of(used),
        doubts=tuple(dict.fromkeys(figure.doubt for figure in used if figure.doubt is not None)),
    )


def _why_not(value: Value, *, used: Collection[PublishedFigure]) -> WhyNot | None:
    """Why the value may not be compared, told from the figures it is made of where the numbers alone
    cannot."""
    if value.amount is not None and any(
        figure.doubt is not None and figure.doubt.takes_out_of_comparison for figure in used
    ):
        return WhyNot.NOT_OF_ITS_YEAR
    markers = {figure.amount.marker for figure in used}
    if value.why_not is WhyNot.BOUND and markers & {Marker.SUPPRESSED, Marker.LOW}:
        return WhyNot.LOWER_BOUND
    if value.why_not is WhyNot.NOT_AVAILABLE and any(figure.amount.qualifier for figure in used):
        return value.why_not if Marker.NOT_AVAILABLE in markers else WhyNot.INDETERMINATE
    return value.why_not


def _count(numerator: Amount | None, *, is_printed: bool) -> Value:
    value, why_not = _plain(numerator)
    interval = intervals.poisson(value) if value is not None and why_not is None else None
    return Value(
        value,
        why_not,
        is_printed=is_printed and value is not None,
        interval=interval,
        numerator=value,
        qualifier=_qualifier(numerator),
    )


def _rate(
    indicator: Indicator,
    *,
    numerator: Amount | None,
    printed: PublishedFigure | None,
    population: Population | None,
) -> Value:
    count = _exact(numerator)
    denominator = Decimal(population.persons) if population is not None else None
    computed = None
    if count is not None and population is not None:
        computed = rates.rate(count, population=population.persons, per=indicator.per)
    if printed is None or printed.amount.value is None:
        return _rate_worked_out(
            indicator,
            numerator=numerator,
            population=population,
            computed=computed,
            missing=_plain(printed.amount)[1] if printed is not None else None,
        )
    amount, why_not = _plain(printed.amount)
    value = Value(
        amount,
        why_not,
        is_printed=True,
        numerator=count,
        denominator=denominator,
        population=population,
        computed=computed,
        qualifier=printed.amount.qualifier,
    )
    if why_not is not None or amount is None or value.printed_differs:
        return value
    # What a report hides is not worked back from its rate.
    if numerator is None and population is not None:
        count = (amount * population.persons / indicator.per).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        value = replace(value, numerator=count, is_count_implied=True)
    elif count and amount and denominator is None:
        denominator = Decimal(rates.implied_population(count, rate=amount, per=indicator.per))
        value = replace(value, denominator=denominator, is_implied=True)
    if count is None or not denominator:
        return value
    return replace(value, interval=interval_of(indicator, above=count, below=denominator))


def _rate_worked_out(
    indicator: Indicator,
    *,
    numerator: Amount | None,
    population: Population | None,
    computed: Decimal | None,
    missing: WhyNot | None,
) -> Value:
    """The rate where no number is printed for it; `missing` is why not, where a marker stands in its
    place."""
    count, why_not = _plain(numerator)
    if computed is None and count is not None and population is not None and why_not is not None:
        computed = rates.rate(count, population=population.persons, per=indicator.per)
    if computed is None or population is None:
        reason = missing or why_not or WhyNot.NO_POPULATION
        return Value(None, reason, numerator=_exact(numerator), population=population)
    below = Decimal(population.persons)
    exact = count is not None and why_not is None
    return Value(
        computed,
        why_not,
        interval=interval_of(indicator, above=count, below=below) if exact and count is not None else None,
        numerator=count,
        denominator=below,
        population=population,
        computed=computed if exact else None,
        qualifier=_of_a_quotient(_qualifier(numerator)),
    )


def _ratio(indicator: Indicator, *, numerator: Amount | None, denominator: Amount | None) -> Value:
    above, why_above = _plain(numerator)
    below, why_below = _plain(denominator)
    why_not = why_above or why_below
    if why_below is None and below == 0:
        why_not = why_above or WhyNot.ZERO_DENOMINATOR
    if why_not is None and indicator.kind is Kind.SHARE and above is not None and below is not None:
        # A part larger than its whole is a printed contradiction, told on the data quality page.
        why_not = WhyNot.NOT_AVAILABLE if above > below else None
    qualifier = combined((_qualifier(numerator), _qualifier(denominator).turned))
    if above is None or not below or qualifier is None or (why_not is not None and not qualifier):
        if above is not None and below and qualifier is None:
            why_not = WhyNot.INDETERMINATE
        return Value(None, why_not, numerator=_exact(numerator), denominator=_exact(denominator))
    return Value(
        above * indicator.per / below,
        why_not,
        interval=None if why_not else interval_of(indicator, above=above, below=below),
        numerator=above,
        denominator=below,
        qualifier=_of_a_quotient(qualifier),
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
    if amount.qualifier is Qualifier.ABOUT:
        return amount.value, WhyNot.ROUNDED
    if amount.qualifier.is_bound:
        is_empty = amount.qualifier is Qualifier.AT_LEAST and not amount.value
        return (None if is_empty else amount.value), WhyNot.BOUND  # "0 or more" is no number to show
    return amount.value, None


def _qualifier(amount: Amount | None) -> Qualifier:
    return Qualifier.EXACT if amount is None else amount.qualifier


def _exact(amount: Amount | None) -> Decimal | None:
    return None if amount is None else amount.exact


def _of_a_quotient(qualifier: Qualifier) -> Qualifier:
    """A quotient is rounded when it is shown, so a bound on it may be met."""
    if qualifier.is_lower_bound:
        return Qualifier.AT_LEAST
    return Qualifier.AT_MOST if qualifier.is_upper_bound else qualifier
