"""A published number with the word that was printed before it, or the marker that stands in place of one.

This is the only arithmetic on markers and qualifiers. The rules are those of the Government Analysis
Function's guidance on symbols in tables ("Symbols in tables: definitions and help"), and of the site's own
promise that a marker is never treated as 0, that a sum with a suppressed part is a lower bound, and that a
missing cell is not a zero.

Three things are kept apart throughout:

- a number, exact or with a qualifier: `Amount.of(7)`, `Amount.at_least(7)`;
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


class Qualifier(LabelledEnum):
    """The word that a number is printed with. The values are what is stored; EXACT is the blank.

    A number with any other is no exact count: the first four bound the true number from one side, and ABOUT
    says that it was rounded, to nobody knows what.
    """

    EXACT = "", "exact"
    MORE_THAN = "more than", "more than"
    AT_LEAST = "at least", "at least"
    FEWER_THAN = "fewer than", "fewer than"
    AT_MOST = "at most", "at most"
    ABOUT = "about", "about"

    @property
    def is_lower_bound(self) -> bool:
        """Whether the true number is the one given or more."""
        return self in _LOWER

    @property
    def is_upper_bound(self) -> bool:
        """Whether the true number is the one given or less."""
        return self in _UPPER

    @property
    def is_bound(self) -> bool:
        return self.is_lower_bound or self.is_upper_bound

    @property
    def turned(self) -> Qualifier:
        """That of one divided by the number: what is divided by a lower bound is an upper bound."""
        return _TURNED.get(self, self)


_LOWER = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_UPPER = frozenset({Qualifier.FEWER_THAN, Qualifier.AT_MOST})
_TURNED = {
    Qualifier.MORE_THAN: Qualifier.FEWER_THAN,
    Qualifier.FEWER_THAN: Qualifier.MORE_THAN,
    Qualifier.AT_LEAST: Qualifier.AT_MOST,
    Qualifier.AT_MOST: Qualifier.AT_LEAST,
}


def combined(qualifiers: Iterable[Qualifier]) -> Qualifier | None:
    """The qualifier of a sum, or of a product, of numbers with these.

    Exact numbers leave that of the others as it is. Bounds of one side make a bound of that side, `more than`
    only where none of them may be met. A rounded number among exact ones makes a rounded result. None where
    nothing can be said: bounds of both sides, or a bound beside a rounded number.
    """
    found = set(qualifiers) - {Qualifier.EXACT}
    if len(found) <= 1:
        return next(iter(found), Qualifier.EXACT)
    if found == _LOWER:
        return Qualifier.AT_LEAST
    if found == _UPPER:
        return Qualifier.AT_MOST
    return None


_End = tuple[Decimal, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of zero or more, or one marker, never both and never neither.

    `qualifier` says how the true number lies to `value`. Amounts are counts, and rates of counts, so they are
    never negative; a lower bound on a sum would not hold if a part could be.
    """

    value: Decimal | None = None
    marker: Marker | None = None
    qualifier: Qualifier = Qualifier.EXACT

    def __post_init__(self) -> None:
        if (self.value is None) == (self.marker is None):
            raise ValueError("An amount is either a number or a marker: give exactly one of them.")
        if self.value is None:
            if self.qualifier:
                raise ValueError("A marker has no qualifier; only a number can.")
        elif not isinstance(self.value, Decimal):
            raise TypeError(f"An amount is a Decimal, not {type(self.value).__name__}: {self.value!r}.")
        elif not self.value.is_finite() or self.value < 0:
            raise ValueError(f"An amount is a finite number of zero or more, not {self.value}.")

    @classmethod
    def of(cls, value: int | Decimal, qualifier: Qualifier = Qualifier.EXACT) -> Amount:
        """A number, exact unless qualified. Floats are refused: as printed means as printed."""
        return cls(value=_decimal(value), qualifier=Qualifier(qualifier))

    @classmethod
    def at_least(cls, value: int | Decimal) -> Amount:
        """A lower bound: the true number is `value` or more."""
        return cls.of(value, Qualifier.AT_LEAST)

    @classmethod
    def marked(cls, marker: Marker) -> Amount:
        """A marker in place of a number. Takes the stored text too: `Amount.marked(Marker("c"))`."""
        return cls(marker=Marker(marker))

    @classmethod
    def from_stored(cls, value: Decimal | None, *, marker: str, qualifier: str = "") -> Amount:
        """What a row of the database says: a number or a marker. The database refuses a row with neither."""
        if marker:
            return cls.marked(Marker(marker))
        if value is None:
            raise ValueError("A stored figure has neither a number nor a marker.")
        return cls.of(value, Qualifier(qualifier))

    def __str__(self) -> str:
        """In plain words, for commands and messages to staff: `1,471`, `at least 9`, `[c]`."""
        if self.value is None:
            return self.marker.shorthand if self.marker else ""
        return f"{self.qualifier} {self.value.normalize():,f}".lstrip()

    @property
    def exact(self) -> Decimal | None:
        """The number where it is known exactly; None for a marker, a bound and a rounded number."""
        return None if self.qualifier else self.value

    @property
    def is_lower_bound(self) -> bool:
        return self.qualifier.is_lower_bound

    def may_be(self, other: Amount) -> bool:
        """Whether both can be true of one number: `more than 31,300` beside 31,392, never beside 31,200.

        A rounded number may be what rounds to it at its own last digits: `about 64,300` is 64,250 to 64,350.
        Markers may only be themselves.
        """
        if self.value is None or other.value is None:
            return self == other
        (low, high), (other_low, other_high) = self._reach(), other._reach()
        return (high is None or other_low <= high) and (other_high is None or low <= other_high)

    def _reach(self) -> tuple[_End, _End | None]:
        """The least and the most that the number can be, None for no most. The second of an end's two numbers
        says to which side of the first it lies: `more than 7` begins just above 7."""
        value = self.value or Decimal(0)
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return (value, 1), None
            case Qualifier.AT_LEAST:
                return (value, 0), None
            case Qualifier.FEWER_THAN:
                return (Decimal(0), 0), (value, -1)
            case Qualifier.AT_MOST:
                return (Decimal(0), 0), (value, 0)
            case Qualifier.ABOUT:
                exponent = value.normalize().as_tuple().exponent
                half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
                return (value - half, 0), (value + half, 0)
            case _:
                return (value, 0), (value, 0)


