"""What the figures of the five reports come to, worked out without the code of the site.

`python -m tests.reference.five_reports.write` reads `typed.csv` and writes `worked_out.csv` and
`changes.csv` beside it. A test holds the three together, others hold the site to them.

`typed.csv` was typed from the reports (Dorset 2014-15 and 2015-16, Cambridgeshire 2014-15, Greater
Manchester 2014-15, Derbyshire 2005-06, the overview 2001-06 printed in the last), from the press reports and
parliamentary answers that hold the same years, and from ONS mid-year estimates: ages ten and over for
mid-2014 and mid-2015, all ages for mid-2005. What is nobody's report stands there as a benchmark, as a peer
among which an area is judged, or as an earlier year. Derbyshire prints Levels 2 and 3 apart: 242 and 34 make
276, recalls 60 and 4 make 64, returns for breach of an order 0 and 1 make 1.

Another way than the code's throughout: decimal arithmetic of 40 digits and halving, no SciPy, no quantiles.

- Counts and rates: the means at which so many or more, and so many or fewer, have probability 2.5% (Garwood
  1936), by adding up Poisson probabilities.
- Shares: the two roots p of (x/n - p)^2 = z^2 p(1 - p)/n (Wilson 1927), by the formula for a quadratic.
- Ratios of two counts a and b: a is binomial out of a + b with share p, and the ratio is p/(1 - p)
  (Przyborowski and Wilenski 1940); the limits of p (Clopper and Pearson 1934) by adding up probabilities.
- The word: higher or lower where the area's interval leaves the benchmark out. One area makes no benchmark.
  Counts have neither benchmark nor word. (What is usual among areas takes ten: tests/reference/two_facts.py.)
- Ranks: intervals at 0.95^(1/n) each (Sidak 1967), each pair looked at (Klein, Wright and Wieczorek 2020).
  A printed rate is part of its interval, and a rate without its count has the count that it implies. One that
  its count and population do not make may have any rank.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, getcontext
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
D = Decimal
getcontext().prec = 40
TAIL_95 = D("0.025")
Z_95 = D("1.95996398454005423552")  # Abramowitz and Stegun, table 26.5
NATION = "england-and-wales"
HEADS = (
    "area_slug", "year", "indicator", "value", "lower_95", "upper_95", "numerator", "denominator",
    "benchmark", "comparison", "rank_low", "rank_high",
)  # fmt: skip
# Indicator -> per how many, and how chance acts on it.
KINDS = {
    "rso-rate": (100_000, "rate"),
    "level-1-share": (100, "share"),
    "notification-breaches-per-100-rsos": (100, "ratio"),
    "prevention-orders-per-100-rsos": (100, "ratio"),
    "licence-recalls-per-100-level-2-3": (100, "ratio"),
    "order-breach-returns-per-100-level-2-3": (100, "ratio"),
}
Ends = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Typed:
    area: str
    year: str
    indicator: str
    printed: Decimal | None
    above: Decimal | None
    below: Decimal | None
    of_a_report: bool

    @property
    def kind(self) -> str:
        return KINDS.get(self.indicator, (1, "count"))[1]

    @property
    def per(self) -> int:
        return KINDS.get(self.indicator, (1, "count"))[0]

    @property
    def unrounded(self) -> Decimal | None:
        if self.above is None or (self.kind != "count" and self.below is None):
            return None
        return self.above * self.per / (self.below or D(1))

    @property
    def value(self) -> Decimal:
        value = self.unrounded if self.printed is None else self.printed
        assert value is not None
        return value


@cache
def typed() -> tuple[Typed, ...]:
    def number(text: str) -> Decimal | None:
        return D(text) if text else None

    with (FOLDER / "typed.csv").open(newline="") as file:
        return tuple(
            Typed(
                row["area_slug"], row["year"], row["indicator"], number(row["printed"]),
                number(row["numerator"]), number(row["denominator"]), row["of_a_report"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def halve(is_low: Callable[[Decimal], bool], *, low: Decimal, high: Decimal) -> Decimal:
    """Where `is_low` turns from true to false."""
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (middle, high) if is_low(middle) else (low, middle)
    return (low + high) / 2


def poisson_at_most(count: int, mean: Decimal) -> Decimal:
    term = total = (-mean).exp()
    for k in range(1, count + 1):
        term = term * mean / k
        total += term
    return total


def binomial_at_most(count: int, *, of: int, share: Decimal) -> Decimal:
    term = total = (1 - share) ** of
    odds = share / (1 - share)
    for k in range(1, count + 1):
        term = term * (of - k + 1) / k * odds
        total += term
    return total


@cache
def limits(kind: str, above: int, below: int, tail: Decimal, z: Decimal) -> Ends:
    """The interval in units of one: per person, as a share, as a ratio, or the count itself."""
    if kind == "share":
        # (n + z^2) p^2 - (2x + z^2) p + x^2 / n = 0
        a, b, c = below + z * z, -(2 * above + z * z), D(above) ** 2 / below
        root = (b * b - 4 * a * c).sqrt()
        return (-b - root) / (2 * a), (-b + root) / (2 * a)
    if kind == "ratio":
        of, zero, one = above + below, D(0), D(1)
        lower = zero
        if above:
            lower = halve(
                lambda p: 1 - binomial_at_most(above - 1, of=of, share=p) < tail, low=zero, high=one
            )
        upper = halve(lambda p: binomial_at_most(above, of=of, share=p) > tail, low=zero, high=one)
        return lower / (1 - lower), upper / (1 - upper)
    far = D(above) + 12 * D(above + 4).sqrt()
    low = halve(lambda m: 1 - poisson_at_most(above - 1, m) < tail, low=D(0), high=far) if above else D(0)
    high = halve(lambda m: poisson_at_most(above, m) > tail, low=D(0), high=far)
    return (low, high) if kind == "count" else (low / below, high / below)


def interval(one: Typed, *, tail: Decimal = TAIL_95, z: Decimal = Z_95) -> Ends | None:
    if one.above is None:
        return None
    low, high = limits(one.kind, int(one.above), int(one.below or 1), tail, z)
    return low * one.per, high * one.per


def benchmark(one: Typed) -> Decimal | None:
    """England and Wales as printed or worked out, else two or more areas held taken together."""
    rows = [row for row in typed() if (row.year, row.indicator) == (one.year, one.indicator)]
    if one.kind == "count":
        return None
    for row in rows:
        if row.area == NATION:
            return row.value
    held = [(row.above, row.below) for row in rows if row.above is not None and row.below is not None]
    if len(held) < 2:
        return None
    return sum((a for a, _ in held), D(0)) * one.per / sum((b for _, b in held), D(0))


def peers(one: Typed) -> list[Typed]:
    return [
        row
        for row in typed()
        if (row.year, row.indicator) == (one.year, one.indicator) and row.area != NATION
    ]


def word(one: Typed) -> str:
    if one.kind == "count":
        return ""
    middle, ends = benchmark(one), interval(one)
    if middle is None or ends is None:
        return "not compared"
    if ends[0] <= middle <= ends[1]:
        return "not clearly different"
    return "higher" if middle < ends[0] else "lower"


def rank(one: Typed) -> tuple[str, str]:
    held = peers(one)
    if one.kind == "count" or len(held) < 2:
        return "", ""
    alone = D("0.95") ** (D(1) / len(held))
    tail = (1 - alone) / 2
    ends = [joint(row, tail=tail) for row in held]
    mine = ends[held.index(one)]
    above = sum(low > mine[1] for low, _ in ends)
    below = sum(high < mine[0] for _, high in ends)
    return str(1 + above), str(len(held) - below)


def joint(row: Typed, *, tail: Decimal) -> Ends:
    above, below = row.above, row.below
    if row.printed is not None and row.unrounded is not None:
        rounded = row.unrounded.quantize(row.printed, rounding="ROUND_HALF_UP")
        if rounded != row.printed:
            return D(0), D("Infinity")
    if above is None and below is not None:
        above = (row.value * below / row.per).to_integral_value()
    assert above is not None
    full = Typed(row.area, row.year, row.indicator, row.printed, above, below, row.of_a_report)
    ends = interval(full, tail=tail, z=normal_upper(tail))
    assert ends is not None
    return min(ends[0], row.value), max(ends[1], row.value)


def normal_upper(tail: Decimal) -> Decimal:
    return halve(lambda z: D(math.erfc(float(z) / math.sqrt(2)) / 2) > tail, low=D(0), high=D(10))


def worked_out() -> Iterable[tuple[str, ...]]:
    for one in typed():
        if not one.of_a_report:
            continue
        ends, middle = interval(one), benchmark(one)
        assert ends is not None
        yield (
            one.area, one.year, one.indicator, places(one.value), *map(places, ends), f"{one.above}",
            "" if one.below is None else f"{one.below}", "" if middle is None else places(middle),
            word(one), *rank(one),
        )  # fmt: skip


def places(number: Decimal) -> str:
    """Three decimals, halves up, without trailing zeros."""
    text = f"{number.quantize(D('0.001'), rounding='ROUND_HALF_UP'):f}"
    return text.rstrip("0").rstrip(".")
