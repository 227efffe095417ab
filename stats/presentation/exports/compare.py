"""The tables of the compare pages as CSV: the same rows in the same order, numbers for machines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from stats.analysis.comparison.compare import CompareRow, CompareTable
from stats.analysis.values import Value, WhyNot
from stats.calculations.amounts import Marker
from stats.calculations.rates import rounded
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.compare.basis import reason
from stats.presentation.exports.csv import plain
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import is_snapshot, value_text
from stats.queries.pages.compare import ComparePage

_IMPLIED = "implied"
# A name of more areas would be longer than some systems keep.
_NAMED_IN_FILES = 3

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


def csv_row(
    row: CompareRow, *, of: ComparePage | CompareTable, release: int | None = None
) -> tuple[str, ...]:
    """One area of a year's table, or England and Wales (the catalogue's export `comparison`).

    An area that is set apart by a marker has it in place of the value, as on the page. A bound and a rounded
    number stand with their qualifier; they have no interval and no word.
    """
    value, ends, rank, verdict = row.value, row.value.interval, row.rank, row.verdict
    sources, indicator = value.sources, of.indicator
    if row.is_apart:
        ends = None
    cells = {
        "area_slug": row.area.slug,
        "area_name": row.area.name,
        "area_code": row.area.code,
        "year": of.year.label,
        "indicator": indicator.slug,
        "value": _three_places(value.amount),
        "lower_95": "" if ends is None else _three_places(ends.lower),
        "upper_95": "" if ends is None else _three_places(ends.upper),
        "numerator": _count(value.exact_numerator, is_implied=value.is_count_implied),
        "denominator": _count(value.exact_denominator, is_implied=value.is_implied),
        "denominator_basis": words.denominator(value, year=of.year) or indicator.denominator_words,
        "benchmark": "" if indicator.kind is Kind.COUNT else _three_places(of.national.amount),
        "comparison": "" if verdict is None else str(verdict.comparison),
        "rank_low": "" if rank is None else str(rank.low),
        "rank_high": "" if rank is None else str(rank.high),
        "marker": "" if value.why_not is None or value.amount is not None else str(_MARKERS[value.why_not]),
        "break": "; ".join(one.title for one in of.starting),
        "source_kind": "; ".join(source.kind for source in sources),
        "source_title": "; ".join(source.title for source in sources),
        "source_url": "; ".join(source.url for source in sources if source.url),
        "unit": indicator.unit,
        "counted_on": _counted_on(indicator, of.year),
        "value_kind": _kind(value),
        "spread": "" if verdict is None else str(verdict.spread),
        "qualifier": str(value.qualifier),
        "note": "; ".join(filter(None, (reason(value), *words.doubts_of(value)))),
        "release": "" if release is None else str(release),
        "shown": value_text(indicator, value),
    }
    return tuple(cells[column.name] for column in catalogue().exports["comparison"].columns)


def file_name(page: ComparePage) -> str:
    """What was chosen: `rso-rate-2018-19-all-areas`, `rsos-2014-15-dorset-kent`."""
    slugs = [area.slug for area in page.chosen]
    everybody = "all-areas" if page.rows or page.not_held else NATION_SLUG
    areas = f"{len(slugs)}-areas" if len(slugs) > _NAMED_IN_FILES else "-".join(slugs) or everybody
    return f"{page.indicator.slug}-{page.year}-{areas}"


def _kind(value: Value) -> str:
    """Who says the value; `implied` where what stands behind a printed one was worked back from it."""
    if value.amount is None:
        return ""
    return _IMPLIED if value.is_implied or value.is_count_implied else str(value.kind)


def _counted_on(indicator: Indicator, year: ReportingYear) -> str:
    """The day of a snapshot, or the first and the last day of the year: ISO 8601."""
    last = f"{year.end}-03-31"
    return last if is_snapshot(indicator) else f"{year.start}-04-01/{last}"


def _count(number: Decimal | None, *, is_implied: bool) -> str:
    """One of the two numbers behind a value, rounded as on the page where it was worked back."""
    if number is None:
        return ""
    return plain(numbers.three_figures(number) if is_implied else number)


def _three_places(number: Decimal | float | None) -> str:
    return "" if number is None else plain(rounded(number, places=3))
