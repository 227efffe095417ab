"""All areas on one indicator over the years: a small chart each to one scale, and one table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.trends import AreaSeries
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.presentation.charts import description as charts
from stats.presentation.charts.pictures.multiples import MultiplesFigure, present_multiples
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, PageCharts
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    link,
    number_cell,
    number_columns,
)
from stats.presentation.text import findings
from stats.presentation.text.changes import change_row, changes_table
from stats.queries.pages.compare_years import CompareYearsPage

KEY = "years"


@dataclass(frozen=True)
class YearsText:
    page: CompareYearsPage

    @property
    def title(self) -> str:
        return _("%(title)s, over the years") % {"title": self.page.indicator.title}

    @property
    def under(self) -> str:
        held = len(self.page.areas)
        return ngettext(
            "%(held)s of %(areas)s areas has two years or more, drawn to the scale of all.",
            "%(held)s of %(areas)s areas have two years or more, each in a chart of its own, all to one "
            "scale.",
            held,
        ) % {"held": held, "areas": held + len(self.page.one_year) + len(self.page.not_held)}

    @cached_property
    def small_charts(self) -> charts.MultiplesChart | None:
        """One for each area, England and Wales quiet in each of them; None where no area has two years."""
        page, indicator = self.page, self.page.indicator
        if not page.areas:
            return None
        everything = [*(point for series in page.areas for point in series.points), *page.national]
        return charts.MultiplesChart(
            title=indicator.title,
            finding=_years_finding(page),
            axis_title=capfirst(indicator.unit),
            multiples=tuple(
                charts.Multiple(
                    trends.series_line(
                        indicator, label=series.area.name, points=series.points, emphasised=True
                    ),
                    findings.finding(
                        indicator, name=series.area.name, points=series.points, breaks=page.breaks
                    ),
                    reverse("area", args=(series.area.slug,)),
                )
                for series in page.areas
            ),
            reference=trends.series_line(
                indicator, label=_("England and Wales"), points=page.national, emphasised=False
            )
            if page.national
            else None,
            breaks=trends.chart_breaks(everything, breaks=page.breaks),
            source_line=trends.source_line(value for _year, value in everything),
            snapshot=findings.is_snapshot(indicator),
        )

    @cached_property
    def chart(self) -> MultiplesFigure | None:
        return present_multiples(self.small_charts, key=KEY) if self.small_charts else None

    @property
    def page_charts(self) -> PageCharts:
        """The small charts as one; nothing where no area has two years."""
        chart, table = self.small_charts, self.table
        if chart is None:
            return {}
        unlinked = tuple(
            replace(row, head=Cell(series.area.name))
            for series, row in zip(self.page.areas, table.rows, strict=True)
        )
        table = replace(table, id="", rows=unlinked)
        note = self.page.indicator.cannot_mean
        return {KEY: PageChart(self.title, chart.finding, chart, table=table, note=note)}

    @cached_property
    def table(self) -> Table:
        """A row for each area and a column for each year, oldest first; a dash where a year is not held."""
        years = sorted({year for area in self.page.areas for year, _value in area.points})
        rows = []
        for series in self.page.areas:
            held = {year: findings.value_text(self.page.indicator, value) for year, value in series.points}
            url = reverse("area", args=(series.area.slug,))
            cells = tuple(number_cell(held.get(year, "")) for year in years)
            rows.append(TableRow(Cell(link(series.area.name, url=url)), cells))
        return Table(
            columns=(Column(_("Area")), *number_columns(year.label for year in years)),
            rows=tuple(rows),
            caption=self.title,
            id="figures",
        )

    @property
    def changes(self) -> Table:
        rows = (
            change_row(self.page.indicator, name=series.area.name, found=series.changes)
            for series in self.page.areas
            if series.changes
        )
        return changes_table(rows, title=self.title)

    @cached_property
    def breaks(self) -> list[Break]:
        """Those between the first and the last year of the table, in order of time."""
        points = (point for series in self.page.areas for point in series.points)
        return [found for _number, found in trends.numbered(points, breaks=self.page.breaks)]


def _years_finding(page: CompareYearsPage) -> str:
    """How many areas' figures rose and fell over the years that can be compared."""
    turns = [_direction(page.indicator, series) for series in page.areas]
    return _(
        "Over the years since the last change in what is counted, the figure rose in %(rose)s areas, fell in "
        "%(fell)s and stayed the same in %(stayed)s; in %(alone)s only one year can be compared."
    ) % {
        "rose": turns.count(1),
        "fell": turns.count(-1),
        "stayed": turns.count(0),
        "alone": turns.count(None),
    }


def _direction(indicator: Indicator, series: AreaSeries) -> int | None:
    """1 for a rise, -1 for a fall, as shown; None where no two years can be compared."""
    since = series.changes and (series.changes.since_first or series.changes.since_last)
    if not since or since.change.absolute is None or series.changes is None:
        return None
    if findings.value_text(indicator, since.value) == findings.value_text(indicator, series.changes.value):
        return 0
    return 1 if since.change.absolute > 0 else -1
