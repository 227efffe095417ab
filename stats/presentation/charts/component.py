"""What the page's template needs to show one chart: its pictures, its table, its CSV, its explored form."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from stats.presentation.charts.description import Chart
from stats.presentation.charts.kinds import draw
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.svg import on_page


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart ready for templates/stats/components/chart.html.

    `key` names it on the page and in the URL of its explored form, without which no exploring is offered;
    `table_id` is the id of the table that holds the same numbers. At `svg_url` and `png_url` are the files
    that `standalone` and `png` make, at `csv_url` and `xlsx_url` the numbers that are drawn.
    """

    chart: Chart
    key: str
    explore_url: str = ""
    csv_url: str = ""
    xlsx_url: str = ""
    table_id: str = ""
    caption: str = ""
    svg_url: str = ""
    png_url: str = ""

    @property
    def fit(self) -> float | None:
        """How high the picture may be; None for as high as it needs."""
        return None

    @property
    def wide_svg(self) -> SafeString:
        return on_page(draw(self.chart, form=Form.WIDE, prefix=f"chart-{self.key}-wide", fit=self.fit))

    @property
    def middle_svg(self) -> SafeString:
        return on_page(draw(self.chart, form=Form.MIDDLE, prefix=f"chart-{self.key}-middle", fit=self.fit))

    @property
    def narrow_svg(self) -> SafeString:
        return on_page(draw(self.chart, form=Form.NARROW, prefix=f"chart-{self.key}-narrow", fit=self.fit))
