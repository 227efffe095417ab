"""Areas beside England and Wales: the benchmark, and the word for each area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from stats.analysis.values import Value
from stats.calculations.dispersion import Benchmark, Dispersion, Observation, estimate_dispersion
from stats.calculations.funnel import Verdict, compare_with_benchmark
from stats.catalogue.indicators import Indicator, Kind


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """What areas are compared with.

    `amount` is the figure for England and Wales where one is held (`is_pooled` False), else the pooled
    value of the `areas` that are held, two or more: their numerators over their denominators.
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
        return NO_BENCHMARK
    above = sum((value.numerator or Decimal(0) for value in held), Decimal(0))
    below = sum((value.denominator or Decimal(0) for value in held), Decimal(0))
    return NationalFigure(above * indicator.per / below, is_pooled=True, areas=len(held))


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the words rest on: the benchmark, None where it allows no limits (not held, zero, or a share of
    everything), and how much areas differ anyway, None where too few are held to know."""

    benchmark: Benchmark | None
    dispersion: Dispersion | None
    observed: Mapping[str, Observation | None]

    def verdicts(self) -> Mapping[str, Verdict]:
        """The word for each area, on limits widened for how much areas differ (Spiegelhalter 2005)."""
        return {
            slug: compare_with_benchmark(observation, benchmark=self.benchmark, dispersion=self.dispersion)
            for slug, observation in self.observed.items()
        }


def yardstick(indicator: Indicator, *, values: Mapping[str, Value], national: NationalFigure) -> Yardstick:
    """Nothing is observed of counts, which have no word: an area with more people has more of everything."""
    if indicator.kind is Kind.COUNT:
        return Yardstick(None, None, {})
    observed = {slug: _observation(value) for slug, value in values.items()}
    if not national.amount or (indicator.kind is Kind.SHARE and national.amount >= indicator.per):
        return Yardstick(None, None, observed)
    benchmark = Benchmark(indicator.kind, float(national.amount), per=indicator.per)
    known = [observation for observation in observed.values() if observation is not None]
    return Yardstick(benchmark, estimate_dispersion(known, benchmark=benchmark), observed)


def _observation(value: Value) -> Observation | None:
    """Counts over people or over counts; None where either is not held or cannot be compared."""
    if value.why_not is not None or value.numerator is None or not value.denominator:
        return None
    return Observation(int(value.numerator), int(value.denominator))
