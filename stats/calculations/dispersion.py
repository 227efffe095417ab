"""How much more areas differ than chance alone would make them.

Spiegelhalter DJ (2005), "Handling over-dispersion of performance indicators", Quality and Safety in Health
Care 14:347-351, and "Funnel plots for comparing institutional performance", Statistics in Medicine
24:1185-1202: additive random effects with winsorised z-scores. Each area's value is put on a scale on which
its standard error does not depend on the value, its z-score from the benchmark taken, the extreme tenth at
each end drawn in, and the variance between areas, tau squared, estimated by the method of moments of
DerSimonian R and Laird N (1986).

The scales are the square root for rates and the arcsine of the square root for shares, as in Spiegelhalter
DJ et al. (2012), "Statistical methods for healthcare regulation: rating, screening and surveillance",
Journal of the Royal Statistical Society A 175:1-47. Both take a count of 0 as it is, where the logarithm
would need a number added to it, and breaches, recalls and serious further offences are often 0. For the
same reason a ratio of two counts is handled as the share that its numerator has in the sum of the two,
rather than as a logarithm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, isfinite, pi, sin, sqrt
from statistics import median, quantiles

from stats.calculations.rates import whole_count
from stats.catalogue.indicators import Kind

MINIMUM_AREAS = 10
"""With fewer areas nothing is said of what is usual among areas."""

WINSORISED_SHARE = 10
"""Per cent at each end whose z-scores are drawn in, as Spiegelhalter (2005) suggests."""


@dataclass(frozen=True, slots=True)
class Observation:
    """An area's numerator over its denominator: people, a whole, or a second count, by the indicator's
    kind."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        whole_count(self.numerator, name="numerator")
        whole_count(self.denominator, name="denominator", least=1)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What areas are compared with, as printed: 104 with `per=100_000` for a rate, 97.5 with `per=100` for
    a share.

    The kind says how chance acts. A population rate is a Poisson count over a known population, a share a
    binomial part of its whole, a ratio one Poisson count over another, neither a part of the other.

    Raises ValueError for a plain count, and unless the value is above zero and a share is below the whole:
    against a benchmark of 0 or of everything no limits can be drawn.
    """

    kind: Kind
    value: float
    per: int = 1

    def __post_init__(self) -> None:
        if self.kind is Kind.COUNT:
            raise ValueError(
                "Plain counts have no benchmark: an area with more people has more of everything."
            )
        if self.per <= 0:
            raise ValueError(f"per is above zero, not {self.per}.")
        if not isfinite(self.value) or self.value <= 0:
            raise ValueError(f"A benchmark is above zero, not {self.value}.")
        if self.kind is Kind.SHARE and self.value >= self.per:
            raise ValueError(f"A share of {self.value} in {self.per} leaves no room for limits.")

    @property
    def unit_value(self) -> float:
        """The value per one: per person, as a share from 0 to 1, or as a plain ratio."""
        return self.value / self.per

    @property
    def position(self) -> float:
        """Where it stands on the scale of its kind."""
        return position(self.unit_value, 1, kind=self.kind)


@dataclass(frozen=True, slots=True)
class Dispersion:
    """`phi` is the mean squared winsorised z-score, about 1 where chance explains everything.

    `tau_squared` is the variance between areas on the scale of the indicator's kind, 0 where phi shows no
    more spread than chance. `areas` is how many they were estimated from.
    """

    phi: float
    tau_squared: float
    areas: int


@dataclass(frozen=True, slots=True)
class UsualSpread:
    """How areas differ from one another: about which middle, and how far."""

    middle: Benchmark
    dispersion: Dispersion


def usual_spread(observations: Sequence[Observation], *, kind: Kind, per: int) -> UsualSpread | None:
    """The spread of the areas about their own middle, the median of their values.

    The median counts every area once, as "usual among areas" does. The benchmark is the middle of people, not
    of areas: London alone pulls it down. Measured about the benchmark, the distance between the two middles
    would pass for spread between areas.

    None from fewer than `MINIMUM_AREAS` areas, and where the middle is zero, or the whole of a share: then no
    limits can be drawn about it. Raises ValueError where a part is more than its whole.
    """
    if len(observations) < MINIMUM_AREAS:
        return None
    value = median(observation.numerator * per / observation.denominator for observation in observations)
    if not value or (kind is Kind.SHARE and value >= per):
        return None
    middle = Benchmark(kind, value, per=per)
    return UsualSpread(middle, estimate_dispersion(observations, about=middle))


def estimate_dispersion(observations: Iterable[Observation], *, about: Benchmark) -> Dispersion:
    """phi and tau squared about a value, of two areas or more.

    Raises ValueError where a part is more than its whole.
    """
    scores: list[float] = []
    weights: list[float] = []
    for observation in observations:
        error = standard_error(about, denominator=observation.denominator)
        own = position(observation.numerator, observation.denominator, kind=about.kind)
        distance = own - about.position
        scores.append(distance / error)
        weights.append(error**-2)
    scores = winsorised(scores)
    phi = sum(score**2 for score in scores) / len(scores)
    return Dispersion(phi, between_variance(scores, weights=weights), len(scores))


def winsorised(scores: list[float]) -> list[float]:
    """The scores with the outer tenth at each end drawn in to the 10th and the 90th percentile.

    Percentiles are interpolated between order statistics (type 7 of Hyndman and Fan 1996, R's default), so
    that with few areas the ends are still drawn in somewhat.
    """
    cuts = quantiles(scores, n=100 // WINSORISED_SHARE, method="inclusive")
    lowest, highest = cuts[0], cuts[-1]
    return [min(max(score, lowest), highest) for score in scores]


def between_variance(scores: list[float], *, weights: list[float]) -> float:
    """tau squared from z-scores and the weights 1 / standard error squared; never below 0.

    (sum of squared z - (n - 1)) / (sum w - sum w^2 / sum w): Spiegelhalter (2005), after DerSimonian and
    Laird.
    """
    excess = sum(score**2 for score in scores) - (len(scores) - 1)
    spread = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return max(0.0, excess / spread)


def position(above: float, below: float, *, kind: Kind) -> float:
    """Where a numerator over its denominator stands on the scale of its kind."""
    if kind is Kind.POPULATION_RATE:
        return sqrt(above / below)
    if kind is Kind.RATIO:
        below += above
    if above > below:
        raise ValueError(f"A part cannot be more than the whole: {above} of {below}.")
    return asin(sqrt(above / below))


def standard_error(benchmark: Benchmark, *, denominator: float) -> float:
    """The standard error, by chance alone, of an area at the benchmark with this denominator.

    1 / (2 sqrt n) on all three scales. For a ratio of counts n is the sum of both counts, and a denominator
    at the benchmark comes with `denominator * ratio` in the numerator.
    """
    n = denominator * (1 + benchmark.unit_value if benchmark.kind is Kind.RATIO else 1)
    return 0.5 / sqrt(n)


def value_at(position: float, *, benchmark: Benchmark) -> float | None:
    """The value, in the benchmark's unit, that stands at a position; None above everything a ratio can
    reach."""
    if benchmark.kind is Kind.POPULATION_RATE:
        return max(position, 0.0) ** 2 * benchmark.per
    share = sin(min(max(position, 0.0), pi / 2)) ** 2
    if benchmark.kind is Kind.SHARE:
        return share * benchmark.per
    return share / (1 - share) * benchmark.per if position < pi / 2 and share < 1 else None
