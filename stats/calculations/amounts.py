"""A published number, the marker that stands in place of one, or a lower bound.

This is the only arithmetic on markers. The rules are those of the Government Analysis Function's guidance on
symbols in tables ("Symbols in tables: definitions and help"), and of the site's own promise that a marker is
never treated as 0, that a sum with a suppressed part is a lower bound, and that a missing cell is not a zero.

Three things are kept apart throughout:

- a number, exact or a lower bound: `Amount.of(7)`, `Amount.at_least(7)`;
- a marker, which is what the publisher prints in place of a number: `Amount.marked(Marker.SUPPRESSED)`;
- a cell that is not held at all, which is `None`. It says nothing about what was published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from stats.catalogue.texts import LabelledEnum


class Marker(LabelledEnum):
    """Why there is no number. The values are what is stored; `shorthand` is what is printed.

    NOT_APPLICABLE: the cell cannot exist, as Category 3 at Level 1, which is printed as a dash. SUPPRESSED: a
    number stands behind it, and it may be 0. NOT_AVAILABLE is also what cannot be computed.
    """

    NOT_APPLICABLE = "z", "not applicable"
    SUPPRESSED = "c", "suppressed for confidentiality"
    NOT_AVAILABLE = "x", "not published or not available"
    LOW = "low", "rounds to zero but is not zero"

    @property
    def shorthand(self) -> str:
        """The Government Analysis Function's form: `[z]`, `[c]`, `[x]`, `[low]`."""
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of zero or more, or one marker, never both and never neither.

    `is_lower_bound` says that the true number is `value` or more. Amounts are counts, and rates of counts, so
    they are never negative; a lower bound on a sum would not hold if a part could be.
    """

    value: Decimal | None = None
    marker: Marker | None = None
    is_lower_bound: bool = False

    def __post_init__(self) -> None:
        if (self.value is None) == (self.marker is None):
            raise ValueError("An amount is either a number or a marker: give exactly one of them.")
        if self.value is None:
            if self.is_lower_bound:
                raise ValueError("A marker cannot be a lower bound; only a number can.")
        elif not isinstance(self.value, Decimal):
            raise TypeError(f"An amount is a Decimal, not {type(self.value).__name__}: {self.value!r}.")
        elif not self.value.is_finite() or self.value < 0:
            raise ValueError(f"An amount is a finite number of zero or more, not {self.value}.")

    @classmethod
    def of(cls, value: int | Decimal) -> Amount:
        """An exact number. Floats are refused: as printed means as printed."""
        return cls(value=_decimal(value))

    @classmethod
    def at_least(cls, value: int | Decimal) -> Amount:
        """A lower bound: the true number is `value` or more."""
        return cls(value=_decimal(value), is_lower_bound=True)

    @classmethod
    def marked(cls, marker: Marker) -> Amount:
        """A marker in place of a number. Takes the stored text too: `Amount.marked(Marker("c"))`."""
        return cls(marker=Marker(marker))

    @classmethod
    def from_stored(cls, value: Decimal | None, *, marker: str) -> Amount:
        """What a row of the database says: a number or a marker. The database refuses a row with neither."""
        if marker:
            return cls.marked(Marker(marker))
        if value is None:
            raise ValueError("A stored figure has neither a number nor a marker.")
        return cls.of(value)

    def __str__(self) -> str:
        """In plain words, for commands and messages to staff: `697`, `at least 9`, `[c]`."""
        if self.value is None:
            return self.marker.shorthand if self.marker else ""
        return f"{'at least ' if self.is_lower_bound else ''}{self.value.normalize():f}"

    @property
    def exact(self) -> Decimal | None:
        """The number where it is known exactly; None for a marker and for a lower bound."""
        return None if self.is_lower_bound else self.value


def total(amounts: Iterable[Amount | None]) -> Amount | None:
    """What the parts of a total add up to, whatever order they come in.

    - `[z]` contributes nothing, because there is nothing there to count. Parts that are all `[z]` give `[z]`.
    - `[c]`, `[low]` and lower bounds make the sum of the known parts a lower bound. Where no part is known
      that bound is 0: the hidden numbers are zero or more, and nothing sharper may be said of them.
    - `[x]` makes the sum `[x]`, and a cell that is not held makes it None (not held). Where both occur the
      answer is `[x]`: finding the missing cell would still leave the sum out of reach.
    - No parts at all give None: a sum of nothing is not evidence of a zero.

    `known_minimum` says what an `[x]` or None sum must at least be.
    """
    parts = tuple(amounts)
    markers = {part.marker for part in parts if part is not None and part.marker is not None}
    if Marker.NOT_AVAILABLE in markers:
        return Amount.marked(Marker.NOT_AVAILABLE)
    if not parts or None in parts:
        return None
    if all(part is not None and part.marker is Marker.NOT_APPLICABLE for part in parts):
        return Amount.marked(Marker.NOT_APPLICABLE)
    known = known_minimum(parts)
    hidden = bool(markers & {Marker.SUPPRESSED, Marker.LOW})
    if hidden or any(part is not None and part.is_lower_bound for part in parts):
        return Amount.at_least(known)
    return Amount.of(known)


def known_minimum(amounts: Iterable[Amount | None]) -> Decimal:
    """The sum of the numbers among the parts: what their total cannot be less than.

    True whatever stands behind the other parts, because no count is negative. It is a bound and never an
    estimate of the total, so it is for checking totals and not for printing as one.
    """
    values = (part.value for part in amounts if part is not None)
    return sum((value for value in values if value is not None), start=Decimal(0))


def _decimal(value: int | Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"An amount is an int or a Decimal, not {type(value).__name__}: {value!r}.")
    return Decimal(value)
