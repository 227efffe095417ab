"""How the figures of the five reports have changed, worked out without the code of the site.

From the year before, and from the first year held since the last break, over the years in `typed.csv`.
Across a break there is no change; where one of the two counts is below 5, or not known, there is no
percentage. A rate that is worked out is rounded to a whole number before it stands beside a printed one,
which has been rounded too.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from tests.reference.five_reports.work_out import Typed, places, typed

HEADS = (
    "area_slug", "year", "indicator", "last_year", "since_last", "last_percent", "first_year", "since_first",
    "first_percent",
)  # fmt: skip
# The first year counted the new way: ages ten and over, all categories on one day, SHPOs.
BREAKS = {
    "rso-rate": "2007-08",
    "eligible-offenders": "2008-09",
    "prevention-orders": "2015-16",
    "prevention-orders-per-100-rsos": "2015-16",
    "order-breach-returns": "2015-16",
    "order-breach-returns-per-100-level-2-3": "2015-16",
}


def changes() -> Iterable[tuple[str, ...]]:
    for one in typed():
        if not one.of_a_report:
            continue
        earlier = sorted(
            (row for row in typed() if same_series(row, one) and row.year < one.year),
            key=lambda row: row.year,
        )
        last = next((row for row in earlier if int(row.year[:4]) == int(one.year[:4]) - 1), None)
        first = next((row for row in earlier if not broken(row, one)), None)
        if first is last:
            first = None
        yield (one.area, one.year, one.indicator, *told(last, one), *told(first, one))


def same_series(row: Typed, one: Typed) -> bool:
    return (row.area, row.indicator) == (one.area, one.indicator)


def broken(earlier: Typed, later: Typed) -> bool:
    first = BREAKS.get(later.indicator, "")
    return earlier.year < first <= later.year


def told(earlier: Typed | None, later: Typed) -> tuple[str, str, str]:
    if earlier is None:
        return "", "", ""
    if broken(earlier, later):
        return earlier.year, "", "series break"
    before, after = earlier.value, later.value
    if later.kind == "rate" and (earlier.printed is None) != (later.printed is None):
        before, after = (one.quantize(Decimal(1), rounding=ROUND_HALF_UP) for one in (before, after))
    change = after - before
    if any(one.above is not None and one.above < 5 for one in (earlier, later)):
        return earlier.year, places(change), "small numerator"
    if earlier.above is None or later.above is None:
        return earlier.year, places(change), "numerator unknown"
    return earlier.year, places(change), places(change * 100 / before)
