"""One indicator over the years: a sentence, a chart where there is enough to draw, and a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.trends import Trend
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.years import ReportingYear
from stats.presentation.charts import description as charts
from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.words import year_tick
from stats.presentation.components import trends
from stats.presentation.components.frames import Embed
from stats.presentation.components.page_charts import PageChart, chart_addresses, numbers_table
from stats.presentation.components.tables import Table
from stats.presentation.text import words

_FEWEST = 3  # two points say less than the sentence that names them


@dataclass(frozen=True, kw_only=True)
class SeriesText:
    """A trend in words and pictures.

    `page` is the name of its page in stats/urls.py, `key` names the chart in addresses and `title` heads its
    section. `name` and `slug` are those of the area whose years they are; where that is not England and
    Wales, the page's address takes the slug. `query` is what the reader chose ("?with=kent"), `marked` the
    year that the page is about, None where it is about all.
    """

    trend: Trend
    page: str
    key: str
    title: str
    name: str
    slug: str = NATION_SLUG
    query: str = ""
    marked: ReportingYear | None = None

    @property
    def indicator(self) -> Indicator:
        return self.trend.indicator

    @cached_property
    def line_chart(self) -> charts.TrendChart:
        """What the years would make, few as they may be."""
        trend = self.trend
        # Lines of counts would show which area is larger and nothing else: those stand in the table.
        others = () if trend.indicator.kind is Kind.COUNT else trend.others
        return trends.trend_chart(
            trend.indicator,
            name=self.name,
            points=trend.points,
            national=trend.national,
            breaks=trend.breaks,
            others=[(other.area.name, other.points) for other in others],
            apart=trend.apart,
            marked=self.marked,
        )

    @property
    def finding(self) -> str:
        return self.line_chart.finding

    @cached_property
    def chart(self) -> ChartFigure | None:
        """The chart drawn, with the addresses of its files; None where there are too few years."""
        if not has_enough(self.line_chart):
            return None
        return ChartFigure(
            self.line_chart,
            key=self.key,
            table_id=self.table.id,
            **chart_addresses(self.page, *self._arguments, self.key, query=self.query),
        )

    @cached_property
    def table(self) -> Table:
        trend = self.trend
        return trends.trend_table(
            trend.indicator,
            points=trend.points,
            national=trend.national,
            breaks=trend.breaks,
            apart=trend.apart,
            table_id=f"table-{self.key}",
            caption=self.standalone_title,
        )

    @property
    def meaning(self) -> tuple[str, ...]:
        """What is counted, what a high number can mean and what none can."""
        return (self.indicator.counted, self.indicator.high_can_mean, self.indicator.cannot_mean)

    @property
    def standalone_title(self) -> str:
        """`Dorset: registered sexual offenders, 2002 to 2020`, for where nothing else says whose it is."""
        years = self.line_chart.years
        said = {"whose": self.name, "title": words.inside_sentence(self.indicator.title)}
        if len(years) < 2:
            return _("%(whose)s: %(title)s") % said
        said |= {
            end: year_tick(year, snapshot=self.line_chart.snapshot)
            for end, year in (("first", years[0]), ("last", years[-1]))
        }
        return _("%(whose)s: %(title)s, %(first)s to %(last)s") % said

    @property
    def _arguments(self) -> tuple[str, ...]:
        """What the page's address takes."""
        return () if self.slug == NATION_SLUG else (self.slug,)

    @property
    def embed(self) -> Embed:
        """What other sites can frame."""
        path = reverse(f"embed-{self.page}", args=(*self._arguments, self.key))
        return Embed(path, self.page_chart)

    @property
    def page_chart(self) -> PageChart:
        """The same to be explored, saved and embedded."""
        return PageChart(
            title=self.standalone_title,
            finding=self.finding,
            chart=replace(self.line_chart, title=self.standalone_title)
            if has_enough(self.line_chart)
            else None,
            table=numbers_table(
                self.standalone_title,
                first=_("Year"),
                heads=(self.indicator.short_title, _("95% interval")),
                rows=((row.head.text, [cell.text for cell in row.cells[:2]]) for row in self.table.rows),
                head_class="year-head",
            ),
            note=self.indicator.cannot_mean,
        )


def national_series(trend: Trend, *, page: str, key: str = "", title: str = "") -> SeriesText:
    """England and Wales on one indicator; key and title are the indicator's slug and title unless given."""
    return SeriesText(
        trend=replace(trend, national=()),  # it is not set beside itself
        page=page,
        key=key or trend.indicator.slug,
        title=title or trend.indicator.title,
        name=_("England and Wales"),
    )


def has_enough(chart: charts.TrendChart) -> bool:
    """Whether what the chart is about, or an area that the reader picked, has years enough for a line."""
    own = (series for series in chart.series if series.emphasised or series.picked)
    return any(len(series.points) >= _FEWEST for series in own)
