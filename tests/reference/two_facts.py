"""The two words for every area and year, worked out from the files the slow way.

Against the benchmark: by the area's own 95% interval. Among the areas: by Spiegelhalter's limits about the
median of the areas held. Quantiles are SciPy's of whole distributions, where the code under test inverts
functions.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import asin, floor, inf, pi, sin, sqrt
from typing import NamedTuple

from scipy.optimize import brentq
from scipy.stats import beta, chi2, norm

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from tests.reference import figures

FEWEST = 10


class Counts(NamedTuple):
    above: int
    below: int


class Facts(NamedTuple):
    """Either word is None where it is not said."""

    comparison: str | None
    spread: str | None


def counts(indicator: Indicator, *, area: str, year: ReportingYear) -> Counts | None:
    """The two whole numbers that an area's interval rests on; None where they do not both stand fast."""
    above = figures.added(area, year=year, cells=indicator.numerator, parts=indicator.parts)
    if indicator.kind is not Kind.POPULATION_RATE:
        below = figures.added(area, year=year, cells=indicator.denominator, parts=indicator.denominator_parts)
        is_part = indicator.kind is not Kind.SHARE or (above or 0) <= (below or 0)
        return Counts(int(above), int(below)) if above is not None and below and is_part else None
    rate = figures.number(area, year=year, cell=CellKey("rso_rate"))
    people = figures.population(area, year)
    if rate is None:
        return Counts(int(above), people) if above is not None and people else None
    if above is not None and people:
        return Counts(int(above), people) if _prints_as(above * 100_000 / people, rate) else None
    if above is not None and rate:
        return Counts(int(above), _half_up(above * 100_000 / rate))
    if people and not _is_given(area, year=year, cell=indicator.numerator[0]):
        return Counts(_half_up(rate * people / 100_000), people)
    return None


def _is_given(area: str, *, year: ReportingYear, cell: CellKey) -> bool:
    return (area, "", year.label, cell.measure, cell.category, cell.level) in figures.preferred()


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def _prints_as(number: Fraction, printed: Fraction) -> bool:
    """Whether the number, rounded to as many decimals as are printed, is what is printed."""
    text = f"{Decimal(printed.numerator) / Decimal(printed.denominator)}"
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal(text), rounding=ROUND_HALF_UP) == Decimal(text)


def interval(indicator: Indicator, found: Counts, *, confidence: float = 0.95) -> tuple[float, float]:
    """Garwood's for rates, Clopper and Pearson's for ratios, Wilson's for shares."""
    above, below = found
    start, end = (1 - confidence) / 2, (1 + confidence) / 2
    if indicator.kind is Kind.POPULATION_RATE:
        lower = chi2.ppf(start, 2 * above) / 2 if above else 0.0
        return lower * indicator.per / below, chi2.ppf(end, 2 * above + 2) / 2 * indicator.per / below
    if indicator.kind is Kind.RATIO:
        low = beta.ppf(start, above, below + 1) if above else 0.0
        high = beta.ppf(end, above + 1, below)
        return low / (1 - low) * indicator.per, high / (1 - high) * indicator.per
    z, share = norm.ppf(end), above / below
    centre = (share + z * z / (2 * below)) / (1 + z * z / below)
    reach = z / (1 + z * z / below) * sqrt(share * (1 - share) / below + z * z / (4 * below * below))
    return (centre - reach) * indicator.per, (centre + reach) * indicator.per


def benchmark(indicator: Indicator, *, year: ReportingYear) -> float | None:
    """England and Wales; where no exact figure is held, the areas held taken together, two or more."""
    national = figures.value(indicator, area=figures.NATION, year=year)
    if national is not None:
        return float(national)
    held = [found for found in every(indicator, year=year).values() if found is not None]
    below = sum(found.below for found in held)
    return sum(found.above for found in held) * indicator.per / below if len(held) > 1 and below else None


def every(indicator: Indicator, *, year: ReportingYear) -> dict[str, Counts | None]:
    """Every area with a value, with its counts where they are known."""
    return {
        area: counts(indicator, area=area, year=year) for area in figures.comparison(indicator, year=year)
    }


def facts(indicator: Indicator, *, year: ReportingYear) -> dict[str, Facts]:
    """Both words for every area with a value."""
    held = every(indicator, year=year)
    against = benchmark(indicator, year=year)
    usual = _usual(indicator, [found for found in held.values() if found is not None])
    words = {}
    for area, found in held.items():
        comparison = spread = None
        if found is not None and against is not None:
            lower, upper = interval(indicator, found)
            comparison = (
                "higher" if lower > against else "lower" if upper < against else "not clearly different"
            )
        if found is not None and usual is not None:
            low, high = limits(indicator, found.below, *usual)
            value = found.above * indicator.per / found.below
            spread = "below" if value < low else "above" if value > high else "within"
        words[area] = Facts(comparison, spread)
    return words


