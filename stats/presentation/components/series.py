"""One indicator over the years: a sentence, a chart where there is enough to draw, and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.series import Point
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.presentation import charts
from stats.presentation.components import trends
from stats.presentation.components.tables import Table

_FEWEST = 3  # two points say less than the sentence that names them


@dataclass(frozen=True, slots=True)
class SeriesText:
    """`drawn` is the chart that the years would make; `chart` its pictures, None where they are too few."""

    key: str
    indicator: Indicator
    title: str
    finding: str
    drawn: charts.TrendChart
    chart: charts.ChartFigure | None
    table: Table

    @property
    def meaning(self) -> tuple[str, ...]:
        """What is counted, what a high number can mean and what none can."""
        return (self.indicator.counted, self.indicator.high_can_mean, self.indicator.cannot_mean)


def national_chart(
    indicator: Indicator, *, points: Sequence[Point], breaks: Sequence[Break]
) -> charts.TrendChart:
    return trends.trend_chart(indicator, name=_("England and Wales"), points=points, breaks=breaks)


def national_series(
    indicator: Indicator,
    *,
    points: Sequence[Point],
    breaks: Sequence[Break],
    page: str,
    key: str = "",
    title: str = "",
) -> SeriesText:
    """England and Wales on one indicator, on the page of that name in stats/urls.py.

    `key` names the chart in addresses, the indicator's slug unless given; `title` heads its section.
    """
    key = key or indicator.slug
    drawn = national_chart(indicator, points=points, breaks=breaks)
    return SeriesText(
        key=key,
        indicator=indicator,
        title=title or indicator.title,
        finding=drawn.finding,
        drawn=drawn,
        chart=chart_figure(drawn, key=key, page=page),
        table=trends.trend_table(indicator, points=points, breaks=breaks, table_id=table_id(key)),
    )


def chart_figure(
    drawn: charts.TrendChart,
    *,
    key: str,
    page: str,
    arguments: Sequence[str] = (),
    query: str = "",
    figures_of: str = "england-and-wales",
) -> charts.ChartFigure | None:
    """The chart for its page, with the addresses that stats/urls.py gives each chart of that page.

    None where there are too few years to draw.

    `arguments` are what the page's own address takes, `query` what the reader chose ("?with=kent"), and
    `figures_of` the area whose figures are offered as a file.
    """

    if not has_enough(drawn):
        return None

    def address(of: str) -> str:
        return reverse(f"{page}-{of}", args=(*arguments, key)) + query

    return charts.present(
        drawn,
        key=key,
        explore_url=address("chart"),
        csv_url=reverse("area-figures", args=(figures_of,)),
        table_id=table_id(key),
        svg_url=address("svg"),
        png_url=address("png"),
    )


def drawable(found: Iterable[tuple[str, charts.TrendChart]]) -> Mapping[str, charts.TrendChart]:
    """Of a page's charts by key those that are drawn, in the page's order."""
    return {key: chart for key, chart in found if has_enough(chart)}


def has_enough(chart: charts.TrendChart) -> bool:
    """Whether what the chart is about, or an area that the reader picked, has years enough for a line."""
    own = (series for series in chart.series if series.emphasised or series.picked)
    return any(len(series.points) >= _FEWEST for series in own)


def table_id(key: str) -> str:
    """Of the table that holds a chart's numbers, on any page."""
    return f"table-{key}"
