"""Funnel limits, and the two words for an area: against the benchmark, and among the areas.

Spiegelhalter DJ (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine
24:1185-1202. Limits at 95% and 99.8%, first by chance alone, then widened by how much areas differ anyway.

The two are facts of different kinds, and no word stands for both. Against the benchmark an area is judged by
its own interval: chance alone. Among the areas it is judged by limits that allow for how much areas differ
anyway.

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

from stats.calculations.dispersion import (
    Benchmark,
    Dispersion,
    Observation,
    UsualSpread,
    standard_error,
    value_at,
)
from stats.calculations.intervals import Interval, special, tail_of
from stats.catalogue.indicators import Kind

WARNING = 0.95
ACTION = 0.998
"""The two customary limits, about two and three standard errors out."""


class Comparison(StrEnum):
    """The word for an area against the benchmark. A word about size: higher is not worse."""

    HIGHER = "higher"
    NOT_CLEARLY_DIFFERENT = "not clearly different"
    """Chance alone could make the difference. It does not say that the two are the same."""
    LOWER = "lower"
    NOT_COMPARED = "not compared"


class Spread(StrEnum):
    """The word for an area among the areas: beside the range in which they usually lie."""

    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"
    NOT_SAID = "not said"


class NoWord(StrEnum):
    """Why one of the two words is not said."""

    NOT_HELD = "not held"
    NO_INTERVAL = "no interval"
    """The figure is held, but not the counts that would say how far chance may move it."""
    NO_BENCHMARK = "no benchmark"
    TOO_FEW_AREAS = "too few areas"
    """Too few areas are held to say in what range they usually lie."""
    MIDDLE_IS_ZERO = "middle is zero"
    """Half of the areas or more are at zero, so there is no middle to measure a spread about."""


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
    benchmark: Benchmark, *, denominator: float, dispersion: Dispersion, coverage: float = WARNING
) -> Interval:
    """The limits widened for overdispersion, in the benchmark's unit.

    On the scale of the benchmark's kind, the benchmark and a normal quantile of sqrt(s^2 + tau^2) to either
    side, s being the standard error by chance alone: Spiegelhalter's additive random effects. They are
    approximate, so they are never let inside the exact limits by chance alone, and with a tau squared of 0
    they are those. The upper limit of a ratio is None where the limits reach
    beyond every ratio.

    Errors as in `control_limits`.
    """
    plain = control_limits(benchmark, denominator=denominator, coverage=coverage)
    if dispersion.tau_squared == 0:
        return plain
    error = standard_error(benchmark, denominator=denominator)
    reach = NormalDist().inv_cdf(1 - tail_of(coverage)) * sqrt(error**2 + dispersion.tau_squared)
    lower = value_at(benchmark.position - reach, benchmark=benchmark)
    upper = value_at(benchmark.position + reach, benchmark=benchmark)
    return Interval(
        plain.lower if lower is None else min(lower, plain.lower),
        None if upper is None or plain.upper is None else max(upper, plain.upper),
    )


def compare_with_benchmark(interval: Interval, *, benchmark: float) -> Comparison:
    """The word for an area whose value has this interval: higher or lower where it leaves the benchmark out.

    At 95%, so of 42 areas that differ by chance alone about two are called different. The benchmark is taken
    as known: that of England and Wales rests on so many people that chance hardly moves it. An interval that
    just touches the benchmark does not leave it out.
    """
    if interval.is_above(benchmark):
        return Comparison.HIGHER
    return Comparison.LOWER if interval.is_below(benchmark) else Comparison.NOT_CLEARLY_DIFFERENT


@dataclass(frozen=True, slots=True)
class Place:
    """Where an area lies among the areas: `usual` is the range at 95% for one of its size.

    `beyond_outer` says that it lies outside even the range at 99.8%.
    """

    spread: Spread
    usual: Interval
    beyond_outer: bool


def place_among_areas(observation: Observation, *, usual_spread: UsualSpread) -> Place:
    """Where one area lies, by the limits about the middle of the areas, widened for how much they differ.

    `usual_spread` comes from the function of that name over the areas of the same year. Registered offenders
    are counted in hundreds, so chance is small beside real differences, and nearly every area is "different"
    from the benchmark; these limits say which of them stand out among areas. An area exactly on a limit is
    within. Among 42 alike, limits at 95% leave out two or so, which is what the outer limits are for.

    Raises ValueError where a part is more than its whole.
    """
    middle, dispersion = usual_spread.middle, usual_spread.dispersion
    if middle.kind is Kind.SHARE and observation.numerator > observation.denominator:
        raise ValueError(
            f"A part cannot be more than the whole: {observation.numerator} of {observation.denominator}."
        )
    usual, outer = (
        adjusted_limits(middle, denominator=observation.denominator, dispersion=dispersion, coverage=coverage)
        for coverage in (WARNING, ACTION)
    )
    value = observation.numerator * middle.per / observation.denominator
    spread = Spread.WITHIN
    if value not in usual:
        spread = Spread.BELOW if usual.is_above(value) else Spread.ABOVE
    return Place(spread, usual, beyond_outer=value not in outer)
