"""One indicator over the years: a sentence, a chart where there is enough to draw, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.series import Point
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.presentation.charts import description as charts
from stats.presentation.charts.component import ChartFigure
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, chart_addresses, numbers_table
from stats.presentation.components.tables import Table
from stats.presentation.components.trend_table import trend_table

_FEWEST = 3  # two points say less than the sentence that names them


@dataclass(frozen=True, slots=True)
class SeriesText:
    """`line_chart` is what the years would make; `chart` its pictures, None where the years are too few."""

    key: str
    indicator: Indicator
    title: str
    line_chart: charts.TrendChart
    chart: ChartFigure | None
    table: Table

    @property
    def finding(self) -> str:
        return self.line_chart.finding

    @property
    def meaning(self) -> tuple[str, ...]:
        """What is counted, what a high number can mean and what none can."""
        return (self.indicator.counted, self.indicator.high_can_mean, self.indicator.cannot_mean)


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
    line_chart = _national_chart(indicator, points=points, breaks=breaks)
    return SeriesText(
        key=key,
        indicator=indicator,
        title=title or indicator.title,
        line_chart=line_chart,
        chart=chart_figure(line_chart, key=key, page=page),
        table=trend_table(indicator, points=points, breaks=breaks, table_id=table_id(key)),
    )


def national_page_chart(
    indicator: Indicator, *, points: Sequence[Point], breaks: Sequence[Break]
) -> PageChart:
    """The same to be explored, saved and embedded."""
    return series_page_chart(
        indicator,
        name=_("England and Wales"),
        line_chart=_national_chart(indicator, points=points, breaks=breaks),
        table=trend_table(indicator, points=points, breaks=breaks),
    )


def series_page_chart(
    indicator: Indicator, *, name: str, line_chart: charts.TrendChart, table: Table
) -> PageChart:
    title = series_title(indicator, name=name)
    return PageChart(
        title=title,
        finding=line_chart.finding,
        chart=line_chart if has_enough(line_chart) else None,
        table=numbers_table(
            title,
            first=_("Year"),
            heads=(indicator.short_title, _("95% interval")),
            rows=((row.head.text, [cell.text for cell in row.cells[:2]]) for row in table.rows),
            head_class="year-head",
        ),
        note=indicator.cannot_mean,
    )


def series_title(indicator: Indicator, *, name: str) -> str:
    """`Dorset: Registered sexual offenders`, for a series that stands alone."""
    return _("%(whose)s: %(title)s") % {"whose": name, "title": indicator.title}


def _national_chart(
    indicator: Indicator, *, points: Sequence[Point], breaks: Sequence[Break]
) -> charts.TrendChart:
    return trends.trend_chart(indicator, name=_("England and Wales"), points=points, breaks=breaks)


def chart_figure(
    chart: charts.TrendChart,
    *,
    key: str,
    page: str,
    arguments: Sequence[str] = (),
    query: str = "",
    figures_of: str = "england-and-wales",
) -> ChartFigure | None:
    """The chart for its page, with the addresses that stats/urls.py gives each chart of that page.

    None where there are too few years to draw. `arguments` are what the page's own address takes, `query`
    what the reader chose ("?with=kent"), and `figures_of` the area whose figures are offered as a file.
    """
    if not has_enough(chart):
        return None
    return ChartFigure(
        chart,
        key=key,
        csv_url=reverse("area-figures", args=(figures_of,)),
        table_id=table_id(key),
        **chart_addresses(page, *arguments, key, query=query),
    )


def has_enough(chart: charts.TrendChart) -> bool:
    """Whether what the chart is about, or an area that the reader picked, has years enough for a line."""
    own = (series for series in chart.series if series.emphasised or series.picked)
    return any(len(series.points) >= _FEWEST for series in own)


def table_id(key: str) -> str:
    """Of the table that holds a chart's numbers, on any page."""
    return f"table-{key}"
