"""All areas on one indicator in one year, for the compare pages and their CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Expression, Q

from stats.analysis.comparison.benchmark import NationalFigure, Verdict, Yardstick
from stats.analysis.comparison.compare import CompareRow, Funnel, compare_table, funnel
from stats.analysis.figures import AreaRef
from stats.analysis.series import Series
from stats.analysis.values import Value, WhyNot
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import any_cell, area_refs, figure_rows, figures_of
from stats.queries.populations import fetch_populations
from stats.queries.prepared import Prepared, Rows
from stats.queries.years_held import YearHeld, latest, third_of, years_held


class Column(StrEnum):
    """What the table can be sorted by; the text is that of `?sort=`."""

    AREA = "area"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Sort:
    column: Column = Column.AREA
    descending: bool = False


BY_NAME = Sort()


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`rows` are the table and its CSV, areas set apart by a marker included; `not_held` have no figure, or
    half of a ratio. Both keep to the areas chosen; `every_area` is what can be chosen from. `tiles` has every
    area whatever was chosen, as the map does not narrow, and `verdicts` the words for those that have any;
    nor does the funnel narrow, whose limits rest on all.

    `nation` is England and Wales as a row, None where nothing is held of it; `rule` is what the words rest
    on.
    """

    indicator: Indicator
    year: ReportingYear
    years: tuple[YearHeld, ...]
    rows: tuple[CompareRow, ...]
    not_held: tuple[AreaRef, ...]
    every_area: tuple[AreaRef, ...]
    chosen: tuple[AreaRef, ...]
    unknown_areas: tuple[str, ...]
    tiles: tuple[tuple[AreaRef, Value], ...]
    verdicts: Mapping[str, Verdict]
    nation: CompareRow | None
    national: NationalFigure
    rule: Yardstick
    starting: tuple[Break, ...]
    funnel: Funnel | None

    @property
    def compared(self) -> tuple[CompareRow, ...]:
        return tuple(row for row in self.rows if not row.is_apart)


def compare_page(
    slug: str, *, year: ReportingYear | None = None, areas: Sequence[str] = (), sort: Sort = BY_NAME
) -> ComparePage | None:
    """The comparison for that year, or for the latest that a third of the areas have.

    None where there is no such indicator, or no figure for the year asked for. At most four queries.
    """
    indicator = catalogue().indicators.get(slug)
    if indicator is None:
        return None
    years = years_held(indicator)
    refs = area_refs()
    every = tuple(ref for ref in refs.values() if not ref.is_nation)
    chosen_year = year or latest(years, fewest=third_of(len(every)))
    if chosen_year is None or chosen_year not in {held.year for held in years}:
        return None
    figures = figures_of(_figure_rows(slug, start=chosen_year.start))
    series = Series(figures, populations=fetch_populations(years=[chosen_year]))
    table = compare_table(indicator, year=chosen_year, series=series, areas=every)
    chosen = tuple(ref for ref in every if ref.slug in areas)
    # England and Wales stands beside any areas; asked for alone, it stands alone.
    asked = chosen or (() if set(areas) == {NATION_SLUG} else every)
    nation = table.national.value
    return ComparePage(
        indicator=indicator,
        year=chosen_year,
        years=years,
        rows=_sorted((table.rows[ref.slug] for ref in asked if ref.slug in table.rows), sort=sort),
        not_held=tuple(ref for ref in asked if ref.slug not in table.rows),
        every_area=every,
        chosen=chosen,
        unknown_areas=tuple(slug for slug in dict.fromkeys(areas) if slug not in refs),
        tiles=tuple((ref, table.values[ref.slug]) for ref in every),
        verdicts={slug: row.verdict for slug, row in table.rows.items() if row.verdict is not None},
        nation=None
        if nation is None or nation.why_not is WhyNot.NOT_HELD or NATION_SLUG not in refs
        else CompareRow(refs[NATION_SLUG], nation, None),
        national=table.national,
        rule=table.rule,
        starting=table.starting,
        funnel=funnel(table),
    )


@Prepared
def _figure_rows(slug: str, *, start: Expression) -> Rows:
    return figure_rows(Q(report__start_year=start) & any_cell(catalogue().indicators[slug].cells))


def _sorted(rows: Iterable[CompareRow], *, sort: Sort) -> tuple[CompareRow, ...]:
    """Ordered by the column, areas without a number in it last; ties by name both ways."""
    keys: dict[Column, Callable[[CompareRow], object]] = {
        Column.AREA: lambda row: row.area.name,
        Column.VALUE: lambda row: None if row.is_apart else row.value.amount,
        Column.NUMERATOR: lambda row: row.value.exact_numerator,
        Column.DENOMINATOR: lambda row: row.value.exact_denominator,
        Column.SOURCE: lambda row: row.value.sources[0].kind if row.value.sources else None,
    }
    key = keys[sort.column]
    by_name = sorted(rows, key=lambda row: row.area.name)
    with_value = [row for row in by_name if key(row) is not None]
    without = [row for row in by_name if key(row) is None]
    with_value.sort(key=key, reverse=sort.descending)  # type: ignore[arg-type]
    return (*with_value, *without)
