"""What may stand as a count in a calculation, refused early and in plain words."""

from __future__ import annotations

from decimal import Decimal


def whole_count(value: int | Decimal, *, name: str) -> int:
    """`value` as an int. Decimals are taken because stored figures are Decimals: `Decimal("697.00")` is 697.

    Raises TypeError for anything but an int or a Decimal, ValueError for a negative, fractional or infinite
    one.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{name} is a whole number, not {type(value).__name__}: {value!r}.")
    if isinstance(value, Decimal) and (not value.is_finite() or value != value.to_integral_value()):
        raise ValueError(f"{name} is a whole number, not {value}.")
    if value < 0:
        raise ValueError(f"{name} is zero or more, not {value}.")
    return int(value)


def positive_count(value: int | Decimal, *, name: str) -> int:
    """As `whole_count`, and not 0: for what stands below the line."""
    count = whole_count(value, name=name)
    if count == 0:
        raise ValueError(f"{name} is above zero: nothing can be divided by 0.")
    return count
