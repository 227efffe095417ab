"""Confidence intervals: exact ones for counts, rates and ratios of counts, Wilson's for proportions.

The choice of methods is that of Eayres D (2008), "Commonly used public health statistics and their confidence
intervals", APHO Technical Briefing 3, with exact limits in place of Byar's approximation to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isfinite, sqrt
from statistics import NormalDist
from typing import Any

from stats.calculations.rates import whole_count


@dataclass(frozen=True, slots=True)
class Interval:
    """From `lower` to `upper`, both included. An upper end of None means that nothing bounds it above."""

    lower: float
    upper: float | None

    def __post_init__(self) -> None:
        if not isfinite(self.lower) or (self.upper is not None and not isfinite(self.upper)):
            raise ValueError("The ends of an interval are finite; an open upper end is None.")
        if self.upper is not None and self.lower > self.upper:
            raise ValueError(f"The lower end {self.lower} is above the upper end {self.upper}.")

    def __contains__(self, value: float | Decimal) -> bool:
        return not self.is_above(value) and not self.is_below(value)

    def is_above(self, value: float | Decimal) -> bool:
        """Whether the whole interval lies above `value`."""
        return self.lower > value

    def is_below(self, value: float | Decimal) -> bool:
        """Whether the whole interval lies below `value`. Never so where the upper end is open."""
        return self.upper is not None and self.upper < value

    def scaled(self, factor: float) -> Interval:
        """Both ends times a factor of zero or more, as from a count to a rate."""
        if factor < 0:
            raise ValueError(f"An interval is scaled by zero or more, not {factor}.")
        return Interval(self.lower * factor, None if self.upper is None else self.upper * factor)


def poisson(count: int | Decimal, *, confidence: float = 0.95) -> Interval:
    """The exact interval for the mean behind an observed count, taken as Poisson.

    Garwood F (1936), "Fiducial limits for the Poisson distribution", Biometrika 28:437-442: the lower limit
    is the mean at which `count` or more has probability (1 - confidence) / 2, and the upper limit the mean
    at which `count` or fewer has; both are gamma quantiles (half of chi-squared ones). The lower limit for
    0 is 0.

    Raises ValueError if the count is negative or fractional, or the confidence is not between 0 and 1.
    """
    count = whole_count(count, name="count")
    tail = tail_of(confidence)
    lower = float(special().gammaincinv(count, tail)) if count else 0.0
    return Interval(lower, float(special().gammainccinv(count + 1, tail)))


def poisson_rate(
    count: int | Decimal, *, population: int | Decimal, per: int = 100_000, confidence: float = 0.95
) -> Interval:
    """The exact interval for a rate per `per` people: that of the count, the population taken as known.

    Errors as in `poisson`, and ValueError if the population or `per` is not above zero.
    """
    per = whole_count(per, name="per", least=1)
    population = whole_count(population, name="population", least=1)
    return poisson(count, confidence=confidence).scaled(per / population)


def wilson(count: int | Decimal, *, of: int | Decimal, confidence: float = 0.95) -> Interval:
    """The score interval for a proportion, between 0 and 1.

    Wilson EB (1927), "Probable inference, the law of succession, and statistical inference", JASA 22:209-212;
    method 3 of Newcombe RG (1998), "Two-sided confidence intervals for the single proportion", Statistics in
    Medicine 17:857-872, without continuity correction.

    Raises ValueError if the counts are negative or fractional, `of` is 0, or `count` is more than `of`.
    """
    count = whole_count(count, name="count")
    of = whole_count(of, name="of", least=1)
    if count > of:
        raise ValueError(f"A part cannot be more than the whole: {count} of {of}.")
    z = NormalDist().inv_cdf(1 - tail_of(confidence))
    centre = 2 * count + z * z
    spread = z * sqrt(z * z + 4 * count * (1 - count / of))
    scale = 2 * (of + z * z)
    # At the ends one limit is exactly 0 or 1, which floating point would miss by a hair.
    lower = (centre - spread) / scale if count else 0.0
    upper = (centre + spread) / scale if count < of else 1.0
    return Interval(max(lower, 0.0), min(upper, 1.0))


def ratio_of_counts(
    numerator: int | Decimal, *, denominator: int | Decimal, per: int = 1, confidence: float = 0.95
) -> Interval:
    """The exact interval for the ratio of two independent Poisson means, times `per`.

    Given their sum, the numerator is binomial with share ratio / (1 + ratio): Przyborowski J and Wilenski H
    (1940), "Homogeneity of results in testing samples from Poisson series", Biometrika 31:313-323. So the
    limits are the exact binomial ones of Clopper CJ and Pearson ES (1934), Biometrika 26:404-413, turned from
    shares into ratios, as in Ulm K (1990), American Journal of Epidemiology 131:373-375.

    The lower limit is 0 where the numerator is 0; the upper limit is None where the denominator is 0, and
    with both 0 nothing is known. The two counts must not overlap: a part of its own whole is for `wilson`.

    Raises ValueError if a count is negative or fractional, or `per` is not above zero.
    """
    above = whole_count(numerator, name="numerator")
    below = whole_count(denominator, name="denominator")
    per = whole_count(per, name="per", least=1)
    tail, beta_quantile = tail_of(confidence), special().betaincinv
    lower, upper = 0.0, None
    # Each share and its complement come from their own quantile, so that none is lost beside 1.
    if above:
        lower = float(beta_quantile(above, below + 1, tail) / beta_quantile(below + 1, above, 1 - tail))
    if below:
        upper = float(beta_quantile(above + 1, below, 1 - tail) / beta_quantile(below, above + 1, tail))
    return Interval(lower, upper).scaled(per)


def tail_of(confidence: float) -> float:
    """The probability that is left out at each end. Raises ValueError for one not between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence or coverage is between 0 and 1, not {confidence}.")
    return (1 - confidence) / 2


@cache
def special() -> Any:
    """SciPy's special functions: the quantiles of gamma and beta variables.

    Imported when a quantile is first asked for. Importing `scipy.special` takes about 0.15 seconds beyond
    NumPy, and `scipy.stats` twice that again, which a process that only formats counts should not pay.
    """
    from scipy import special as functions

    return functions
