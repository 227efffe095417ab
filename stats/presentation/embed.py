"""A chart and its numbers for another site's page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from stats.presentation import numbers, words
from stats.presentation.area_trends import trend_text
from stats.presentation.charts import ChartFigure, DotChart, present
from stats.presentation.compare import dot_chart, under
from stats.presentation.findings import value_text, when_text
from stats.queries.area_page import AreaPage
from stats.queries.compare import ComparePage


@dataclass(frozen=True, slots=True)
class EmbedRow:
    name: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class EmbedText:
    """`chart` is None where there is too little to draw; `address` leads to the page with everything."""

    title: str
    finding: str
    chart: ChartFigure | None
    first: str
    value_head: str
    rows: tuple[EmbedRow, ...]
    note: str
    address: str


def compare(page: ComparePage, *, address: str) -> EmbedText:
    """The areas shown, ordered as on the page; no mark is a link, for a frame is no place to walk in."""
    chart = _without_links(dot_chart(page)) if page.compared else None
    title = _("%(title)s, %(when)s") % {
        "title": page.indicator.title,
        "when": when_text(page.indicator, page.year),
    }
    return EmbedText(
        title=title,
        finding=chart.finding if chart else _("No figure that can be compared is held."),
        chart=present(chart, key="embed") if chart else None,
        first=_("Area"),
        value_head=page.indicator.short_title,
        rows=tuple(
            EmbedRow(
                row.area.name,
                words.why_not(row.value.why_not)
                if row.value.why_not
                else value_text(page.indicator, row.value),
                numbers.interval(row.value.interval, places=page.indicator.decimals)
                if row.value.interval and not row.is_apart
                else "",
            )
            for row in page.rows
        ),
        note=under(page),
        address=address,
    )


def area(page: AreaPage, *, key: str, address: str) -> EmbedText | None:
    """One indicator of the area over the years; None where the area has no such trend."""
    trend = next((one for one in page.trends if one.indicator.slug == key), None)
    if trend is None:
        return None
    text = trend_text(page, trend)
    return EmbedText(
        title=_("%(area)s: %(title)s") % {"area": page.area.ref.name, "title": text.title},
        finding=text.finding,
        chart=present(text.drawn, key="embed") if text.chart else None,
        first=_("Year"),
        value_head=trend.indicator.short_title,
        rows=tuple(EmbedRow(row.year.label, row.value, row.interval) for row in text.rows),
        note=trend.indicator.cannot_mean,
        address=address,
    )


def _without_links(chart: DotChart) -> DotChart:
    return replace(chart, rows=tuple(replace(row, href="") for row in chart.rows))
