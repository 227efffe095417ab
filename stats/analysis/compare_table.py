"""One year of an indicator: each area's value, the benchmark, the word and the range of ranks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from stats.analysis.benchmark import NationalFigure, Yardstick, national_figure, yardstick
from stats.analysis.figures import AreaRef
from stats.analysis.ranking import rank_ranges
from stats.analysis.series import Series, is_comparable
from stats.analysis.values import Value, WhyNot
from stats.calculations.funnel import Verdict
from stats.calculations.ranks import RankRange
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


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
        """Held, but not to be compared: a marker stands in place of the number."""
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
    verdicts: Mapping[str, Verdict]
    rule: Yardstick | None
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
    verdicts = {} if rule is None else rule.verdicts()
    ranks = rank_ranges(indicator, values=values)
    return CompareTable(
        indicator=indicator,
        year=year,
        values=values,
        rows={
            ref.slug: CompareRow(ref, values[ref.slug], verdicts.get(ref.slug), ranks.get(ref.slug))
            for ref in areas
            if _is_held(values[ref.slug])
        },
        national=national,
        verdicts=verdicts,
        rule=rule,
        starting=tuple(each for each in catalogue().breaks_for(indicator.slug) if each.first == year),
    )


def _is_held(value: Value) -> bool:
    """Whether there is a figure, if only a marker; one side of a ratio is none."""
    return value.why_not is not WhyNot.NOT_HELD
