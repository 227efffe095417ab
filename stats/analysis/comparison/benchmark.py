"""Areas beside England and Wales and among one another: the benchmark, the usual spread, and the words for
each area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from stats.analysis.values import Value
from stats.calculations.change import SMALLEST_NUMERATOR
from stats.calculations.dispersion import (
    MINIMUM_AREAS,
    Benchmark,
    Observation,
    UsualSpread,
    usual_spread,
)
from stats.calculations.funnel import (
    WARNING,
    Comparison,
    NoWord,
    Place,
    Spread,
    adjusted_limits,
    compare_with_benchmark,
    place_among_areas,
)
from stats.calculations.intervals import Interval
from stats.catalogue.indicators import Indicator, Kind


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """What areas are compared with.

    `amount` is the figure for England and Wales where an exact one is held (`is_pooled` False), else the
    pooled value of the `areas` that are held, two or more: their numerators over their denominators. `value`
    is what is held for England and Wales, also where it is a bound or rounded and so no benchmark.
    """

    amount: Decimal | None
    is_pooled: bool
    areas: int
    value: Value | None = None


_FEWEST_POOLED = 2
NO_BENCHMARK = NationalFigure(None, is_pooled=False, areas=0)


def national_figure(
    indicator: Indicator, *, nation: Value | None, areas: Mapping[str, Value]
) -> NationalFigure:
    """The benchmark of that year.

    Counts are never pooled, for a sum of some areas means nothing. Nor is one area: it would be compared with
    itself.
    """
    if nation is not None and nation.amount is not None and nation.why_not is None:
        return NationalFigure(nation.amount, is_pooled=False, areas=0, value=nation)
    held = [value for value in areas.values() if _observation(value) is not None]
    if indicator.kind is Kind.COUNT or len(held) < _FEWEST_POOLED:
        return NationalFigure(None, is_pooled=False, areas=0, value=nation)
    above = sum((value.numerator or Decimal(0) for value in held), Decimal(0))
    below = sum((value.denominator or Decimal(0) for value in held), Decimal(0))
    return NationalFigure(above * indicator.per / below, is_pooled=True, areas=len(held), value=nation)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The two words for an area, and for each why it is not said, where it is not.

    `percent` is how far the value lies from the benchmark, as a percentage of it. It is None for shares,
    which differ by points, and where the count is below 5, which gives no percentage.
    """

    comparison: Comparison
    why_not_compared: NoWord | None = None
    percent: Decimal | None = None
    place: Place | None = None
    why_no_place: NoWord | None = None

    @property
    def spread(self) -> Spread:
        return Spread.NOT_SAID if self.place is None else self.place.spread


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the words of a year rest on.

    `benchmark` is None where it allows no limits (not held, zero, or a share of everything), `usual` where
    too few areas are held to say in what range they usually lie. `observed` are the areas with counts that
    chance can be judged by, None for the others that hold something.
    """

    indicator: Indicator
    national: NationalFigure
    benchmark: Benchmark | None
    usual: UsualSpread | None
    observed: Mapping[str, Observation | None]

    @property
    def areas(self) -> int:
        """How many areas the usual spread rests on, or would."""
        return sum(observation is not None for observation in self.observed.values())

    @property
    def usual_range(self) -> Interval | None:
        """Where an area of middle size usually lies, at 95%; None where nothing is said of what is usual."""
        if self.usual is None:
            return None
        sizes = (observation.denominator for observation in self.observed.values() if observation is not None)
        return adjusted_limits(
            self.usual.middle, denominator=median(sizes), dispersion=self.usual.dispersion, coverage=WARNING
        )

    def verdict(self, slug: str, *, value: Value) -> Verdict | None:
        """The words for one area; None for counts, which have none."""
        if self.indicator.kind is Kind.COUNT:
            return None
        comparison, why_not_compared = self._comparison(value)
        observation = self.observed.get(slug)
        place = why_no_place = None
        if observation is None:
            why_no_place = _why_not_observed(value)
        elif self.usual is None:
            why_no_place = NoWord.TOO_FEW_AREAS if self.areas < MINIMUM_AREAS else NoWord.MIDDLE_IS_ZERO
        else:
            place = place_among_areas(observation, usual_spread=self.usual)
        return Verdict(
            comparison,
            why_not_compared,
            percent=None if why_not_compared else self._percent(value),
            place=place,
            why_no_place=why_no_place,
        )

    def _comparison(self, value: Value) -> tuple[Comparison, NoWord | None]:
        if value.interval is None or value.why_not is not None:
            return Comparison.NOT_COMPARED, _why_not_observed(value)
        if self.national.amount is None:
            return Comparison.NOT_COMPARED, NoWord.NO_BENCHMARK
        return compare_with_benchmark(value.interval, benchmark=float(self.national.amount)), None

    def _percent(self, value: Value) -> Decimal | None:
        national = self.national.amount
        if value.amount is None or not national or self.indicator.kind is Kind.SHARE:
            return None
        if value.numerator is not None and value.numerator < SMALLEST_NUMERATOR:
            return None
        return (value.amount - national) * 100 / national


def yardstick(indicator: Indicator, *, values: Mapping[str, Value], national: NationalFigure) -> Yardstick:
    """Nothing is observed of counts, which have no word: an area with more people has more of everything."""
    if indicator.kind is Kind.COUNT:
        return Yardstick(indicator, national, None, None, {})
    observed = {slug: _observation(value) for slug, value in values.items()}
    benchmark = None
    if national.amount and not (indicator.kind is Kind.SHARE and national.amount >= indicator.per):
        benchmark = Benchmark(indicator.kind, float(national.amount), per=indicator.per)
    known = [observation for observation in observed.values() if observation is not None]
    usual = usual_spread(known, kind=indicator.kind, per=indicator.per)
    return Yardstick(indicator, national, benchmark, usual, observed)


def _why_not_observed(value: Value) -> NoWord:
    return NoWord.NO_INTERVAL if value.why_no_interval else NoWord.NOT_HELD


def _observation(value: Value) -> Observation | None:
    """Counts over people or over counts; None where the value has no interval or cannot be compared."""
    if (
        value.why_not is not None
        or value.interval is None
        or value.numerator is None
        or not value.denominator
    ):
        return None
    return Observation(int(value.numerator), int(value.denominator))
