"""Binomial limits the slow way, for shares and for ratios of two counts."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from tests.reference.poisson import crossing


def at_most(count: int, *, of: int, share: float) -> float:
    """P(X <= count), summed in whole fractions so that nothing is lost to rounding."""
    p = Fraction(share)
    return float(sum(comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(count + 1)))


def clopper_pearson(count: int, *, of: int, confidence: float) -> tuple[float, float]:
    """The shares at which `count` or more, and `count` or fewer, have probability (1 - confidence) / 2."""
    tail = (1 - confidence) / 2
    lower, upper = 0.0, 1.0
    if count:
        lower = crossing(lambda p: 1 - at_most(count - 1, of=of, share=p) - tail, low=0.0, high=1.0)
    if count < of:
        upper = crossing(lambda p: tail - at_most(count, of=of, share=p), low=0.0, high=1.0)
    return lower, upper
