"""A page's charts under their keys: where their files are, and what stands with each on another site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from stats.presentation.charts.description import Chart, DotChart, FunnelChart, MultiplesChart
from stats.presentation.components.tables import Cell, Column, Table, TableRow, number_cell, number_columns


@dataclass(frozen=True, slots=True)
class PageChart:
    """One chart of a page. `chart` is None where there is too little to draw; `finding` says it in words.

    `table` and `note` go with it into a frame on another site, where nothing else of the page is. Without a
    table it is not offered to other sites.
    """

    title: str
    finding: str
    chart: Chart | MultiplesChart | None
    table: Table | None = None
    note: str = ""


PageCharts = Mapping[str, PageChart]
"""The charts of a page by the key in their addresses; the first that is drawn stands for the page."""


def numbers_table(
    title: str,
    *,
    first: str,
    heads: Sequence[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    head_class: str = "",
) -> Table:
    """A chart's numbers. `first` heads the column of areas or of years, whose cells are of `head_class`."""
    return Table(
        columns=(Column(first, cells=head_class), *number_columns(heads)),
        rows=tuple(TableRow(Cell(head), tuple(map(number_cell, texts))) for head, texts in rows),
        caption=title,
        classes="turns" if len(heads) > 2 else "",
    )


def without_links(chart: Chart) -> Chart:
    """The chart as it stands in a frame, which is no place to walk in: no mark of it is a link."""
    if isinstance(chart, DotChart):
        return replace(chart, rows=tuple(replace(row, href="") for row in chart.rows))
    if isinstance(chart, FunnelChart):
        return replace(chart, points=tuple(replace(point, href="") for point in chart.points))
    return chart


def multiples_without_links(chart: MultiplesChart) -> MultiplesChart:
    return replace(chart, multiples=tuple(replace(small, href="") for small in chart.multiples))


def chart_addresses(page: str, *arguments: object, query: str = "") -> dict[str, str]:
    """Where a chart is explored and saved, named as `ChartFigure` names the addresses.

    `page` is the page's name in stats/urls.py, `arguments` what the addresses of its charts take, and `query`
    what the reader chose ("?with=kent").
    """
    return {
        f"{what}_url": reverse(f"{page}-{name}", args=arguments) + query
        for what, name in (
            ("explore", "chart"),
            ("svg", "svg"),
            ("png", "png"),
            ("csv", "csv"),
            ("xlsx", "xlsx"),
        )
    }
