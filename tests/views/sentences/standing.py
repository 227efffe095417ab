"""How an area stands, in the phrases of the site, from the slow second way: against England and Wales, among
the areas, and by rank."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from statistics import median

from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import figures, ranks, two_facts
from tests.reference.grounds import Ground, ground, half_up, rounded
from tests.reference.two_facts import Counts, Facts

MINIMUM_COUNT = 5
THAN = {"higher": "higher than", "lower": "lower than", "not clearly different": "not clearly different from"}


@cache
def held(slug: str, year: ReportingYear) -> dict[str, Ground]:
    """Every area with a number that may be compared."""
    found = {area: ground(slug, area, year) for area in figures.areas()}
    return {area: one for area, one in found.items() if one is not None and one.is_compared}


@cache
def map_year() -> ReportingYear:
    """The latest with a rate for a third of the areas, which the map of the front page shows."""
    return max(year for year in figures.years() if 3 * len(held("rso-rate", year)) >= len(figures.areas()))


@cache
def apart(slug: str, year: ReportingYear) -> dict[str, Ground]:
    """Every area with a number that may not."""
    found = {area: ground(slug, area, year) for area in figures.areas()}
    return {area: one for area, one in found.items() if one is not None and not one.is_compared}


@cache
def counted(slug: str, year: ReportingYear) -> dict[str, Counts]:
    """The areas that words rest on: those whose two whole numbers stand fast."""
    return {area: one.counts for area, one in held(slug, year).items() if one.counts is not None}


@cache
def facts(slug: str, year: ReportingYear) -> dict[str, Facts]:
    return two_facts.facts(catalogue().indicators[slug], year=year)


def nation(slug: str, year: ReportingYear) -> Ground | None:
    return ground(slug, figures.NATION, year)


@cache
def pooled(slug: str, year: ReportingYear) -> Fraction | None:
    """The areas held taken together, where England and Wales has no exact figure."""
    own, indicator = nation(slug, year), catalogue().indicators[slug]
    held_areas = counted(slug, year).values()
    if (own and own.is_compared) or indicator.kind is Kind.COUNT or len(held_areas) < 2:
        return None
    below = sum(one.below for one in held_areas)
    return Fraction(sum(one.above for one in held_areas)) * indicator.per / below


def benchmark(slug: str, year: ReportingYear) -> Fraction | None:
    own = nation(slug, year)
    return own.amount if own and own.is_compared else pooled(slug, year)


def benchmark_text(slug: str, year: ReportingYear) -> str:
    own, together = nation(slug, year), pooled(slug, year)
    if own is not None and own.is_compared:
        return own.text
    return "" if together is None else f"{rounded(together, catalogue().indicators[slug].decimals):,}"


def benchmark_name(slug: str, year: ReportingYear) -> str:
    return "England and Wales" if pooled(slug, year) is None else "the areas together"


def against(slug: str, year: ReportingYear, area: str) -> str | None:
    """`31% below the England and Wales rate of 129`; None where the two are not compared."""
    fact, one, number = facts(slug, year).get(area), ground(slug, area, year), benchmark(slug, year)
    if fact is None or fact.comparison is None or one is None or number is None:
        return None
    if pooled(slug, year) is None:
        whose = f"the England and Wales rate of {benchmark_text(slug, year)}"
    else:
        of = len(counted(slug, year))
        whose = f"the rate of {benchmark_text(slug, year)} for the {of} areas with a figure, taken together"
    if fact.comparison == "not clearly different":
        return f"not clearly different from {whose}"
    distance = (one.amount - number) * 100 / number if number else Fraction(0)
    if not number or (one.counts and one.counts.above < MINIMUM_COUNT):
        return f"{fact.comparison} than {whose}"
    percent = f"{half_up(abs(distance))}%" if half_up(abs(distance)) else "less than 1%"
    return f"{percent} {'above' if distance > 0 else 'below'} {whose}"


def among(slug: str, year: ReportingYear, area: str) -> str | None:
    """`within what is usual among the 18 areas with a figure`; None where that is not said."""
    fact = facts(slug, year).get(area)
    if fact is None or fact.spread is None:
        return None
    return f"{fact.spread} what is usual among the {len(counted(slug, year))} areas with a figure"


@cache
def usual(slug: str, year: ReportingYear) -> tuple[float, float] | None:
    """The middle of the areas, per one, and how much they differ about it by more than chance."""
    return two_facts._usual(catalogue().indicators[slug], list(counted(slug, year).values()))


@cache
def usual_limits(indicator: Indicator, year: ReportingYear, below: int) -> tuple[float, float] | None:
    spread = usual(indicator.slug, year)
    return None if spread is None else two_facts.limits(indicator, below, *spread)


@cache
def middle_limits(indicator: Indicator, year: ReportingYear) -> tuple[float, float] | None:
    """For an area of middle size."""
    return usual_limits(
        indicator, year, int(median(one.below for one in counted(indicator.slug, year).values()))
    )


@cache
def open_ranks(slug: str, year: ReportingYear) -> dict[str, tuple[int, int]]:
    """The ranks that chance leaves each area, all of them together with 95% confidence (the root of Sidak).
    An area without counts may stand anywhere."""
    indicator, areas = catalogue().indicators[slug], held(slug, year)
    confidence = 0.95 ** (1 / len(areas)) if areas else 0.95
    intervals = {
        area: _reaching(two_facts.interval(indicator, one.counts, confidence=confidence), float(one.amount))
        if one.counts
        else (0.0, float("inf"))
        for area, one in areas.items()
    }
    found = dict(zip(areas, ranks.open_ranks(list(intervals.values())), strict=True))
    return {area: rank for area, rank in found.items() if areas[area].counts and len(areas) > 1}


def _reaching(interval: tuple[float, float], value: float) -> tuple[float, float]:
    return min(interval[0], value), max(interval[1], value)