def _usual(indicator: Indicator, held: list[Counts]) -> tuple[float, float] | None:
    """The median of the areas per one, and tau squared about it; None from fewer than ten."""
    if len(held) < FEWEST:
        return None
    values = sorted(found.above / found.below for found in held)
    half = len(values) // 2
    middle = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    if middle == 0 or (indicator.kind is Kind.SHARE and middle == 1):
        return None
    errors, squares = _scores(indicator, held, middle)
    weights = [error**-2 for error in errors]
    spread = sum(weights) - sum(weight * weight for weight in weights) / sum(weights)
    return middle, max(0.0, (squares - (len(held) - 1)) / spread)


def overdispersion(indicator: Indicator, held: list[Counts], middle: float) -> float:
    """How many times what chance would give the areas vary about their middle: the mean of the squares."""
    return _scores(indicator, held, middle)[1] / len(held)


def _scores(indicator: Indicator, held: list[Counts], middle: float) -> tuple[list[float], float]:
    """Each area's standard error, and the sum of the squares of their distances in those, the outermost
    tenths drawn in."""
    errors = [0.5 / sqrt(_size(indicator, found.below, middle)) for found in held]
    scores = [
        (_scale(indicator, found.above / found.below) - _scale(indicator, middle)) / error
        for found, error in zip(held, errors, strict=True)
    ]
    low, high = _percentile(scores, 0.1), _percentile(scores, 0.9)
    return errors, sum(max(low, min(high, score)) ** 2 for score in scores)


def limits(indicator: Indicator, below: int, middle: float, tau_squared: float) -> tuple[float, float]:
    """95% limits for an area of that size: by chance alone, or the wider ones that allow for tau squared."""
    exact = _by_chance(indicator, below, middle)
    if not tau_squared:
        return exact
    reach = norm.ppf(0.975) * sqrt(0.25 / _size(indicator, below, middle) + tau_squared)
    centre = _scale(indicator, middle)
    low, high = (_back(indicator, centre + sign * reach) for sign in (-1, 1))
    return min(exact[0], low), max(exact[1], high)


@cache
def _by_chance(indicator: Indicator, below: int, middle: float) -> tuple[float, float]:
    """The values whose own intervals just touch the middle, by Brent's method."""
    if indicator.kind is Kind.SHARE:
        reach = norm.ppf(0.975) * sqrt(middle * (1 - middle) / below)
        return max(middle - reach, 0) * indicator.per, min(middle + reach, 1) * indicator.per

    def past(count: float, of: int) -> float:
        """How far the end lies past the middle."""
        if indicator.kind is Kind.POPULATION_RATE:
            value = (chi2.ppf(0.975, 2 * count + 2) if of else chi2.ppf(0.025, 2 * count)) / 2 / below
        else:
            share = beta.ppf(0.975, count + 1, below) if of else beta.ppf(0.025, count, below + 1)
            value = share / (1 - share)
        return float(value - middle)

    found = []
    for of in (1, 0):  # the upper end touches the middle at the lower limit, the lower end at the upper
        low, high = (-0.999999 if of else 1e-9), middle * below * 3 + 100
        at = brentq(past, low, high, (of,), xtol=1e-13, rtol=1e-15) if past(low, of) < 0 else low
        found.append(max(at, 0.0) * indicator.per / below)
    return found[0], found[1]


def _size(indicator: Indicator, below: int, middle: float) -> float:
    return below * (1 + middle) if indicator.kind is Kind.RATIO else below


def _scale(indicator: Indicator, value: float) -> float:
    if indicator.kind is Kind.POPULATION_RATE:
        return sqrt(value)
    return asin(sqrt(value / (1 + value) if indicator.kind is Kind.RATIO else value))


def _back(indicator: Indicator, position: float) -> float:
    position = max(position, 0)
    if indicator.kind is Kind.POPULATION_RATE:
        return position**2 * indicator.per
    share = sin(min(position, pi / 2)) ** 2
    if indicator.kind is Kind.SHARE:
        return share * indicator.per
    return inf if position >= pi / 2 else share / (1 - share) * indicator.per


def _percentile(numbers: list[float], share: float) -> float:
    """Type 7 of Hyndman and Fan (1996)."""
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    first = floor(place)
    last = min(first + 1, len(ordered) - 1)
    return ordered[first] + (place - first) * (ordered[last] - ordered[first])
