"""The funnel plot on a compare page: how to read it, and its numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.compare import Funnel, FunnelPoint
from stats.calculations.funnel import Comparison
from stats.catalogue.indicators import Kind
from stats.presentation.charts.component import ChartFigure
from stats.presentation.compare.funnel_chart import (
    denominator_of_point,
    denominator_title,
    funnel_chart,
)
from stats.presentation.components.page_charts import PageChart, chart_addresses, numbers_table
from stats.presentation.components.tables import Cell, Column, LinkCell, Table, TableRow, number_columns
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text
from stats.queries.pages.compare import ComparePage

FUNNEL_KEY = "funnel"
TABLE_ID = "funnel-table"


@dataclass(frozen=True, slots=True)
class FunnelText:
    finding: str
    chart: ChartFigure
    explanation: tuple[str, ...]
    table: Table
    table_id: str = TABLE_ID


def funnel_text(page: ComparePage, *, suffix: str) -> FunnelText | None:
    """None where there is no funnel to draw; `suffix` is the page's own query string."""
    found = page.funnel
    if found is None:
        return None
    chart = funnel_chart(page, found)
    names = (page.indicator.slug, page.year)
    return FunnelText(
        finding=chart.finding,
        chart=ChartFigure(
            chart,
            key=FUNNEL_KEY,
            csv_url=reverse("compare-data", args=names) + suffix,
            table_id=TABLE_ID,
            **chart_addresses("compare", *names, FUNNEL_KEY, query=suffix),
        ),
        explanation=_explanation(page, found),
        table=_funnel_table(page, found),
    )


def why_no_funnel(page: ComparePage) -> str:
    """Why a rate or ratio has no funnel plot; empty for counts, which never have one."""
    if page.funnel is not None or page.indicator.kind is Kind.COUNT:
        return ""
    if not page.national.amount:
        return _(
            "There is no funnel plot: no figure for England and Wales that areas could stand around is held, "
            "or it is zero."
        )
    return _(
        "There is no funnel plot: it takes five areas or more whose counts are held to say how much areas "
        "differ anyway."
    )


def funnel_page_chart(page: ComparePage, *, note: str) -> PageChart | None:
    """The funnel plot, whose limits rest on every area; None where there is none to draw."""
    if page.funnel is None:
        return None
    chart = funnel_chart(page, page.funnel)
    rows = [_funnel_row(page, point) for point in page.funnel.points]
    return PageChart(
        title=chart.title,
        finding=chart.finding,
        chart=chart,
        table=numbers_table(
            chart.title,
            first=_("Area"),
            heads=(chart.denominator_title, page.indicator.short_title, _("In words")),
            rows=((row.head.text, [row.cells[place].text for place in (0, 1, -1)]) for row in rows),
        ),
        note=note,
    )


def _funnel_table(page: ComparePage, found: Funnel) -> Table:
    """Every area; its limits are those at its own denominator."""
    heads = (
        denominator_title(page),
        page.indicator.short_title,
        _("95% limits by chance alone"),
        _("95% limits, allowing for how areas differ"),
        _("99.8% limits, allowing for how areas differ"),
    )
    return Table(
        columns=(Column(_("Area")), *number_columns(heads), Column(_("In words"), "words", "words one-word")),
        rows=tuple(_funnel_row(page, point) for point in found.points),
    )


def _funnel_row(page: ComparePage, point: FunnelPoint) -> TableRow:
    places, limits, verdict = page.indicator.decimals, point.limits, point.verdict
    word = f"{words.sign(verdict.comparison)} {words.short_comparison(verdict.comparison)}"
    if verdict.beyond_outer and verdict.comparison in (Comparison.HIGHER, Comparison.LOWER):
        word = _("%(word)s, outside 99.8%% too") % {"word": word}
    intervals = (limits.chance, limits.allowing, limits.allowing_outer)
    return TableRow(
        LinkCell(point.area.name, url=reverse("area-year", args=(point.area.slug, page.year))),
        (
            Cell(denominator_of_point(point)),
            Cell(value_text(page.indicator, point.shown)),
            *(Cell(numbers.interval(ends, places=places)) for ends in intervals),
            Cell(word),
        ),
    )


def _explanation(page: ComparePage, found: Funnel) -> tuple[str, ...]:
    """How to read it, in plain words."""
    paragraphs = [
        _(
            "Each mark is an area: the further right, the more its figure rests on (%(denominator)s); the "
            "higher, the higher its figure. Chance moves small areas more than large ones, so the limits are "
            "wide on the left and narrow to the right, like a funnel."
        )
        % {"denominator": words.inside_sentence(denominator_title(page))},
        _(
            "Of areas that are truly like %(benchmark)s, about 19 in 20 would lie within the limits at 95%%, "
            "and 499 in 500 within those at 99.8%%."
        )
        % {"benchmark": words.benchmark_name(page.national)},
    ]
    if found.is_adjusted:
        paragraphs.append(
            _(
                "There are two pairs of each. The narrow ones allow for chance alone. But the areas held "
                "spread out more than that: the variance is %(times)s times what chance would give. The wide "
                "ones allow for how much areas differ anyway (Spiegelhalter 2005), and the words higher, "
                "similar and lower rest on them. Outside is neither good nor bad: it is a reason to ask why."
            )
            % {"times": numbers.number(found.dispersion.phi, places=1)}
        )
    else:
        paragraphs.append(
            _(
                "The areas held differ no more than chance would make them, so the words higher, similar and "
                "lower rest on the limits by chance alone (Spiegelhalter 2005). Outside is neither good nor "
                "bad: it is a reason to ask why."
            )
        )
    return tuple(paragraphs)
