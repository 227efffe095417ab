"""One year of an indicator: each area's value, the benchmark, the word, the range of ranks, and the funnel:
each value by how much it rests on, between limits that narrow as that grows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from stats.analysis.comparison.benchmark import NationalFigure, Verdict, Yardstick, national_figure, yardstick
from stats.analysis.comparison.ranking import rank_ranges
from stats.analysis.figures import AreaRef
from stats.analysis.series import Series, is_comparable
from stats.analysis.values import Value, WhyNot
from stats.calculations.dispersion import Benchmark, UsualSpread
from stats.calculations.funnel import ACTION, WARNING, adjusted_limits, control_limits
from stats.calculations.intervals import Interval
from stats.calculations.ranks import RankRange
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

# Enough for a curve that looks smooth at the width of a page.
_SAMPLES = 40
# How far the curves run on beyond the smallest and the largest area.
_BEFORE, _AFTER = 0.8, 1.05


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One area, with its word and its rank.

    Both are None for counts: an area with more people has more of everything, so neither would say anything.
    `rank` is the range of ranks that uncertainty leaves the area, among all areas held and not only those
    shown.
    """

    area: AreaRef
    value: Value
    verdict: Verdict | None
    rank: RankRange | None = None

    @property
    def is_apart(self) -> bool:
        """Held, but not to be compared: a marker stands in place of the number, or it is a bound, rounded, or
        probably not of its year."""
        return not is_comparable(self.value)


@dataclass(frozen=True, slots=True)
class CompareTable:
    """`values` are those of every area by slug, `rows` the areas that have a figure, if only a marker.

    `starting` are the breaks that begin with the year; `rule` is what the words rest on.
    """

    indicator: Indicator
    year: ReportingYear
    values: Mapping[str, Value]
    rows: Mapping[str, CompareRow]
    national: NationalFigure
    rule: Yardstick
    starting: tuple[Break, ...]


def compare_table(
    indicator: Indicator, *, year: ReportingYear, series: Series, areas: Collection[AreaRef]
) -> CompareTable:
    """`areas` are all of them, whichever are shown: benchmark, limits and ranks rest on every one.

    Asks the database nothing: `series` holds the figures of the areas and of England and Wales.
    """
    values = {ref.slug: series.value(indicator, area_slug=ref.slug, year=year) for ref in areas}
    nation = series.value(indicator, area_slug=NATION_SLUG, year=year)
    national = national_figure(indicator, nation=nation, areas=values)
    rule = yardstick(indicator, values=values, national=national)
    ranks = rank_ranges(indicator, values=values)
    return CompareTable(
        indicator=indicator,
        year=year,
        values=values,
        rows={
            ref.slug: CompareRow(
                ref,
                values[ref.slug],
                rule.verdict(ref.slug, value=values[ref.slug]),
                ranks.get(ref.slug),
            )
            for ref in areas
            # A marker is held; one side of a ratio is not.
            if values[ref.slug].why_not is not WhyNot.NOT_HELD
        },
        national=national,
        rule=rule,
        starting=tuple(each for each in catalogue().breaks_for(indicator.slug) if each.first == year),
    )


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The limits at one denominator: by chance alone about the benchmark, and the range in which areas
    usually lie, about their own middle."""

    denominator: float
    chance: Interval
    chance_outer: Interval
    usual: Interval
    usual_outer: Interval


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """An area, with the limits at its own denominator.

    `value` is its numerator over its denominator in the indicator's unit, which the verdict rests on; a
    printed rate, in `shown`, may be rounded.
    """

    area: AreaRef
    value: float
    shown: Value
    verdict: Verdict
    limits: FunnelLimits


@dataclass(frozen=True, slots=True)
class Funnel:
    """`limits` run from the smallest denominator to the largest. `is_adjusted` is False where areas differ
    no more than chance would make them. `left_out` have a value without counts that chance can be judged by,
    or one that may not be compared."""

    benchmark: float
    usual: UsualSpread
    is_adjusted: bool
    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimits, ...]
    left_out: tuple[AreaRef, ...]


def funnel(table: CompareTable) -> Funnel | None:
    """None for counts, without a benchmark, or where too few areas are held to say how much they differ."""
    rule = table.rule
    if rule.benchmark is None or rule.usual is None:
        return None
    benchmark, usual = rule.benchmark, rule.usual
    points = tuple(
        FunnelPoint(
            row.area,
            value=observed.numerator * benchmark.per / observed.denominator,
            shown=row.value,
            verdict=row.verdict,
            limits=_limits(benchmark, usual=usual, denominator=observed.denominator),
        )
        for slug, row in table.rows.items()
        if row.verdict is not None and (observed := rule.observed[slug]) is not None
    )
    drawn = {point.area.slug for point in points}
    held = [point.limits.denominator for point in points]
    return Funnel(
        benchmark=benchmark.value,
        usual=usual,
        is_adjusted=usual.dispersion.tau_squared > 0,
        points=points,
        limits=tuple(
            _limits(benchmark, usual=usual, denominator=denominator)
            for denominator in _sampled(min(held) * _BEFORE, max(held) * _AFTER)
        ),
        left_out=tuple(
            row.area for slug, row in table.rows.items() if slug not in drawn and row.value.amount is not None
        ),
    )


def _limits(benchmark: Benchmark, *, usual: UsualSpread, denominator: float) -> FunnelLimits:
    middle, dispersion = usual.middle, usual.dispersion
    return FunnelLimits(
        denominator,
        control_limits(benchmark, denominator=denominator, coverage=WARNING),
        control_limits(benchmark, denominator=denominator, coverage=ACTION),
        adjusted_limits(middle, denominator=denominator, dispersion=dispersion, coverage=WARNING),
        adjusted_limits(middle, denominator=denominator, dispersion=dispersion, coverage=ACTION),
    )


def _sampled(first: float, last: float) -> Iterable[float]:
    """Closer together where the denominator is small and the limits bend: even steps of its logarithm."""
    step = (last / first) ** (1 / (_SAMPLES - 1))
    return (first * step**number for number in range(_SAMPLES))
