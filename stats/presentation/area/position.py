"""Where an area's rate of the year stands among all that are held: in words, and each a dot on one line."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.analysis.headlines import Headline
from stats.analysis.values import Value, WhyNot
from stats.catalogue.indicators import Indicator
from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import DotRow, StripChart
from stats.presentation.compare.dot_chart import dot_row, reference
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, PageCharts, chart_addresses
from stats.presentation.text import words
from stats.presentation.text.findings import dated_title, possessive, value_text, when_text
from stats.queries.pages.area import AreaPage

KEY = "standing"
# One rate alone stands nowhere.
_DRAWN_FROM = 2


@dataclass(frozen=True, slots=True)
class PositionText:
    """`finding` says where the area stands, or why it stands nowhere; empty where nobody's rate is held.

    `strip` and `chart` are None where there is nothing to draw, `comparison` is empty where nothing may be
    said beside England and Wales, `rank_note` where no rank is told. `compare_url` leads to every rate held,
    in a table.
    """

    finding: str
    rank_note: str
    comparison: str
    strip: StripChart | None
    chart: ChartFigure | None
    compare_url: str
    compare_text: str


def position_text(page: AreaPage) -> PositionText:
    strip = _strip_chart(page)
    return PositionText(
        finding=strip.finding if strip else _why_nowhere(page),
        rank_note=_rank_note(page),
        comparison=_comparison(page.area.ref.name, page.rate),
        strip=strip,
        chart=None if strip is None else _strip_figure(page, strip),
        compare_url=compare_url(page),
        compare_text=_compare_text(page),
    )


def position_charts(page: AreaPage) -> PageCharts:
    """The strip under its key; nothing where there is none to draw."""
    strip = _strip_chart(page)
    return {KEY: PageChart(strip.title, strip.finding, strip)} if strip else {}


def _strip_chart(page: AreaPage) -> StripChart | None:
    """Every rate of the year held; None where the area's own is not among them, or is the only one."""
    rate = page.rate
    if page.rates_held < _DRAWN_FROM or all(ref != page.area.ref for ref, _value in page.rates):
        return None
    return StripChart(
        title=dated_title(rate.indicator, page.year),
        finding=_position_finding(page, rate),
        axis_title=_("Per 100,000 %(people)s") % {"people": words.people(page.year)},
        rows=tuple(_strip_row(page, rate.indicator, ref=ref, value=value) for ref, value in page.rates),
        reference=reference(rate.indicator, rate.national),
        source_line=trends.source_line(value for _ref, value in page.rates),
        when=when_text(rate.indicator, page.year),
    )


def compare_url(page: AreaPage) -> str:
    """The year's rates, or where nobody's is held the latest: a link never leads to nothing."""
    if page.rates_held:
        return reverse("compare-year", args=(page.rate.indicator.slug, page.year))
    return reverse("compare-indicator", args=(page.rate.indicator.slug,))


def _strip_row(page: AreaPage, indicator: Indicator, *, ref: AreaRef, value: Value) -> DotRow:
    own = ref == page.area.ref
    # Its own dot leads nowhere: the reader is there.
    href = "" if own else reverse("area-year", args=(ref.slug, page.year))
    return dot_row(indicator, area=ref, value=value, href=href, emphasised=own)


def _strip_figure(page: AreaPage, strip: StripChart) -> ChartFigure:
    return ChartFigure(
        strip,
        key=KEY,
        csv_url=reverse("compare-data", args=(page.rate.indicator.slug, page.year)),
        **chart_addresses("area-position", page.area.ref.slug, page.year),
    )


def _position_finding(page: AreaPage, rate: Headline) -> str:
    """The area's rate, the range of its rank, and the two ends of what is held."""
    ordered = sorted(page.rates, key=lambda one: (one[1].amount or 0, one[0].name))
    (low_area, low), (high_area, high) = ordered[0], ordered[-1]
    said = {
        "whose": possessive(page.area.ref.name),
        "when": when_text(rate.indicator, page.year),
        "rate": value_text(rate.indicator, rate.value),
        "rank": "" if page.rank is None else words.rank_range(page.rank),
        "low_area": low_area.name,
        "low": value_text(rate.indicator, low),
        "high_area": high_area.name,
        "high": value_text(rate.indicator, high),
        "number": page.rates_held,
    }
    if page.rank is None:
        own = _("%(whose)s rate for %(when)s is %(rate)s.") % said
    else:
        own = _("%(whose)s rate for %(when)s is %(rate)s: counted from the highest, %(rank)s.") % said
    ends = (
        _("The %(number)s rates held run from %(low)s in %(low_area)s to %(high)s in %(high_area)s.") % said
    )
    return f"{own} {ends}"


def _rank_note(page: AreaPage) -> str:
    if page.rank is None:
        return ""
    return _(
        "Chance blurs ranks, so only the range it leaves open is given. A high rank is neither good nor bad."
    )


def _why_nowhere(page: AreaPage) -> str:
    rate = page.rate
    said = {
        "area": page.area.ref.name,
        "whose": possessive(page.area.ref.name),
        "when": when_text(rate.indicator, page.year),
        "why": words.why_not(rate.value.why_not or WhyNot.NOT_HELD),
    }
    if not page.rates_held:
        return ""
    if all(ref != page.area.ref for ref, _value in page.rates):
        return _("%(area)s has no rate for %(when)s to set beside those of other areas: %(why)s.") % said
    return _("%(whose)s is the only rate held for %(when)s, so there is no other to set it beside.") % said


def _comparison(name: str, rate: Headline) -> str:
    """One sentence on the area beside England and Wales; empty where nothing may be said."""
    if rate.verdict is None or rate.value.amount is None or rate.verdict.reason is not None:
        return ""
    phrase = words.comparison(rate.verdict.comparison, national=rate.national)
    return _("%(whose)s rate is %(comparison)s.") % {"whose": possessive(name), "comparison": phrase}


def _compare_text(page: AreaPage) -> str:
    said = {"areas": page.rates_held, "year": page.year.label}
    if not page.rates_held:
        return _("No area's rate is held for %(year)s: compare areas in the latest year held") % said
    return (
        ngettext(
            "See the one area whose rate is held for %(year)s",
            "Compare the %(areas)s areas whose rate is held for %(year)s",
            page.rates_held,
        )
        % said
    )
