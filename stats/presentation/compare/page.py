"""The compare page: all areas on one indicator, in words, a table, a chart, a map and a CSV."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.compare import CompareRow
from stats.analysis.figures import AreaRef
from stats.analysis.series import is_comparable
from stats.analysis.values import WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.presentation.charts.component import ChartFigure
from stats.presentation.compare.choices import Option
from stats.presentation.compare.dot_chart import area_url, dot_chart
from stats.presentation.compare.funnel import (
    FUNNEL_KEY,
    FunnelText,
    funnel_page_chart,
    funnel_text,
    why_no_funnel,
)
from stats.presentation.compare.table import table, table_notes
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, PageCharts, chart_addresses, numbers_table
from stats.presentation.components.sortable import SortableTable
from stats.presentation.components.tile_map import TileMap, tile_map
from stats.presentation.text import words
from stats.presentation.text.findings import dated_title, value_text, when_text
from stats.queries.pages.compare import ComparePage

KEY = "chart"
TABLE_ID = "figures"
# With fewer areas than this the chart is so much shorter than the map that there is room below it.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Pick:
    """The form's choices (templates/stats/components/pick.html)."""

    indicators: tuple[Option, ...]
    years: tuple[Option, ...]
    areas: tuple[Option, ...]
    chosen: int
    sort: str


@dataclass(frozen=True, slots=True)
class CompareText:
    """`is_short`: the chart leaves room beside the map for how to read it."""

    indicator: Indicator
    year: str
    title: str
    under: str
    pick: Pick
    chart: ChartFigure | None
    funnel: FunnelText | None
    why_no_funnel: str
    tiles: TileMap
    table: SortableTable
    table_notes: tuple[str, ...]
    national: str
    not_held: tuple[AreaRef, ...]
    unknown_areas: tuple[str, ...]
    breaks: tuple[Break, ...]
    starting: tuple[Break, ...]
    csv_url: str
    population_note: str
    is_short: bool


def compare_text(page: ComparePage, *, query: str, sort: str) -> CompareText:
    """The whole page; `query` is the page's own query string, which its CSV keeps."""
    indicator, year = page.indicator, page.year
    suffix = f"?{query}" if query else ""
    return CompareText(
        indicator=indicator,
        year=year.label,
        title=indicator.title,
        under=under(page),
        pick=_pick(page, sort=sort),
        chart=_chart_figure(page, suffix=suffix) if page.compared else None,
        funnel=funnel_text(page, suffix=suffix),
        why_no_funnel=why_no_funnel(page),
        tiles=tile_map(
            page.tiles,
            indicator=indicator,
            year=year,
            href=area_url(page),
            caption=f"{dated_title(indicator, year)}.",
            table_url=f"#{TABLE_ID}",
        ),
        table=table(page, url=area_url(page), sort=sort),
        table_notes=table_notes(page),
        national=national_sentence(page),
        not_held=page.not_held,
        unknown_areas=page.unknown_areas,
        breaks=catalogue().breaks_for(indicator.slug),
        starting=page.starting,
        csv_url=reverse("compare-data", args=(indicator.slug, year)) + suffix,
        population_note=population_note(page),
        is_short=_is_short(page),
    )


def _is_short(page: ComparePage) -> bool:
    return len(page.compared) < _SHORT


def under(page: ComparePage) -> str:
    """What is shown, of when, and how many areas it is held for."""
    held = sum(is_comparable(value) for _ref, value in page.tiles)
    said = {
        "held": held,
        "areas": len(page.tiles),
        "when": when_text(page.indicator, page.year),
        "people": words.people(page.year),
    }
    if page.indicator.kind is Kind.POPULATION_RATE:
        text = ngettext(
            "Per 100,000 %(people)s, %(when)s. Held for %(held)s of %(areas)s areas.",
            "Per 100,000 %(people)s, %(when)s. Held for %(held)s of %(areas)s areas.",
            held,
        )
    else:
        text = ngettext(
            "%(when)s. Held for %(held)s of %(areas)s areas.",
            "%(when)s. Held for %(held)s of %(areas)s areas.",
            held,
        )
    return text % said


def national_sentence(page: ComparePage) -> str:
    """What the areas are compared with; empty where nothing is held to compare with."""
    national, indicator = page.national, page.indicator
    if national.amount is None:
        return ""
    said = {
        "number": words.national_text(page.indicator, page.national),
        "areas": national.areas,
        "unit": indicator.unit,
    }
    if national.is_pooled:
        return (
            _(
                "No figure for England and Wales is held for this year. The %(areas)s areas with figures, "
                "taken together: %(number)s."
            )
            % said
        )
    return _("England and Wales: %(number)s.") % said


def population_note(page: ComparePage) -> str:
    """Where the people below the line come from, for rates; empty for anything else."""
    if page.indicator.kind is not Kind.POPULATION_RATE:
        return ""
    base = catalogue().population_base(page.year)
    return base.evidence if base else ""


def _pick(page: ComparePage, *, sort: str) -> Pick:
    held = {ref.slug for ref, value in page.tiles if value.why_not is not WhyNot.NOT_HELD}
    chosen = {ref.slug for ref in page.chosen}
    return Pick(
        indicators=tuple(
            Option(one.slug, one.title, one.slug == page.indicator.slug)
            for one in catalogue().indicators.values()
        ),
        years=tuple(Option(one.year.label, one.year.label, one.year == page.year) for one in page.years),
        areas=tuple(
            Option(ref.slug, ref.name, ref.slug in chosen, ref.slug in held) for ref in page.every_area
        ),
        chosen=len(page.chosen),
        sort="" if sort == "area" else sort,
    )


def compare_charts(page: ComparePage) -> PageCharts:
    """The areas in order of their values, and the funnel plot where there is one."""
    chart = dot_chart(page) if page.compared else None
    title = dated_title(page.indicator, page.year)
    dots = PageChart(
        title=title,
        finding=chart.finding if chart else _("No figure that can be compared is held."),
        chart=chart,
        table=numbers_table(
            title,
            first=_("Area"),
            heads=(page.indicator.short_title, _("95% interval")),
            rows=((row.area.name, _value_cells(row, indicator=page.indicator)) for row in page.rows),
        ),
        note=under(page),
    )
    funnel = funnel_page_chart(page, note=under(page))
    return {KEY: dots, FUNNEL_KEY: funnel} if funnel else {KEY: dots}


def _value_cells(row: CompareRow, *, indicator: Indicator) -> tuple[str, str]:
    """Value and interval; where an area is set apart, why."""
    if row.value.why_not is not None:
        return words.why_not(row.value.why_not), "–"
    return value_text(indicator, row.value), trends.interval_cell(indicator, row.value)


def _chart_figure(page: ComparePage, *, suffix: str) -> ChartFigure:
    caption = "" if len(page.compared) == 1 else _("Ordered by value to be read, not as a ranking.")
    if not _is_short(page):
        caption = f"{caption} {page.indicator.high_can_mean}"
    return ChartFigure(
        dot_chart(page),
        key=page.indicator.slug,
        csv_url=reverse("compare-data", args=(page.indicator.slug, page.year)) + suffix,
        table_id=TABLE_ID,
        caption=caption,
        **chart_addresses("compare", page.indicator.slug, page.year, KEY, query=suffix),
    )
