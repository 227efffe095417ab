"""Rates per population, the population a printed rate implies, whether a rate rounds to what is printed, and
what may stand as a count in a calculation.

Everything here is exact decimal arithmetic, because results are compared with what a report prints, digit for
digit. Printed figures are taken to be rounded half up, as the reports' are.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rate(count: int | Decimal, *, population: int | Decimal, per: int = 100_000) -> Decimal:
    """`count / population * per`, unrounded. 697 people among 686,389 are 101.54... per 100,000.

    Raises ValueError if the count is negative or fractional, or the population or `per` is not above zero.
    """
    count = whole_count(count, name="count")
    population = whole_count(population, name="population", least=1)
    return Decimal(count) * whole_count(per, name="per", least=1) / population


def implied_population(count: int | Decimal, *, rate: Decimal, per: int = 100_000) -> int:
    """The population that `count` and a printed `rate` imply, to the nearest person.

    It is the reader's only way back to a population that a report does not print, and a blunt one: a rate
    printed in whole numbers gives the population back to about 0.5% only.

    Raises ValueError if the count is negative, fractional or 0 (any population gives a rate of 0), or if the
    rate or `per` is not above zero.
    """
    count = whole_count(count, name="count", least=1)
    if not rate.is_finite() or rate <= 0:
        raise ValueError(f"rate is above zero, not {rate}: no population follows from it.")
    return int(rounded(Decimal(count) * whole_count(per, name="per", least=1) / rate, places=0))


def one_in(count: int | Decimal, *, population: int | Decimal) -> int | None:
    """N in "1 in N people", to the nearest whole person, half up; None for a count of 0.

    Raises ValueError if the count is negative or fractional, the population is not above zero, or more
    people are counted than there are.
    """
    count = whole_count(count, name="count")
    population = whole_count(population, name="population", least=1)
    if count > population:
        raise ValueError(f"{count} people cannot be counted among {population}.")
    if count == 0:
        return None
    return int(rounded(Decimal(population) / count, places=0))


def agrees_with_printed(computed: Decimal, *, printed: Decimal) -> bool:
    """Whether `computed` rounds, half up, to what is printed.

    It is rounded to as many decimals as `printed` is written with. That is right for text just read; a value
    that a database has padded with zeros must be normalized first.
    """
    exponent = printed.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"A printed rate is a finite number, not {printed}.")
    return rounded(computed, places=max(-exponent, 0)) == printed


def rounded(number: Decimal | float, *, places: int) -> Decimal:
    """To that many decimal places, half up: 101.5 is 102, as the reports round."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def whole_count(value: int | Decimal, *, name: str, least: int = 0) -> int:
    """`value` as an int. Decimals are taken because stored figures are Decimals: `Decimal("697.00")` is 697.

    Raises TypeError for anything but an int or a Decimal, ValueError for a fractional or infinite one and
    for one below `least`, which is 1 for what stands below the line.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{name} is a whole number, not {type(value).__name__}: {value!r}.")
    if isinstance(value, Decimal) and (not value.is_finite() or value != value.to_integral_value()):
        raise ValueError(f"{name} is a whole number, not {value}.")
    if value < least:
        raise ValueError(f"{name} is {least} or more, not {value}.")
    return int(value)
