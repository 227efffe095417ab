"""The funnel: each area's value by how much it rests on, between limits that narrow as that grows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stats.analysis.benchmark import Yardstick
from stats.analysis.figures import AreaRef
from stats.analysis.values import Value
from stats.calculations.dispersion import Benchmark, Dispersion
from stats.calculations.funnel import ACTION, WARNING, Verdict, adjusted_limits, control_limits
from stats.calculations.intervals import Interval

# Enough for a curve that looks smooth at the width of a page.
_SAMPLES = 40
# How far the curves run on beyond the smallest and the largest area.
_BEFORE, _AFTER = 0.8, 1.05


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The limits at one denominator: by chance alone, and allowing for how much areas differ anyway."""

    denominator: float
    chance: Interval
    chance_outer: Interval
    allowing: Interval
    allowing_outer: Interval


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """An area, with the limits at its own denominator.

    `value` is its numerator over its denominator in the indicator's unit, which the verdict rests on; a
    printed rate, in `shown`, may be rounded.
    """

    area: AreaRef
    value: float
    shown: Value
    verdict: Verdict
    limits: FunnelLimits


@dataclass(frozen=True, slots=True)
class Funnel:
    """`limits` run from the smallest denominator to the largest. `is_adjusted` is False where areas differ
    no more than chance would make them: then the two kinds of limits are the same."""

    benchmark: float
    dispersion: Dispersion
    is_adjusted: bool
    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimits, ...]


def funnel(
    rule: Yardstick,
    *,
    areas: Iterable[AreaRef],
    values: Mapping[str, Value],
    verdicts: Mapping[str, Verdict],
) -> Funnel | None:
    """None without a benchmark, or where too few areas are held to say how much they differ."""
    benchmark, dispersion = rule.benchmark, rule.dispersion
    if benchmark is None or dispersion is None:
        return None
    points = tuple(
        FunnelPoint(
            ref,
            value=observed.numerator * benchmark.per / observed.denominator,
            shown=values[ref.slug],
            verdict=verdicts[ref.slug],
            limits=_limits(benchmark, denominator=observed.denominator, dispersion=dispersion),
        )
        for ref in areas
        if (observed := rule.observed.get(ref.slug)) is not None
    )
    held = [point.limits.denominator for point in points]
    return Funnel(
        benchmark=benchmark.value,
        dispersion=dispersion,
        is_adjusted=dispersion.tau_squared > 0,
        points=points,
        limits=tuple(
            _limits(benchmark, denominator=denominator, dispersion=dispersion)
            for denominator in _sampled(min(held) * _BEFORE, max(held) * _AFTER)
        ),
    )


def _limits(benchmark: Benchmark, *, denominator: float, dispersion: Dispersion) -> FunnelLimits:
    return FunnelLimits(
        denominator,
        control_limits(benchmark, denominator=denominator, coverage=WARNING),
        control_limits(benchmark, denominator=denominator, coverage=ACTION),
        adjusted_limits(benchmark, denominator=denominator, dispersion=dispersion, coverage=WARNING),
        adjusted_limits(benchmark, denominator=denominator, dispersion=dispersion, coverage=ACTION),
    )


def _sampled(first: float, last: float) -> Iterable[float]:
    """Closer together where the denominator is small and the limits bend: even steps of its logarithm."""
    step = (last / first) ** (1 / (_SAMPLES - 1))
    return (first * step**number for number in range(_SAMPLES))
