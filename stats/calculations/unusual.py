"""Is a change from one year to the next far outside what is usual? For asking a person to look again.

Two things must both hold before a change is called unusual:

1. Chance alone does not make it. Two Poisson counts a and b are compared by the difference of their Anscombe
   transforms, z = √2 · (√(b + 3/8) − √(a + 3/8)), which is close to standard normal when both count the
   same thing at the same rate (F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial
   data", Biometrika 35, 1948). |z| must exceed 3.
2. It is an outlier among the changes that are known. Each change is the logarithm of the ratio of the two
   counts, each with one half added so that a zero can be taken. The modified z-score of Iglewicz and Hoaglin
   ("How to Detect and Handle Outliers", 1993), 0.6745 · (x − median) / MAD, must exceed 3.5 in size, the
   value that they recommend. Fewer than `FEWEST` known changes say nothing of what is usual: then the count
   must have at least doubled or halved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

FEWEST = 8
LARGEST_Z = 3.0
LARGEST_MODIFIED_Z = 3.5
# Areas whose counts hardly move would make every change an outlier; five per cent is always usual.
SMALLEST_SPREAD = math.log(1.05)


@dataclass(frozen=True, slots=True)
class UnusualChange:
    """`usual` are the ratios, later to earlier, between which a change is not called unusual; `known` is
    how many changes say so, 0 where too few were known."""

    ratio: float
    usual: tuple[float, float]
    known: int


def log_change(earlier: Decimal, later: Decimal) -> float:
    """The logarithm of later / earlier, with one half added to each."""
    return math.log((float(later) + 0.5) / (float(earlier) + 0.5))


def unusual_change(earlier: Decimal, later: Decimal, *, changes: Sequence[float]) -> UnusualChange | None:
    """The change, if it is unusual among `changes` (as `log_change` gives them); else None.

    Raises ValueError if a count is negative.
    """
    if earlier < 0 or later < 0:
        raise ValueError(f"a count is zero or more, not {min(earlier, later)}.")
    z = math.sqrt(2) * (math.sqrt(float(later) + 3 / 8) - math.sqrt(float(earlier) + 3 / 8))
    if abs(z) <= LARGEST_Z:
        return None
    change = log_change(earlier, later)
    if len(changes) < FEWEST:
        centre, reach, known = 0.0, math.log(2), 0
    else:
        centre = median(changes)
        spread = median(abs(known_change - centre) for known_change in changes) / 0.6745
        reach, known = LARGEST_MODIFIED_Z * max(spread, SMALLEST_SPREAD / LARGEST_MODIFIED_Z), len(changes)
    if abs(change - centre) <= reach:
        return None
    return UnusualChange(math.exp(change), (math.exp(centre - reach), math.exp(centre + reach)), known)
