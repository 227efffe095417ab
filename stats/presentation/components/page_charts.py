"""A page's charts under their keys: where their files are, and what stands with each on another site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from stats.presentation.charts import Chart, DotChart, FunnelChart, MultiplesChart
from stats.presentation.components.cells import NumberCell


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A chart's numbers. `first` heads the column of areas or of years (`by_year`), `heads` the others."""

    first: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    by_year: bool = False

    def __iter__(self) -> Iterator[tuple[str, list[NumberCell]]]:
        """Each row: what it is of, and its cells under their heads."""
        for of, cells in self.rows:
            yield of, [NumberCell(head, cell) for head, cell in zip(self.heads, cells, strict=True)]


@dataclass(frozen=True, slots=True)
class PageChart:
    """One chart of a page. `chart` is None where there is too little to draw; `finding` says it in words.

    `table` and `note` go with it into a frame on another site, where nothing else of the page is. Without a
    table it is not offered to other sites.
    """

    title: str
    finding: str
    chart: Chart | MultiplesChart | None
    table: ChartTable | None = None
    note: str = ""


PageCharts = Mapping[str, PageChart]
"""The charts of a page by the key in their addresses; the first that is drawn stands for the page."""


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
    """Where a chart is explored and saved, named as `charts.present` names the addresses.

    `page` is the page's name in stats/urls.py, `arguments` what the addresses of its charts take, and `query`
    what the reader chose ("?with=kent").
    """
    return {
        f"{what}_url": reverse(f"{page}-{name}", args=arguments) + query
        for what, name in (("explore", "chart"), ("svg", "svg"), ("png", "png"))
    }