def total(amounts: Iterable[Amount | None]) -> Amount | None:
    """What the parts of a total add up to, whatever order they come in.

    - `[z]` contributes nothing, because there is nothing there to count. Parts that are all `[z]` give `[z]`.
    - `[c]`, `[low]` and lower bounds make the sum of the known parts a lower bound. Where no part is known
      that bound is 0: the hidden numbers are zero or more, and nothing sharper may be said of them.
    - Other qualifiers make a sum as `combined` says; where nothing can be said of it, it is `[x]`.
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
    qualifiers = {part.qualifier for part in parts if part is not None}
    if markers & {Marker.SUPPRESSED, Marker.LOW}:
        qualifiers.add(Qualifier.AT_LEAST)
    qualifier = combined(qualifiers)
    if qualifier is None:
        return Amount.marked(Marker.NOT_AVAILABLE)
    values = (part.value for part in parts if part is not None)
    return Amount.of(sum((value for value in values if value is not None), start=Decimal(0)), qualifier)


def known_minimum(amounts: Iterable[Amount | None]) -> Decimal:
    """The sum of the numbers among the parts that are exact or lower bounds: what their total cannot be less
    than, but for rounded parts, which are taken as they stand.

    True whatever stands behind the other parts, because no count is negative. It is a bound and never an
    estimate of the total, so it is for checking totals and not for printing as one.
    """
    values = (part.value for part in amounts if part is not None and not part.qualifier.is_upper_bound)
    return sum((value for value in values if value is not None), start=Decimal(0))


def _decimal(value: int | Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"An amount is an int or a Decimal, not {type(value).__name__}: {value!r}.")
    return Decimal(value)
