"""Which ranks are open, by looking at each pair."""

from __future__ import annotations

from collections.abc import Sequence


def open_ranks(intervals: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """The best and the worst rank of each, 1 for the largest."""
    ranges = []
    for lower, upper in intervals:
        certainly_above = sum(other_lower > upper for other_lower, _ in intervals)
        certainly_below = sum(other_upper < lower for _, other_upper in intervals)
        ranges.append((1 + certainly_above, len(intervals) - certainly_below))
    return ranges
