"""All areas on one indicator over the years: a small chart each to one scale, and one table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
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
    LinkCell,
    Table,
    TableRow,
    number_cell,
    number_columns,
)
from stats.presentation.text import findings
from stats.presentation.text.changes import change_row, changes_table
from stats.queries.pages.compare_years import CompareYearsPage

KEY = "years"
TABLE_ID = "figures"


@dataclass(frozen=True, slots=True)
class YearsText:
    """The columns of the table are years, oldest first; `breaks` are those between its first and its last."""

    indicator: Indicator
    title: str
    under: str
    chart: MultiplesFigure | None
    table: Table
    changes: Table
    breaks: tuple[tuple[int, Break], ...]
    one_year: tuple[AreaRef, ...]
    not_held: tuple[AreaRef, ...]


def years_text(page: CompareYearsPage) -> YearsText:
    indicator = page.indicator
    return YearsText(
        indicator=indicator,
        title=_years_title(page),
        under=_under(page),
        chart=present_multiples(_multiples_chart(page), key=KEY) if page.areas else None,
        table=_years_table(page),
        changes=changes_table(
            (
                change_row(indicator, name=series.area.name, found=series.changes)
                for series in page.areas
                if series.changes
            ),
            title=_years_title(page),
        ),
        breaks=trends.numbered((point for area in page.areas for point in area.points), breaks=page.breaks),
        one_year=page.one_year,
        not_held=page.not_held,
    )


def _under(page: CompareYearsPage) -> str:
    return ngettext(
        "%(held)s of %(areas)s areas has two years or more, drawn to the scale of all.",
        "%(held)s of %(areas)s areas have two years or more, each in a chart of its own, all to one scale.",
        len(page.areas),
    ) % {
        "held": len(page.areas),
        "areas": len(page.areas) + len(page.one_year) + len(page.not_held),
    }


def years_charts(page: CompareYearsPage) -> PageCharts:
    """The small charts as one; nothing where no area has two years."""
    if not page.areas:
        return {}
    chart, table = _multiples_chart(page), _years_table(page)
    unlinked = tuple(replace(row, head=Cell(row.head.text)) for row in table.rows)
    return {
        KEY: PageChart(
            _years_title(page),
            chart.finding,
            chart,
            table=replace(table, id="", rows=unlinked),
            note=page.indicator.cannot_mean,
        )
    }


def _years_title(page: CompareYearsPage) -> str:
    return _("%(title)s, over the years") % {"title": page.indicator.title}


def _multiples_chart(page: CompareYearsPage) -> charts.MultiplesChart:
    """A small chart for each area, England and Wales quiet in each of them."""
    indicator = page.indicator
    everything = [
        *(point for series in page.areas for point in series.points),
        *page.national,
    ]
    return charts.MultiplesChart(
        title=indicator.title,
        finding=_years_finding(page),
        axis_title=capfirst(indicator.unit),
        multiples=tuple(
            charts.Multiple(
                trends.series_line(indicator, label=series.area.name, points=series.points, emphasised=True),
                findings.finding(indicator, name=series.area.name, points=series.points, breaks=page.breaks),
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


def _years_table(page: CompareYearsPage) -> Table:
    """A row for each area, a dash where a year is not held."""
    years = sorted({year for area in page.areas for year, _value in area.points})
    rows = []
    for series in page.areas:
        held = {year: findings.value_text(page.indicator, value) for year, value in series.points}
        rows.append(
            TableRow(
                LinkCell(series.area.name, url=reverse("area", args=(series.area.slug,))),
                tuple(number_cell(held.get(year, "")) for year in years),
            )
        )
    return Table(
        columns=(Column(_("Area")), *number_columns(year.label for year in years)),
        rows=tuple(rows),
        caption=_years_title(page),
        id=TABLE_ID,
    )
