"""What the page's template needs to show one chart: both pictures, its table, its CSV, its explored form."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from stats.presentation.charts.description import Chart
from stats.presentation.charts.kinds import draw
from stats.presentation.charts.pictures.canvas import Form


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart ready for templates/stats/components/chart.html.

    `key` names it on the page and in the URL of its explored form; `table_id` is the id of the table that
    holds the same numbers.
    """

    chart: Chart
    key: str
    wide_svg: SafeString
    narrow_svg: SafeString
    explore_url: str
    csv_url: str
    table_id: str
    caption: str
    svg_url: str = ""
    png_url: str = ""


def present(
    chart: Chart,
    *,
    key: str,
    explore_url: str = "",
    csv_url: str | None = None,
    table_id: str | None = None,
    caption: str = "",
    svg_url: str = "",
    png_url: str = "",
) -> ChartFigure:
    """Both pictures of the chart, drawn; without an `explore_url` no exploring is offered.

    At `svg_url` and `png_url` are the files that `standalone` and `png` make.
    """
    return ChartFigure(
        chart=chart,
        key=key,
        wide_svg=draw(chart, form=Form.WIDE, prefix=f"chart-{key}-wide"),
        narrow_svg=draw(chart, form=Form.NARROW, prefix=f"chart-{key}-narrow"),
        explore_url=explore_url,
        csv_url=csv_url or "",
        table_id=table_id or "",
        caption=caption,
        svg_url=svg_url,
        png_url=png_url,
    )
