"""The compare page's table as a CSV: the same rows in the same order, numbers for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stats.catalogue.columns import COMPARE_COLUMNS
from stats.presentation import numbers, words
from stats.presentation.exports.csv import plain
from stats.queries.compare import ComparePage, Row


def csv_rows(page: ComparePage) -> Iterator[Sequence[str]]:
    """The table as it stands, in its order, one row for each area shown (`COMPARE_COLUMNS`)."""
    benchmark = "" if page.national.amount is None else plain(numbers.rounded(page.national.amount, places=3))
    for row in page.rows:
        yield _csv_row(row, page=page, benchmark=benchmark)


def _csv_row(row: Row, *, page: ComparePage, benchmark: str) -> tuple[str, ...]:
    value, ends = row.value, row.value.interval
    sources = value.sources
    cells = {
        "area_slug": row.area.slug,
        "area_name": row.area.name,
        "area_code": row.area.code,
        "year": page.year.label,
        "indicator": page.indicator.slug,
        "value": "" if value.amount is None else plain(numbers.rounded(value.amount, places=3)),
        "lower_95": "" if ends is None else plain(numbers.rounded(ends.lower, places=3)),
        "upper_95": ""
        if ends is None or ends.upper is None
        else plain(numbers.rounded(ends.upper, places=3)),
        "numerator": "" if value.numerator is None else plain(value.numerator),
        "denominator": "" if value.denominator is None else plain(value.denominator),
        "denominator_basis": words.denominator(value, year=page.year) or page.indicator.denominator_words,
        "benchmark": benchmark,
        "comparison": "" if row.verdict is None else str(row.verdict.comparison),
        "marker": "",
        "break": "; ".join(one.title for one in page.starting),
        "source_kind": "; ".join(source.kind for source in sources),
        "source_title": "; ".join(source.title for source in sources),
        "source_url": "; ".join(source.url for source in sources if source.url),
    }
    return tuple(cells[column.name] for column in COMPARE_COLUMNS)
