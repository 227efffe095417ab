"""A rank, and the ranks that uncertainty leaves open.

Klein M, Wright T and Wieczorek J (2020), "A joint confidence region for an overall ranking of populations",
Journal of the Royal Statistical Society C 69:589-606. The method is deterministic: area k certainly ranks
below every area whose whole interval lies above its own and above every area whose whole interval lies
below, and every rank in between is open. If the intervals hold *jointly* with some confidence, so do all
the ranges of ranks at once. For independent areas, intervals at the confidence that `joint_confidence`
gives do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from stats.calculations.intervals import Interval


@dataclass(frozen=True, slots=True)
class RankRange:
    """`rank` of `of`, 1 for the largest value; the true rank lies from `low` to `high`, both included.

    Equal values share the better rank: 1, 2, 2, 4.
    """

    rank: int
    low: int
    high: int
    of: int


def joint_confidence(confidence: float = 0.95, *, of: int) -> float:
    """How confident each of `of` independent intervals must be for all to hold together with `confidence`.

    Sidak Z (1967), JASA 62:626-633: the `of`-th root. All 42 areas at 95% need intervals at 99.88% each.

    Raises ValueError if the confidence is not between 0 and 1 or `of` is below 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is between 0 and 1, not {confidence}.")
    if of < 1:
        raise ValueError(f"of is one or more, not {of}.")
    return float(confidence ** (1 / of))


def rank_intervals(estimates: Sequence[tuple[float, Interval]]) -> tuple[RankRange, ...]:
    """The rank of each value with the range of ranks its interval leaves open, in the order given.

    The confidence of the ranges is the joint confidence of the intervals: to print 95% ranges, make each
    interval with `confidence=joint_confidence(0.95, of=len(estimates))`. Intervals that touch count as
    overlapping. The intervals speak of chance only: where areas differ more than chance allows, a narrow
    range of ranks does not say that the difference means anything.

    Raises ValueError where a value lies outside its interval.
    """
    of = len(estimates)
    if outside := [estimate for estimate in estimates if estimate[0] not in estimate[1]]:
        raise ValueError(f"A value lies outside its interval: {outside}.")
    values = sorted(value for value, _interval in estimates)
    lowers = sorted(interval.lower for _value, interval in estimates)
    uppers = sorted(_upper(interval) for _value, interval in estimates)
    return tuple(
        RankRange(
            rank=1 + of - bisect_right(values, value),
            low=1 + of - bisect_right(lowers, _upper(interval)),
            high=of - bisect_left(uppers, interval.lower),
            of=of,
        )
        for value, interval in estimates
    )


def _upper(interval: Interval) -> float:
    return inf if interval.upper is None else interval.upper
