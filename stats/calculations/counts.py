"""What may stand as a count in a calculation, refused early and in plain words."""

from __future__ import annotations

from decimal import Decimal


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
