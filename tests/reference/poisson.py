"""Poisson limits the slow way: sums of probabilities, and halving until the limit is found.

Shares nothing with the code under test, not even SciPy.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, fsum, lgamma, log


def probability(count: int, *, mean: float) -> float:
    """P(X = count)."""
    if mean == 0:
        return float(count == 0)
    return exp(count * log(mean) - mean - lgamma(count + 1))


def at_most(count: int, *, mean: float) -> float:
    """P(X <= count)."""
    return fsum(probability(k, mean=mean) for k in range(count + 1))


def garwood(count: int, *, confidence: float) -> tuple[float, float]:
    """The means at which `count` or more, and `count` or fewer, have probability (1 - confidence) / 2."""
    tail = (1 - confidence) / 2
    highest = count + 20 * (count + 1) ** 0.5 + 20
    lower = 0.0
    if count:
        lower = crossing(lambda mean: 1 - at_most(count - 1, mean=mean) - tail, low=0.0, high=highest)
    upper = crossing(lambda mean: tail - at_most(count, mean=mean), low=0.0, high=highest)
    return lower, upper


def crossing(rising: Callable[[float], float], *, low: float, high: float) -> float:
    """Where a rising function passes 0, to the last bit that halving reaches."""
    while low < (middle := (low + high) / 2) < high:
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
