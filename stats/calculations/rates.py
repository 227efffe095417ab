"""Rates per population, the population a printed rate implies, and what rounding can hide.

Everything here is exact decimal arithmetic, because results are compared with what a report prints, digit for
digit. Printed figures are taken to be rounded half up, as the reports' are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from stats.calculations.counts import positive_count, whole_count


@dataclass(frozen=True, slots=True)
class RoundingInterval:
    """The unrounded values that print the same: from `lower`, included, to `upper`, not included."""

    lower: Decimal
    upper: Decimal

    def __contains__(self, value: Decimal) -> bool:
        return self.lower <= value < self.upper


def rate(count: int | Decimal, *, population: int | Decimal, per: int = 100_000) -> Decimal:
    """`count / population * per`, unrounded. 697 people among 686,389 are 101.54... per 100,000.

    Raises ValueError if the count is negative or fractional, or the population or `per` is not above zero.
    """
    count = whole_count(count, name="count")
    population = positive_count(population, name="population")
    return Decimal(count) * _positive_per(per) / population


def implied_population(count: int | Decimal, *, rate: Decimal, per: int = 100_000) -> int:
    """The population that `count` and a printed `rate` imply, to the nearest person.

    It is the reader's only way back to a population that a report does not print, and a blunt one: a rate
    printed in whole numbers gives the population back to about 0.5% only (`implied_population_range`).

    Raises ValueError if the count is negative, fractional or 0 (any population gives a rate of 0), or if the
    rate or `per` is not above zero.
    """
    count = positive_count(count, name="count")
    if not rate.is_finite() or rate <= 0:
        raise ValueError(f"rate is above zero, not {rate}: no population follows from it.")
    return int(rounded(Decimal(count) * _positive_per(per) / rate, decimals=0))


def implied_population_range(
    count: int | Decimal, *, rate: Decimal, decimals: int, per: int = 100_000
) -> tuple[int, int | None]:
    """The smallest and the largest population for which `count` prints as `rate` with that many decimals.

    The largest is None where the rate may stand for 0 and so sets no limit. Errors as in
    `implied_population`.
    """
    count = positive_count(count, name="count")
    if rate <= 0:
        raise ValueError(f"rate is above zero, not {rate}: no population follows from it.")
    people = Decimal(count) * _positive_per(per)
    printed = rounding_interval(rate, decimals=decimals)
    smallest = int(people / printed.upper) + 1  # the upper end itself prints as the next rate
    largest = int(people / printed.lower) if printed.lower > 0 else None
    return smallest, largest


def one_in(count: int | Decimal, *, population: int | Decimal) -> int | None:
    """N in "1 in N people", to the nearest whole person, half up; None for a count of 0.

    Raises ValueError if the count is negative or fractional, the population is not above zero, or more
    people are counted than there are.
    """
    count = whole_count(count, name="count")
    population = positive_count(population, name="population")
    if count > population:
        raise ValueError(f"{count} people cannot be counted among {population}.")
    if count == 0:
        return None
    return int(rounded(Decimal(population) / count, decimals=0))


def rounding_interval(printed: Decimal, *, decimals: int) -> RoundingInterval:
    """The unrounded values of zero or more that print as `printed` with that many decimals, rounding half up.

    `decimals` is asked for because a stored Decimal may carry more zeros than were printed: 102 comes back
    from a two-place database column as 102.00.

    Raises ValueError if `printed` is negative, or has more decimals than that.
    """
    if decimals < 0:
        raise ValueError(f"decimals is zero or more, not {decimals}.")
    if not printed.is_finite() or printed < 0:
        raise ValueError(f"A printed rate is zero or more, not {printed}.")
    if rounded(printed, decimals=decimals) != printed:
        raise ValueError(f"{printed} was not printed with {decimals} decimal places.")
    half = Decimal(5).scaleb(-decimals - 1)
    return RoundingInterval(lower=max(printed - half, Decimal(0)), upper=printed + half)


def agrees_with_printed(computed: Decimal, *, printed: Decimal, decimals: int | None = None) -> bool:
    """Whether `computed` rounds, half up, to what is printed.

    `decimals` is how many were printed; where None, as many as `printed` is written with, which is right for
    text just read and wrong for a value that a database has padded with zeros.
    """
    if decimals is None:
        exponent = printed.as_tuple().exponent
        if not isinstance(exponent, int):
            raise ValueError(f"A printed rate is a finite number, not {printed}.")
        decimals = max(-exponent, 0)
    return rounded(computed, decimals=decimals) == printed


def rounded(value: Decimal, *, decimals: int) -> Decimal:
    """With that many decimals, half up, as the reports round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _positive_per(per: int) -> int:
    return positive_count(per, name="per")
