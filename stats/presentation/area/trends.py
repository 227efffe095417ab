"""An area's years, with those of the areas a reader put beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.trends import OtherSeries, Trend
from stats.catalogue.indicators import Kind
from stats.catalogue.years import ReportingYear
from stats.presentation.charts import TrendChart
from stats.presentation.compare.choices import Option
from stats.presentation.components import trends
from stats.presentation.components.cells import NumberCell
from stats.presentation.components.series import SeriesText, chart_figure, drawable, table_id
from stats.presentation.text.changes import ChangeRow, change_row
from stats.presentation.text.findings import value_text
from stats.presentation.text.words import inside_sentence
from stats.queries.pages.area import RATE, AreaPage

MOST_BESIDE = 5
"""As many as a chart can tell apart."""


@dataclass(frozen=True, slots=True)
class OtherRow:
    year: ReportingYear
    cells: tuple[NumberCell, ...]


@dataclass(frozen=True, slots=True)
class TrendText(SeriesText):
    """An area's years beside those of England and Wales and of the areas that the reader picked.

    `others` names the areas beside it that have any year, `others_rows` holds their numbers.
    """

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
    others = _held(trend.others)
    chart = _chart(page, trend)
    return TrendText(
        key=indicator.slug,
        indicator=indicator,
        title=indicator.title,
        finding=chart.finding,
        drawn=chart,
        chart=chart_figure(
            chart,
            key=indicator.slug,
            page="area",
            arguments=(slug,),
            query=_suffix(page),
            figures_of=slug,
        ),
        table_id=table_id(indicator.slug),
        rows=trends.trend_rows(indicator, points=trend.points, national=trend.national, breaks=trend.breaks),
        others=tuple(one.area.name for one in others),
        others_rows=_others_rows(trend, others=others),
        changes=_changes(page, trend, others=others),
        compare_url=reverse("compare-indicator", args=(indicator.slug,)),
        compare_text=_("Compare areas on %(indicator)s")
        % {"indicator": inside_sentence(indicator.short_title)},
    )


def drawn(page: AreaPage) -> Mapping[str, TrendChart]:
    """The page's charts by the key in their addresses; that of the rate comes first."""
    in_order = sorted(page.trends, key=lambda one: one.indicator.slug != RATE)
    return drawable((one.indicator.slug, _chart(page, one)) for one in in_order)


def _chart(page: AreaPage, trend: Trend) -> TrendChart:
    # Lines of counts would show which area is larger and nothing else: those stand in the table.
    others = () if trend.indicator.kind is Kind.COUNT else _held(trend.others)
    return trends.trend_chart(
        trend.indicator,
        name=page.area.ref.name,
        points=trend.points,
        national=trend.national,
        breaks=trend.breaks,
        others=[(one.area.name, one.points) for one in others],
    )


def _held(others: Iterable[OtherSeries]) -> tuple[OtherSeries, ...]:
    return tuple(one for one in others if one.points)


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
                NumberCell(
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
