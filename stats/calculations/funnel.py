"""Funnel limits around a benchmark, and the word that compares an area with it.

Spiegelhalter DJ (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine
24:1185-1202. Limits at 95% and 99.8%, first by chance alone, then widened by how much areas differ anyway.

The limits by chance alone are intervals turned round: the upper limit at some denominator is the value
whose own interval just touches the benchmark with its lower end. So an area lies outside the limits exactly
where its interval leaves the benchmark out, and chart and table cannot disagree. This is how the APHO
funnel tool and PHEindicatormethods define them too. Between whole counts the limits run smoothly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from stats.calculations.dispersion import Benchmark, Dispersion, Observation, standard_error, value_at
from stats.calculations.intervals import Interval, special, tail_of
from stats.catalogue.indicators import Kind

WARNING = 0.95
ACTION = 0.998
"""The two customary limits, about two and three standard errors out."""


class Comparison(StrEnum):
    """The word for an area beside the benchmark. A word about size: higher is not worse."""

    HIGHER = "higher"
    SIMILAR = "similar"
    """Not shown to be different. It does not say that the two are the same."""
    LOWER = "lower"
    NOT_COMPARED = "not compared"


class NotCompared(StrEnum):
    """Why there is no word."""

    NOT_HELD = "not held"
    NO_BENCHMARK = "no benchmark"
    DISPERSION_UNKNOWN = "dispersion unknown"
    """Too few areas are held to know how much areas differ anyway."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word for an area beside the benchmark.

    `reason` is set exactly where `comparison` is NOT_COMPARED. The limits at 95% decide the word;
    `beyond_outer` says that the area lies outside even those at 99.8%. `adjusted` says whether the limits
    are widened for overdispersion.
    """

    comparison: Comparison
    reason: NotCompared | None = None
    beyond_outer: bool = False
    adjusted: bool = False


def control_limits(benchmark: Benchmark, *, denominator: float, coverage: float = WARNING) -> Interval:
    """The limits by chance alone at one denominator, in the benchmark's unit.

    - Rates: Garwood's Poisson interval turned round. `denominator` is a population.
    - Proportions: Wilson's interval turned round, which is the benchmark and a normal quantile of standard
      errors *at the benchmark* to either side, cut off at none and all. `denominator` is the whole.
    - Ratios of counts: the exact conditional interval of `intervals.ratio_of_counts` turned round.
      `denominator` is the count below the line.

    The lower limit is 0 where even a count of 0 would be no surprise.

    Raises ValueError if the denominator is not above zero or the coverage not between 0 and 1.
    """
    tail = tail_of(coverage)
    if not denominator > 0:
        raise ValueError(f"denominator is above zero, not {denominator}.")
    value = benchmark.unit_value
    if benchmark.kind is Kind.SHARE:
        spread = NormalDist().inv_cdf(1 - tail) * sqrt(value * (1 - value) / denominator)
        return Interval(max(value - spread, 0.0), min(value + spread, 1.0)).scaled(benchmark.per)
    # The counts are the shapes for which a gamma or beta variable falls below the benchmark with that chance.
    if benchmark.kind is Kind.POPULATION_RATE:
        expected = value * denominator
        lower = special().gdtrib(1.0, 1 - tail, expected) - 1
        upper = special().gdtrib(1.0, tail, expected)
    else:
        share = value / (1 + value)
        lower = special().btdtria(1 - tail, denominator, share) - 1
        upper = special().btdtria(tail, denominator + 1, share)
    return Interval(max(float(lower), 0.0), float(upper)).scaled(benchmark.per / denominator)


def adjusted_limits(
    benchmark: Benchmark, *, denominator: float, dispersion: Dispersion | None, coverage: float = WARNING
) -> Interval:
    """The limits widened for overdispersion, in the benchmark's unit.

    On the scale of the benchmark's kind, the benchmark and a normal quantile of sqrt(s^2 + tau^2) to either
    side, s being the standard error by chance alone: Spiegelhalter's additive random effects. They are
    approximate, so they are never let inside the exact limits by chance alone, and with a tau squared of 0
    or with nothing known of it they are those. The upper limit of a ratio is None where the limits reach
    beyond every ratio.

    Errors as in `control_limits`.
    """
    plain = control_limits(benchmark, denominator=denominator, coverage=coverage)
    if dispersion is None or dispersion.tau_squared == 0:
        return plain
    error = standard_error(benchmark, denominator=denominator)
    reach = NormalDist().inv_cdf(1 - tail_of(coverage)) * sqrt(error**2 + dispersion.tau_squared)
    lower = value_at(benchmark.position - reach, benchmark=benchmark)
    upper = value_at(benchmark.position + reach, benchmark=benchmark)
    return Interval(
        plain.lower if lower is None else min(lower, plain.lower),
        None if upper is None or plain.upper is None else max(upper, plain.upper),
    )


def compare_with_benchmark(
    observation: Observation | None,
    *,
    benchmark: Benchmark | None,
    dispersion: Dispersion | None,
) -> Verdict:
    """The word for one area: higher than, similar to or lower than the benchmark. `observation` is None
    where the area holds nothing that can be compared.

    The word rests on the limits adjusted for overdispersion. Registered offenders are counted in hundreds,
    so chance is small beside real differences between areas, and limits by chance alone make nearly every
    area "different".

    `dispersion` comes from `estimate_dispersion` over the areas of the same year, and is None where too few
    are held. Then the limits by chance alone are all there is. Inside them the area is similar: adjusting
    could only widen them. Outside them nothing is said, because nobody knows how unusual such a distance is
    among areas, and the verdict is NOT_COMPARED with the reason DISPERSION_UNKNOWN.

    An area exactly on a limit is inside. Each area is judged on its own: among 42 alike, limits at 95%
    leave out two or so, which is what the outer limits are for.

    Raises ValueError where a part is more than its whole.
    """
    if observation is None:
        return Verdict(Comparison.NOT_COMPARED, NotCompared.NOT_HELD)
    if benchmark is None:
        return Verdict(Comparison.NOT_COMPARED, NotCompared.NO_BENCHMARK)
    if benchmark.kind is Kind.SHARE and observation.numerator > observation.denominator:
        raise ValueError(
            f"A part cannot be more than the whole: {observation.numerator} of {observation.denominator}."
        )
    limits, outer = (
        adjusted_limits(
            benchmark, denominator=observation.denominator, dispersion=dispersion, coverage=coverage
        )
        for coverage in (WARNING, ACTION)
    )
    value = observation.numerator * benchmark.per / observation.denominator
    reason = None
    if value in limits:
        comparison = Comparison.SIMILAR
    elif dispersion is None:
        comparison, reason = Comparison.NOT_COMPARED, NotCompared.DISPERSION_UNKNOWN
    else:
        comparison = Comparison.LOWER if limits.is_above(value) else Comparison.HIGHER
    return Verdict(
        comparison,
        reason,
        beyond_outer=value not in outer,
        adjusted=dispersion is not None and dispersion.tau_squared > 0,
    )
