"""Series over the years and their changes from a year to the next, the slow way: what may be set beside what,
by how much it changed, as far as rounding lets it be known, and whether chance would make it."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Basis
from stats.catalogue.reader import DATA
from stats.catalogue.years import ReportingYear
from tests.reference import figures
from tests.reference.grounds import Ground, ground, half_up

Point = tuple[ReportingYear, Ground]
LEAST = 5  # below this count no percentage is given


class Break(NamedTuple):
    first: ReportingYear
    title: str


@cache
def breaks(slug: str) -> tuple[Break, ...]:
    rows = tomllib.loads((DATA / "breaks.toml").read_text())["break"]
    found = [
        Break(ReportingYear.parse(row["first_year"]), row["title"])
        for row in rows
        if slug in row["indicators"]
    ]
    return tuple(sorted(found, key=lambda one: one.first))


def between(slug: str, earlier: ReportingYear, later: ReportingYear) -> list[Break]:
    return [one for one in breaks(slug) if earlier < one.first <= later]


@cache
def series(slug: str, area: str) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The years that can be compared, oldest first, and those with a number that cannot."""
    found = [(year, one) for year in figures.years() if (one := ground(slug, area, year)) is not None]
    return tuple(p for p in found if p[1].is_compared), tuple(p for p in found if not p[1].is_compared)


@cache
def stretches(slug: str, area: str) -> tuple[tuple[Point, ...], ...]:
    """The years that can be compared with one another: cut at each break."""
    found: list[list[Point]] = []
    for point in series(slug, area)[0]:
        if not found or between(slug, found[-1][-1][0], point[0]):
            found.append([])
        found[-1].append(point)
    return tuple(map(tuple, found))


@cache
def pairs(slug: str, area: str) -> tuple[tuple[Point, Point], ...]:
    """Two neighbouring years with nothing between them, oldest first."""
    found = (pair for stretch in stretches(slug, area) for pair in pairwise(stretch))
    return tuple((earlier, later) for earlier, later in found if later[0].start == earlier[0].start + 1)


def newest_pair(slug: str, area: str) -> tuple[Point, Point] | None:
    return next(reversed(pairs(slug, area)), None)


def is_over_the_year(indicator: Indicator) -> bool:
    return indicator.kind is Kind.COUNT and indicator.basis is not Basis.SNAPSHOT


@cache
def chance_makes(earlier: int, later: int) -> bool:
    """Whether two counts of equal length differ by no more than chance makes in 19 of 20 pairs: given their
    sum the later is binomial with share 1/2; outcomes as far from the middle, on both sides, are added."""
    of, tail = earlier + later, min(earlier, later)
    way, ways = 1, 1  # in how many ways none, and at most so many, of all fall in one year
    for k in range(tail):
        way = way * (of - k) // (k + 1)
        ways += way
    is_even = 2 * tail == of  # then every outcome is no more probable
    return is_even or Fraction(2 * ways, 2**of) >= Fraction(1, 20)


def difference(earlier: Ground, later: Ground) -> Fraction:
    """As they are shown."""
    return later.shown - earlier.shown


def percentages(earlier: Ground, later: Ground) -> tuple[Fraction, Fraction] | str:
    """The lowest and the highest that the change in per cent can be, or why there is none."""
    first, last = earlier.shown, later.shown
    if earlier.is_printed == later.is_printed:
        first, last = earlier.amount, later.amount
    if first == 0:
        return "no percentage from zero"
    counts = [_numerator(one) for one in (earlier, later)]
    if any(count is not None and count < LEAST for count in counts):
        return "too few for a percentage"
    if None in counts:
        return "no percentage: there is no count"
    if earlier.indicator.kind is not Kind.POPULATION_RATE:
        return ((last - first) * 100 / first,) * 2
    exact = [one.made if one.fits else None for one in (earlier, later)]
    if exact[0] and exact[1] is not None:
        return ((exact[1] - exact[0]) * 100 / exact[0],) * 2
    (low, high), (low_after, high_after) = _ends(earlier), _ends(later)
    return (low_after - high) * 100 / high, (high_after - low) * 100 / low


def _numerator(one: Ground) -> Fraction | None:
    """The count, or the one above the line; worked back from the rate where a source prints no count."""
    if one.indicator.kind is Kind.COUNT:
        return one.amount
    if one.counts is not None:
        return Fraction(one.counts.above)
    if one.indicator.kind is Kind.POPULATION_RATE and one.beside and one.beside[0].value:
        return None if one.beside[0].qualifier else Fraction(one.beside[0].value)
    return None


def _ends(one: Ground) -> tuple[Fraction, Fraction]:
    """What was rounded to a printed rate lies between these."""
    if not one.is_printed:
        return one.amount, one.amount
    places = len(one.number.partition(".")[2])
    half = Fraction(5, 10 ** (places + 1))
    return one.amount - half, one.amount + half


def percent_text(earlier: Ground, later: Ground) -> str:
    """`+2.4%` of counts, `+42%` or `+42% to +45%` of rates, or the reason."""
    found = percentages(earlier, later)
    if isinstance(found, str):
        return found
    places = 1 if earlier.indicator.kind is Kind.COUNT else 0
    texts = [signed(end, places) + "%" for end in found]
    return " to ".join(dict.fromkeys(texts))


def chance_text(earlier: Ground, later: Ground) -> str:
    """Whether two counts over the year differ by more than chance makes; empty where that is not asked."""
    if not is_over_the_year(earlier.indicator) or earlier.amount == later.amount:
        return ""
    by_chance = chance_makes(int(earlier.amount), int(later.amount))
    return "no more than chance could make" if by_chance else "more than chance would make"


def signed(number: Fraction, places: int) -> str:
    scaled = half_up(abs(number) * 10**places)
    sign = "" if not scaled else "+" if number > 0 else "−"
    whole, rest = divmod(scaled, 10**places)
    return f"{sign}{whole:,}" + (f".{rest:0{places}}" if places else "")
