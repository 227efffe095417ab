"""The change from one amount to a later one, and why there is sometimes no percentage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stats.calculations.amounts import Amount

SMALLEST_NUMERATOR = 5
"""Below this count no percentage is given. The national report for 2005-06 warns that small numbers make
large percentages, and the site holds to 5."""


class NoPercentage(StrEnum):
    """Why a change carries no percentage."""

    SERIES_BREAK = "series break"
    NOT_HELD = "not held"
    MARKED = "marked"
    """One of the two is a marker."""
    BOUND = "bound"
    """One of the two bounds the true number from one side: `more than 11,000`."""
    ROUNDED = "rounded"
    """One of the two is `about` so many."""
    EARLIER_IS_ZERO = "earlier is zero"
    SMALL_NUMERATOR = "small numerator"
    NUMERATOR_UNKNOWN = "numerator unknown"
    """The count behind a rate is not held exactly, so it cannot be shown to be large enough."""


@dataclass(frozen=True, slots=True)
class Percentages:
    """A change in per cent as far as rounded numbers tell it: from `lower` to `upper`."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """`absolute` is later minus earlier; `percent` is that as a percentage of the earlier, unrounded.

    Where rounding leaves the percentage open, `between` has its ends in place of `percent`. Exactly one of
    `percent`, `between` and `reason_no_percent` is set. `absolute` is None where the two cannot be
    subtracted: across a series break, or unless both are exact numbers. It is in the unit of the two: for
    shares in per cent it is percentage points.

    `beyond_chance` says whether two counts over the year differ by more than chance would make; None for
    everything else.
    """

    absolute: Decimal | None
    percent: Decimal | None
    reason_no_percent: NoPercentage | None
    between: Percentages | None = None
    beyond_chance: bool | None = None


def change(
    earlier: Amount | None,
    *,
    later: Amount | None,
    numerators: tuple[Amount | None, Amount | None] | None = None,
    across_break: bool = False,
) -> Change:
    """The change from `earlier` to `later`, with a percentage only where one means something.

    `numerators` are the counts behind two rates or ratios, earlier first; None says that the two amounts
    are themselves counts. A percentage needs both counts to be 5 or more, and known: a rate whose count is
    not held gets none. `across_break` says that a series break lies between the two, and then nothing is
    computed.

    The reasons are tried in the order in which `NoPercentage` lists them.
    """
    if across_break:
        return Change(None, None, NoPercentage.SERIES_BREAK)
    if earlier is None or later is None:
        return Change(None, None, NoPercentage.NOT_HELD)
    if earlier.value is None or later.value is None:
        return Change(None, None, NoPercentage.MARKED)
    if earlier.qualifier.is_bound or later.qualifier.is_bound:
        return Change(None, None, NoPercentage.BOUND)
    if earlier.qualifier or later.qualifier:
        return Change(None, None, NoPercentage.ROUNDED)
    absolute = later.value - earlier.value
    if earlier.value == 0:
        return Change(absolute, None, NoPercentage.EARLIER_IS_ZERO)
    counts = [count.exact if count else None for count in numerators or (earlier, later)]
    if any(count is not None and count < SMALLEST_NUMERATOR for count in counts):
        return Change(absolute, None, NoPercentage.SMALL_NUMERATOR)
    if None in counts:
        return Change(absolute, None, NoPercentage.NUMERATOR_UNKNOWN)
    return Change(absolute, percentage(earlier.value, later=later.value), None)


def percentage(earlier: Decimal, *, later: Decimal) -> Decimal:
    """The change as a percentage of the earlier number, which is above zero; unrounded."""
    return (later - earlier) * 100 / earlier


def percentages(earlier: Decimal, *, later: Decimal, rounding: tuple[Decimal, Decimal]) -> Percentages | None:
    """What the change in per cent can be where each number was rounded, by so much at most.

    85 and 122, each rounded to a whole number: from 121.5 / 85.5 to 122.5 / 84.5, or 42.1% to 45.0% more.
    None where the earlier number may be 0.
    """
    first, last = rounding
    if earlier <= first:
        return None
    return Percentages(
        percentage(earlier + first, later=max(later - last, Decimal(0))),
        percentage(earlier - first, later=later + last),
    )


def rounding_of(printed: Decimal) -> Decimal:
    """How far a printed number may lie from what was rounded to it: 0.5 for 70, 0.005 for 57.45."""
    exponent = printed.normalize().as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)
