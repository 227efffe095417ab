"""An area's years, with those of the areas a reader put beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.catalogue.indicators import Kind
from stats.catalogue.years import ReportingYear
from stats.presentation import trends
from stats.presentation.changes import ChangeRow, change_row
from stats.presentation.charts import ChartFigure, TrendChart, present
from stats.presentation.choices import Option
from stats.presentation.findings import value_text
from stats.queries.area_page import AreaPage, OtherSeries, Trend

# Two years make a sentence, not a line.
_DRAWN_FROM = 3
MOST_BESIDE = 5
"""As many as a chart can tell apart."""


@dataclass(frozen=True, slots=True)
class OtherCell:
    name: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    year: ReportingYear
    cells: tuple[OtherCell, ...]


@dataclass(frozen=True, slots=True)
class TrendText:
    """An indicator's years: a table, and a chart where there are enough for a line to say more.

    `others` names the areas beside it that have any year, `others_rows` holds their numbers.
    """

    key: str
    title: str
    finding: str
    drawn: TrendChart
    chart: ChartFigure | None
    table_id: str
    rows: Sequence[trends.TrendRow]
    with_national: bool
    others: tuple[str, ...]
    others_rows: tuple[OtherRow, ...]
    changes: tuple[ChangeRow, ...]
    compare_url: str
    compare_text: str


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
    others = tuple(one for one in trend.others if one.points)
    # Lines of counts would show which area is larger and nothing else: those stand in the table.
    drawn = () if indicator.kind is Kind.COUNT else others
    chart = trends.trend_chart(
        indicator,
        name=page.area.ref.name,
        points=trend.points,
        national=trend.national,
        breaks=trend.breaks,
        others=[(one.area.name, one.points) for one in drawn],
    )
    table_id = f"table-{indicator.slug}"
    longest = max(len(points) for points in (trend.points, *(one.points for one in drawn)))
    figure = (
        None
        if longest < _DRAWN_FROM
        else present(
            chart,
            key=indicator.slug,
            explore_url=reverse("area-chart", args=(slug, indicator.slug)) + _suffix(page),
            csv_url=reverse("area-figures", args=(slug,)),
            svg_url=reverse("area-svg", args=(slug, indicator.slug)) + _suffix(page),
            png_url=reverse("area-png", args=(slug, indicator.slug)) + _suffix(page),
        )
    )
    return TrendText(
        key=indicator.slug,
        title=indicator.title,
        finding=chart.finding,
        drawn=chart,
        chart=figure,
        table_id=table_id,
        rows=trends.trend_rows(indicator, points=trend.points, national=trend.national, breaks=trend.breaks),
        with_national=bool(trend.national),
        others=tuple(one.area.name for one in others),
        others_rows=_others_rows(trend, others=others),
        changes=_changes(page, trend, others=others),
        compare_url=reverse("compare-indicator", args=(indicator.slug,)),
        compare_text=_("Compare areas on %(indicator)s") % {"indicator": indicator.short_title},
    )


def _suffix(page: AreaPage) -> str:
    slugs = ",".join(ref.slug for ref in page.beside)
    return f"?with={slugs}" if slugs else ""


def _others_rows(trend: Trend, *, others: Sequence[OtherSeries]) -> tuple[OtherRow, ...]:
    held = [dict(one.points) for one in others]
    years = sorted({year for points in held for year in points}, reverse=True)
    return tuple(
        OtherRow(
            year,
            tuple(
                OtherCell(
                    one.area.name,
                    value_text(trend.indicator, points[year]) if year in points else "",
                    trends.interval_text(trend.indicator, points[year]) if year in points else "",
                )
                for one, points in zip(others, held, strict=True)
            ),
        )
        for year in years
    )


def _changes(page: AreaPage, trend: Trend, *, others: Sequence[OtherSeries]) -> tuple[ChangeRow, ...]:
    told = [(page.area.ref.name, trend.changes), (_("England and Wales"), trend.national_changes)]
    told += [(one.area.name, one.changes) for one in others]
    return tuple(change_row(trend.indicator, name=name, found=found) for name, found in told if found)


def beside_text(page: AreaPage, *, left_out: int) -> BesideText:
    """The form; `left_out` is how many areas were asked for beyond those a chart can show."""
    chosen = {ref.slug for ref in page.beside}
    notices = [
        _("There is no area called “%(slug)s”; it was left out.") % {"slug": slug}
        for slug in page.unknown_beside
    ]
    shown = {one.area.slug for trend in page.trends for one in trend.others if one.points}
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
