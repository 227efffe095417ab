"""An area's years, with those of the areas a reader put beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.trends import AreaSeries, Trend
from stats.analysis.values import Value
from stats.catalogue.indicators import Indicator, Kind, Role
from stats.presentation.charts.description import TrendChart
from stats.presentation.compare.choices import Option
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.series import SeriesText, chart_figure, series_page_chart, table_id
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    number_cell,
    number_columns,
)
from stats.presentation.components.trend_table import trend_table
from stats.presentation.text.changes import change_row, changes_table
from stats.presentation.text.findings import value_text
from stats.queries.pages.area import AreaPage

MOST_BESIDE = 5
"""As many as a chart can tell apart."""


@dataclass(frozen=True, slots=True)
class TrendText(SeriesText):
    """An area's years beside those of England and Wales and of the areas that the reader picked.

    `others` holds the numbers of the areas beside it; None where none of them has any year.
    """

    others: Table | None
    changes: Table | None


@dataclass(frozen=True, slots=True)
class BesideText:
    """The form that puts areas beside this one, and what of the last choice could not be shown."""

    action: str
    summary: str
    hint: str
    options: tuple[Option, ...]
    notices: tuple[str, ...]


def trend_text(page: AreaPage, trend: Trend) -> TrendText:
    """One indicator of the area's page."""
    slug, indicator = page.area.ref.slug, trend.indicator
    others = _with_years(trend.others)
    chart = _chart(page, trend)
    return TrendText(
        key=indicator.slug,
        indicator=indicator,
        title=indicator.title,
        line_chart=chart,
        chart=chart_figure(
            chart,
            key=indicator.slug,
            page="area",
            arguments=(slug,),
            query=_query(page),
            figures_of=slug,
        ),
        table=_trend_table(trend),
        others=_others_table(trend, others=others) if others else None,
        changes=_changes(page, trend, others=others),
    )


def trend_charts(page: AreaPage) -> PageCharts:
    """The area's trends by the slugs of their indicators; that of the rate comes first."""
    return {
        trend.indicator.slug: series_page_chart(
            trend.indicator,
            name=page.area.ref.name,
            line_chart=_chart(page, trend),
            table=_trend_table(trend),
        )
        for trend in sorted(page.trends, key=lambda trend: trend.indicator.role is not Role.RATE)
    }


def _trend_table(trend: Trend) -> Table:
    return trend_table(
        trend.indicator,
        points=trend.points,
        national=trend.national,
        breaks=trend.breaks,
        table_id=table_id(trend.indicator.slug),
    )


def _chart(page: AreaPage, trend: Trend) -> TrendChart:
    # Lines of counts would show which area is larger and nothing else: those stand in the table.
    others = () if trend.indicator.kind is Kind.COUNT else _with_years(trend.others)
    return trends.trend_chart(
        trend.indicator,
        name=page.area.ref.name,
        points=trend.points,
        national=trend.national,
        breaks=trend.breaks,
        others=[(other.area.name, other.points) for other in others],
    )


def _with_years(others: Iterable[AreaSeries]) -> tuple[AreaSeries, ...]:
    return tuple(other for other in others if other.points)


def _query(page: AreaPage) -> str:
    slugs = ",".join(ref.slug for ref in page.beside)
    return f"?with={slugs}" if slugs else ""


def _others_table(trend: Trend, *, others: Sequence[AreaSeries]) -> Table:
    """The years of the areas beside it, newest first."""
    by_year = [dict(other.points) for other in others]
    years = sorted({year for points in by_year for year in points}, reverse=True)
    return Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            *number_columns(other.area.name for other in others),
        ),
        rows=tuple(
            TableRow(
                Cell(year.label),
                tuple(_value_cell(trend.indicator, points.get(year)) for points in by_year),
            )
            for year in years
        ),
        caption=_("Areas beside it: %(title)s") % {"title": trend.indicator.title},
        shows_caption=True,
    )


def _value_cell(indicator: Indicator, value: Value | None) -> Cell:
    if value is None:
        return number_cell("")
    return number_cell(value_text(indicator, value), interval=trends.interval_text(indicator, value))


def _changes(page: AreaPage, trend: Trend, *, others: Sequence[AreaSeries]) -> Table | None:
    told = [(page.area.ref.name, trend.changes), (_("England and Wales"), trend.national_changes)]
    told += [(other.area.name, other.changes) for other in others]
    rows = [change_row(trend.indicator, name=name, found=found) for name, found in told if found]
    return changes_table(rows, title=trend.indicator.title) if rows else None


def beside_text(page: AreaPage, *, left_out: int) -> BesideText:
    """The form; `left_out` is how many areas were asked for beyond those a chart can show."""
    chosen = {ref.slug for ref in page.beside}
    notices = [
        _("There is no area called “%(slug)s”; it was left out.") % {"slug": slug}
        for slug in page.unknown_beside
    ]
    shown = {other.area.slug for trend in page.trends for other in _with_years(trend.others)}
    notices += [
        _("No year of %(area)s is held for anything shown here.") % {"area": ref.name}
        for ref in page.beside
        if ref.slug not in shown
    ]
    if left_out:
        notices.append(
            ngettext(
                "%(left)s area was left out: up to %(most)s can be shown beside this one.",
                "%(left)s areas were left out: up to %(most)s can be shown beside this one.",
                left_out,
            )
            % {"left": left_out, "most": MOST_BESIDE}
        )
    named = ", ".join(ref.name for ref in page.beside)
    return BesideText(
        action=reverse("area-year", args=(page.area.ref.slug, page.year)),
        summary=_("Shown beside it: %(areas)s") % {"areas": named}
        if named
        else _("Show other areas beside this one"),
        hint=_(
            "Up to %(most)s areas: on the chart of the rate, and in the tables of the counts, where lines "
            "would only show which area is larger."
        )
        % {"most": MOST_BESIDE},
        options=tuple(
            Option(ref.slug, ref.name, ref.slug in chosen)
            for ref in page.every_area
            if ref.slug != page.area.ref.slug
        ),
        notices=tuple(notices),
    )
