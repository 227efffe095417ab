"""Round numbers for an axis, and the straight line from a value to its place in the picture."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from stats.presentation.text.numbers import number

STEPS = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` onto the picture from `start` to `end`.

    On a `logarithmic` one the same ratio takes the same length: for sizes that go from thousands to millions.
    """

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        if self.logarithmic:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Evenly spaced round numbers that take in all the values, and the decimals they need."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]

    def text(self, value: float) -> str:
        return number(value, places=self.decimals)


def nice_ticks(values: Iterable[float], *, at_most: int, from_zero: bool) -> Ticks:
    """Round numbers spanning `values` in at most `at_most` steps.

    Where every value is a whole number the ticks are too. Values that are all equal, or absent, still get an
    axis with some length.
    """
    held = [*values] or [0.0]
    low = min(0.0, *held) if from_zero else min(held)
    high = max(held)
    whole = all(float(value).is_integer() for value in held)
    if high == low:
        low, high = (low, high + 1) if from_zero or low == 0 else (low - abs(low) / 10, high + abs(high) / 10)
    smallest = (high - low) / at_most * (1 - 1e-9)
    powers = count(math.floor(math.log10(smallest)))
    for step in (factor * 10.0**power for power in powers for factor in STEPS):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if step >= smallest and last - first <= at_most and not (whole and not step.is_integer()):
            break
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if not float(round(step * 10**decimals, 6)).is_integer():
        decimals += 1
    return Ticks(tuple(round(index * step, 10) for index in range(first, last + 1)), decimals)


def size_ticks(low: float, high: float) -> tuple[float, ...]:
    """1, 2 and 5 and their tens, hundreds and so on between the two ends, both above zero."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    sizes = (factor * 10.0**power for power in powers for factor in (1, 2, 5))
    return tuple(size for size in sizes if low <= size <= high)
