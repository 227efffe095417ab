"""The numbers that a chart draws, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from stats.calculations.rates import rounded
from stats.catalogue.columns import NO, YES
from stats.catalogue.reader import catalogue
from stats.presentation.charts.description import (
    Chart,
    FunnelChart,
    MultiplesChart,
    Point,
    Reference,
    RowsChart,
    TrendChart,
    TrendSeries,
)
from stats.presentation.exports.csv import plain
from stats.presentation.exports.data_table import DataTable


def chart_table(chart: Chart, *, name: str, page: str) -> DataTable:
    """Every point that is drawn, and what they are read against, as the catalogue's export `chart`."""
    export = catalogue().exports["chart"]
    return DataTable(name, chart.title, export.description, export.columns, _rows(chart), page)


@singledispatch
def _rows(chart: Chart) -> Iterable[tuple[str, ...]]:
    raise TypeError(f"{type(chart).__name__} has no numbers to write")


@_rows.register
def _(chart: TrendChart) -> Iterable[tuple[str, ...]]:
    return _of_years(chart.series)


@_rows.register
def _(chart: MultiplesChart) -> Iterable[tuple[str, ...]]:
    reference = (chart.reference,) if chart.reference else ()
    return _of_years([*(multiple.series for multiple in chart.multiples), *reference])


@_rows.register
def _(chart: RowsChart) -> Iterable[tuple[str, ...]]:
    yield from (_point(row, of=row.label, when=chart.when) for row in chart.rows)
    yield from _lines(chart.reference, when=chart.when)


@_rows.register
def _(chart: FunnelChart) -> Iterable[tuple[str, ...]]:
    for point in chart.points:
        yield _point(point, of=point.label, when=chart.when, denominator=point.denominator)
    yield from _lines(chart.benchmark, chart.middle, when=chart.when)


def _of_years(series: Iterable[TrendSeries]) -> Iterator[tuple[str, ...]]:
    return (_point(point, of=one.label, when=point.year_label) for one in series for point in one.points)


def _lines(*references: Reference | None, when: str) -> Iterator[tuple[str, ...]]:
    for line in references:
        if line is not None:
            yield _point(Point(value=line.value, text=line.text), of=line.label, when=when)


def _point(point: Point, *, of: str, when: str, denominator: float | None = None) -> tuple[str, ...]:
    cells = {
        "series": of,
        "when": when,
        "value": _three_places(point.value),
        "lower_95": _three_places(point.lower),
        "upper_95": _three_places(point.upper),
        "denominator": _three_places(denominator),
        "shown": point.text,
        "second_hand": YES if point.second_hand else NO,
        "note": point.doubt,
    }
    return tuple(cells[column.name] for column in catalogue().exports["chart"].columns)


def _three_places(number: float | None) -> str:
    return "" if number is None else plain(rounded(number, places=3))
