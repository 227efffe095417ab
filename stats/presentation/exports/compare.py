"""The tables of the compare pages as CSV: the same rows in the same order, numbers for machines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from stats.analysis.compare import CompareRow, CompareTable
from stats.analysis.values import WhyNot
from stats.calculations.amounts import Marker
from stats.calculations.rates import rounded
from stats.catalogue.reader import catalogue
from stats.presentation.exports.csv import plain
from stats.presentation.text import words
from stats.queries.pages.compare import ComparePage

# The Government Analysis Function's shorthand for why a row has no value. A lower bound hides a suppressed
# part; dividing by zero gives nothing that could exist.
_MARKERS: Mapping[WhyNot, str] = {
    WhyNot.NOT_HELD: "",
    WhyNot.SUPPRESSED: Marker.SUPPRESSED,
    WhyNot.NOT_AVAILABLE: Marker.NOT_AVAILABLE,
    WhyNot.NOT_APPLICABLE: Marker.NOT_APPLICABLE,
    WhyNot.LOW: Marker.LOW,
    WhyNot.LOWER_BOUND: Marker.SUPPRESSED,
    WhyNot.BOUND: "",
    WhyNot.ROUNDED: "",
    WhyNot.INDETERMINATE: Marker.NOT_AVAILABLE,
    WhyNot.NOT_OF_ITS_YEAR: "",
    WhyNot.NO_POPULATION: Marker.NOT_AVAILABLE,
    WhyNot.ZERO_DENOMINATOR: Marker.NOT_APPLICABLE,
}


def csv_row(row: CompareRow, *, of: ComparePage | CompareTable) -> tuple[str, ...]:
    """One area of a year's table (`compare_columns` of the catalogue).

    An area that is set apart has its marker in place of the value, as on the page.
    """
    value, ends, rank = row.value, row.value.interval, row.rank
    sources = value.sources
    if row.is_apart:
        ends = None
    cells = {
        "area_slug": row.area.slug,
        "area_name": row.area.name,
        "area_code": row.area.code,
        "year": of.year.label,
        "indicator": of.indicator.slug,
        "value": "" if row.is_apart else _three_places(value.amount),
        "lower_95": "" if ends is None else _three_places(ends.lower),
        "upper_95": "" if ends is None else _three_places(ends.upper),
        "numerator": "" if value.exact_numerator is None else plain(value.exact_numerator),
        "denominator": "" if value.exact_denominator is None else plain(value.exact_denominator),
        "denominator_basis": words.denominator(value, year=of.year) or of.indicator.denominator_words,
        "benchmark": _three_places(of.national.amount),
        "comparison": "" if row.verdict is None else str(row.verdict.comparison),
        "rank_low": "" if rank is None else str(rank.low),
        "rank_high": "" if rank is None else str(rank.high),
        "marker": "" if value.why_not is None else str(_MARKERS[value.why_not]),
        "break": "; ".join(one.title for one in of.starting),
        "source_kind": "; ".join(source.kind for source in sources),
        "source_title": "; ".join(source.title for source in sources),
        "source_url": "; ".join(source.url for source in sources if source.url),
    }
    return tuple(cells[column.name] for column in catalogue().compare_columns)


def _three_places(number: Decimal | float | None) -> str:
    return "" if number is None else plain(rounded(number, places=3))
