"""Whether two counts differ by more than chance would make.

Only for counts over a time: each event falls in one year or the other. A stock counted on a day is mostly the
same people a year later, so its two counts are not independent and the test says nothing of them.
"""

from __future__ import annotations

from decimal import Decimal

from stats.calculations.intervals import special
from stats.calculations.rates import whole_count

LEVEL = 0.05


def beyond_chance(earlier: int | Decimal, *, later: int | Decimal) -> bool:
    """Whether the two counts differ by more than chance would make in 19 of 20 pairs of such years."""
    return probability_of_difference(earlier, later=later) < LEVEL


def probability_of_difference(earlier: int | Decimal, *, later: int | Decimal) -> float:
    """How probable a difference at least as large is, where nothing but chance sets the two apart.

    The exact conditional test of two Poisson counts over the same length of time: given their sum, the later
    one is binomial with share 1/2. Przyborowski J and Wilenski H (1940), "Homogeneity of results in testing
    samples from Poisson series", Biometrika 31:313-323. Two-sided; with a share of 1/2 the distribution is
    symmetric, so that doubling the smaller tail and adding up all outcomes that are no more probable agree.

    1 where both counts are 0: none and none do not differ. Raises ValueError for a count that is negative or
    fractional.
    """
    first, last = whole_count(earlier, name="earlier"), whole_count(later, name="later")
    return min(1.0, 2 * float(special().bdtr(min(first, last), first + last, 0.5)))
