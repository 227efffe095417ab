"""A chart and its numbers for another site's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from stats.analysis.compare_table import CompareRow
from stats.catalogue.indicators import Indicator
from stats.presentation.area.trends import trend_text
from stats.presentation.charts import ChartFigure, DotChart, MultiplesFigure, present, present_multiples
from stats.presentation.compare.funnel import funnel_chart, funnel_text
from stats.presentation.compare.page import dot_chart, under
from stats.presentation.compare.years import multiples_chart, years_text
from stats.presentation.components.cells import NumberCell
from stats.presentation.components.series import SeriesText
from stats.presentation.components.trends import interval_cell
from stats.presentation.nation import series_text as national_series_of
from stats.presentation.text import words
from stats.presentation.text.findings import value_text, when_text
from stats.presentation.topics.page import series_text as topic_series
from stats.queries.pages.area import AreaPage
from stats.queries.pages.compare import ComparePage
from stats.queries.pages.compare_years import CompareYearsPage
from stats.queries.pages.nation import NationPage
from stats.queries.pages.topics import TopicPage


@dataclass(frozen=True, slots=True)
class EmbedTable:
    """`first` heads the column of areas or of years (`by_year`), `heads` the others."""

    first: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    by_year: bool = False

    def __iter__(self) -> Iterator[tuple[str, list[NumberCell]]]:
        """Each row: what it is of, and its cells under their heads."""
        for of, cells in self.rows:
            yield of, [NumberCell(head, cell) for head, cell in zip(self.heads, cells, strict=True)]


@dataclass(frozen=True, slots=True)
class EmbedText:
    """`chart` is None where there is too little to draw; `address` leads to the page with everything.

    `multiples` are small charts in place of one.
    """

    title: str
    finding: str
    chart: ChartFigure | None
    table: EmbedTable
    note: str
    address: str
    multiples: MultiplesFigure | None = None


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
        table=EmbedTable(
            _("Area"),
            (page.indicator.short_title, _("95% interval")),
            tuple(
                (
                    row.area.name,
                    _cells(row, indicator=page.indicator),
                )
                for row in page.rows
            ),
        ),
        note=under(page),
        address=address,
    )


def funnel(page: ComparePage, *, address: str) -> EmbedText | None:
    """The funnel plot, whose limits rest on every area; None where there is none to draw."""
    text = funnel_text(page, suffix="")
    if text is None or page.funnel is None:
        return None
    chart = funnel_chart(page, page.funnel)
    unlinked = replace(chart, points=tuple(replace(point, href="") for point in chart.points))
    return EmbedText(
        title=chart.title,
        finding=text.finding,
        chart=present(unlinked, key="embed"),
        table=EmbedTable(
            _("Area"),
            (text.denominator_head, text.value_head, _("In words")),
            tuple((row.area, (row.denominator, row.value, row.word)) for row in text.rows),
        ),
        note=under(page),
        address=address,
    )


def area(page: AreaPage, *, key: str, address: str) -> EmbedText | None:
    """One indicator of the area over the years; None where the area has no such trend."""
    trend = next((one for one in page.trends if one.indicator.slug == key), None)
    if trend is None:
        return None
    return _over_the_years(trend_text(page, trend), of=page.area.ref.name, address=address)


def topic(page: TopicPage, *, key: str, address: str) -> EmbedText | None:
    """England and Wales on one of the topic's indicators; None where it has no two years of it."""
    found = next((one for one in page.series if one.indicator.slug == key), None)
    if found is None:
        return None
    return _over_the_years(topic_series(page, found), of=_("England and Wales"), address=address)


def nation(page: NationPage, *, key: str, address: str) -> EmbedText | None:
    """The national rate or count; None for anything else, and where no year is held."""
    found = national_series_of(page, key=key)
    if found is None:
        return None
    return _over_the_years(found, of=_("England and Wales"), address=address)


def series_title(series: SeriesText, *, of: str) -> str:
    """`Dorset: Registered sexual offenders`, for a series that stands alone."""
    return _("%(whose)s: %(title)s") % {"whose": of, "title": series.indicator.title}


def _over_the_years(series: SeriesText, *, of: str, address: str) -> EmbedText:
    return EmbedText(
        title=series_title(series, of=of),
        finding=series.finding,
        chart=present(series.drawn, key="embed") if series.chart else None,
        table=EmbedTable(
            _("Year"),
            (series.indicator.short_title, _("95% interval")),
            tuple((row.year.label, (row.value, row.interval)) for row in series.rows),
            by_year=True,
        ),
        note=series.indicator.cannot_mean,
        address=address,
    )


def years(page: CompareYearsPage, *, address: str) -> EmbedText | None:
    """All areas over the years, a small chart each; None where no area has two years."""
    if not page.areas:
        return None
    text, chart = years_text(page), multiples_chart(page)
    unlinked = tuple(replace(one, href="") for one in chart.multiples)
    return EmbedText(
        title=text.title,
        finding=chart.finding,
        chart=None,
        multiples=present_multiples(replace(chart, multiples=unlinked), key="embed"),
        table=EmbedTable(
            _("Area"),
            text.years,
            tuple((row.area.text, tuple(cell.value for cell in row.cells)) for row in text.rows),
        ),
        note=page.indicator.cannot_mean,
        address=address,
    )


def _without_links(chart: DotChart) -> DotChart:
    return replace(chart, rows=tuple(replace(row, href="") for row in chart.rows))


def _cells(row: CompareRow, *, indicator: Indicator) -> tuple[str, str]:
    """Value and interval; where an area is set apart, why."""
    if row.value.why_not is not None:
        return words.why_not(row.value.why_not), "–"
    return value_text(indicator, row.value), interval_cell(indicator, row.value)
