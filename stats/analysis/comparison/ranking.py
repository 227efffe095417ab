"""Where areas may stand among those held, given how far chance can move each of them."""

from __future__ import annotations

from collections.abc import Mapping

from stats.analysis.series import is_comparable
from stats.analysis.values import Value, interval_of
from stats.calculations.intervals import Interval
from stats.calculations.ranks import RankRange, joint_confidence, rank_intervals
from stats.catalogue.indicators import Indicator, Kind

CONFIDENCE = 0.95
"""Of all the ranges together, not of each."""


def rank_ranges(indicator: Indicator, *, values: Mapping[str, Value]) -> Mapping[str, RankRange]:
    """The range of ranks that uncertainty leaves each area, 1 for the largest value, by slug.

    Among all areas whose value can be compared, whichever of them a reader chose to see. Counts are not
    ranked: an area with more people has more of everything. One area alone has no rank. An area whose value
    has no interval may stand anywhere: it has no range of its own and widens those of the others. A figure
    that is probably not of its year is not ranked at all.
    """
    held = {slug: value for slug, value in values.items() if is_comparable(value)}
    if indicator.kind is Kind.COUNT or len(held) < 2:
        return {}
    confidence = joint_confidence(CONFIDENCE, of=len(held))
    known = {slug: _interval(indicator, value, confidence=confidence) for slug, value in held.items()}
    estimates = [
        (float(value.amount or 0), known[slug] or Interval(0.0, None)) for slug, value in held.items()
    ]
    ranges = zip(held, rank_intervals(estimates), strict=True)
    return {slug: rank for slug, rank in ranges if known[slug] is not None}


def _interval(indicator: Indicator, value: Value, *, confidence: float) -> Interval | None:
    """The interval about the value at that confidence; None where it has none at 95%."""
    amount, above, below = value.amount, value.numerator, value.denominator
    if value.interval is None or amount is None or above is None or not below:
        return None
    interval = interval_of(indicator, above=above, below=below, confidence=confidence)
    # What rounding did to a printed rate may put it just outside: then the interval reaches to it, which can
    # only widen the range of ranks.
    reached = float(amount)
    upper = None if interval.upper is None else max(interval.upper, reached)
    return Interval(min(interval.lower, reached), upper)
