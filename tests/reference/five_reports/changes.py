"""How the figures of the five reports have changed since the year before, worked out without the site's code.

Across a break, and where the year before is not held, there is no change. Where one of the two counts is
below 5, or not known, there is no percentage. A rate that is worked out is rounded to a whole number before
it stands beside a printed one, which has been rounded too. Its percentage is that of the counts over the
populations; where they are not held, the least and the most that rounding to a whole number leaves.

A count over the year is set against chance: every way of sharing out the two years' sum between them that is
no more probable than what is held, added up in whole numbers (Przyborowski and Wilenski 1940).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import comb

from tests.reference.five_reports.work_out import Typed, places, typed

HEADS = ("area_slug", "year", "indicator", "last_year", "since_last", "last_percent", "chance")
# The first year counted the new way: ages ten and over, all categories on one day, SHPOs.
BREAKS = {
    "rso-rate": "2007-08",
    "eligible-offenders": "2008-09",
    "prevention-orders": "2015-16",
    "prevention-orders-per-100-rsos": "2015-16",
    "order-breach-returns": "2015-16",
    "order-breach-returns-per-100-level-2-3": "2015-16",
}
STOCKS = ("rsos", "eligible-offenders")
HALF = Decimal("0.5")


def changes() -> Iterable[tuple[str, ...]]:
    for one in typed():
        if not one.of_a_report:
            continue
        start = int(one.year[:4]) - 1
        last = next((row for row in typed() if same_series(row, one) and int(row.year[:4]) == start), None)
        yield (one.area, one.year, one.indicator, *told(last, one))


def same_series(row: Typed, one: Typed) -> bool:
    return (row.area, row.indicator) == (one.area, one.indicator)


def broken(earlier: Typed, later: Typed) -> bool:
    first = BREAKS.get(later.indicator, "")
    return earlier.year < first <= later.year


def told(earlier: Typed | None, later: Typed) -> tuple[str, str, str, str]:
    if earlier is None or broken(earlier, later):
        return "", "", "", ""
    before, after = earlier.value, later.value
    if later.kind == "rate" and (earlier.printed is None) != (later.printed is None):
        before, after = (one.quantize(Decimal(1), rounding=ROUND_HALF_UP) for one in (before, after))
    return earlier.year, places(after - before), percent(earlier, later), chance(earlier, later)


def percent(earlier: Typed, later: Typed) -> str:
    if any(one.above is not None and one.above < 5 for one in (earlier, later)):
        return "small numerator"
    if later.kind == "rate":
        before, after = (
            (Fraction(one.above) / Fraction(one.below) if one.above and one.below else None)
            for one in (earlier, later)
        )
        if before is None or after is None:
            least, most = (
                (later.value - half) * 100 / (earlier.value + half) - 100 for half in (HALF, -HALF)
            )
            return f"{places(least)} to {places(most)}"
        return places(Decimal(float((after / before - 1) * 100)))
    if earlier.above is None or later.above is None:
        return "numerator unknown"
    return places((later.value - earlier.value) * 100 / earlier.value)


def chance(earlier: Typed, later: Typed) -> str:
    if later.kind != "count" or later.indicator in STOCKS:
        return ""
    first, last = int(earlier.value), int(later.value)
    ways = [comb(first + last, share) for share in range(first + last + 1)]
    probability = Fraction(sum(one for one in ways if one <= ways[last]), 2 ** (first + last))
    return "more" if probability < Fraction(1, 20) else "no more"
