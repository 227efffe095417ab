"""The funnel plot of a compare page: who stands outside the limits, in words, a chart and a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.funnel import Funnel, FunnelLimits, FunnelPoint
from stats.calculations.funnel import Comparison
from stats.calculations.intervals import Interval
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation import charts
from stats.presentation.components import trends
from stats.presentation.components.tables import Cell, Column, LinkCell, Table, TableRow, number_columns
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text, when_text
from stats.queries.pages.compare import ComparePage

KEY = "funnel"
TABLE_ID = "funnel-table"
_WARNING, _ACTION = "95%", "99.8%"


@dataclass(frozen=True, slots=True)
class FunnelText:
    finding: str
    chart: charts.ChartFigure
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
        chart=charts.present(
            chart,
            key=KEY,
            explore_url=reverse("compare-funnel", args=names) + suffix,
            csv_url=reverse("compare-data", args=names) + suffix,
            table_id=TABLE_ID,
            svg_url=reverse("compare-svg", args=(*names, KEY)) + suffix,
            png_url=reverse("compare-png", args=(*names, KEY)) + suffix,
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


def funnel_chart(page: ComparePage, found: Funnel) -> charts.FunnelChart:
    """Every area held, whichever are chosen: the chosen are emphasised, for the limits rest on all."""
    indicator = page.indicator
    chosen = {ref.slug for ref in page.chosen}
    return charts.FunnelChart(
        title=_("%(title)s, %(when)s: funnel plot")
        % {"title": indicator.title, "when": when_text(indicator, page.year)},
        finding=finding(page, found),
        axis_title=capfirst(indicator.unit),
        denominator_title=_denominator_title(page),
        points=tuple(_point(page, point, emphasised=point.area.slug in chosen) for point in found.points),
        benchmark=charts.Reference(
            _benchmark_name(page), found.benchmark, words.national_text(indicator, page.national)
        ),
        curves=_curves(found),
        source_line=trends.source_line(point.shown for point in found.points),
        when=when_text(indicator, page.year),
    )


def finding(page: ComparePage, found: Funnel) -> str:
    """Who is outside the limits at 95%, above and below, by name."""
    said = {"areas": len(found.points), "benchmark": _benchmark_name(page)}
    above = _named(page, found.points, Comparison.HIGHER)
    below = _named(page, found.points, Comparison.LOWER)
    if not above and not below:
        return _("All %(areas)s areas lie within the limits around %(benchmark)s.") % said
    sentences = [_("%(areas)s areas around %(benchmark)s.") % said]
    if above:
        sentences.append(_("Above the upper limit at 95%%: %(names)s.") % {"names": above})
    if below:
        sentences.append(_("Below the lower limit at 95%%: %(names)s.") % {"names": below})
    within = sum(point.verdict.comparison is Comparison.SIMILAR for point in found.points)
    sentences.append(
        ngettext("%(number)s area lies within the limits.", "%(number)s areas lie within the limits.", within)
        % {"number": within}
    )
    return " ".join(sentences)


def _named(page: ComparePage, points: Iterable[FunnelPoint], word: Comparison) -> str:
    """`Cleveland (166), Lancashire (159)`, the furthest first."""
    outside = [point for point in points if point.verdict.comparison is word]
    outside.sort(key=lambda point: point.value, reverse=word is Comparison.HIGHER)
    return ", ".join(
        _("%(area)s (%(value)s)") % {"area": point.area.name, "value": _value(page.indicator, point)}
        for point in outside
    )


def _value(indicator: Indicator, point: FunnelPoint) -> str:
    return value_text(indicator, point.shown)


def _benchmark_name(page: ComparePage) -> str:
    return _("the areas held together") if page.national.is_pooled else _("England and Wales")


def _denominator_title(page: ComparePage) -> str:
    if page.indicator.kind is Kind.POPULATION_RATE:
        return capfirst(words.people(page.year))
    return capfirst(page.indicator.denominator_words)


def _point(page: ComparePage, point: FunnelPoint, *, emphasised: bool) -> charts.FunnelPoint:
    verdict = point.verdict
    outside = charts.Outside.NO
    if verdict.comparison in (Comparison.HIGHER, Comparison.LOWER):
        outside = charts.Outside.ACTION if verdict.beyond_outer else charts.Outside.WARNING
    return charts.FunnelPoint(
        label=point.area.name,
        denominator=point.limits.denominator,
        value=point.value,
        text=_value(page.indicator, point),
        href=reverse("area-year", args=(point.area.slug, page.year)),
        emphasised=emphasised,
        outside=outside,
        second_hand=point.shown.is_second_hand,
        denominator_text=_denominator_text(page, point),
        comparison=words.comparison(verdict.comparison, national=page.national),
    )


def _denominator_text(page: ComparePage, point: FunnelPoint) -> str:
    number = _denominator(point)
    if page.indicator.kind is Kind.POPULATION_RATE:
        return _("%(number)s %(people)s") % {"number": number, "people": words.people(page.year)}
    return _("%(number)s %(what)s") % {"number": number, "what": page.indicator.denominator_words}


def _denominator(point: FunnelPoint) -> str:
    people = Decimal(int(point.limits.denominator))
    if point.shown.is_implied:
        return _("about %(number)s") % {"number": numbers.about(people)}
    return numbers.number(people)


def _curves(found: Funnel) -> tuple[charts.LimitCurve, ...]:
    chance = (
        _curve(found.limits, _WARNING, pick=lambda one: one.chance),
        _curve(found.limits, _ACTION, pick=lambda one: one.chance_outer),
    )
    if not found.is_adjusted:
        return chance
    return (
        *chance,
        _curve(found.limits, _WARNING, pick=lambda one: one.allowing, adjusted=True),
        _curve(found.limits, _ACTION, pick=lambda one: one.allowing_outer, adjusted=True),
    )


def _curve(
    limits: Sequence[FunnelLimits],
    coverage: str,
    *,
    pick: Callable[[FunnelLimits], Interval],
    adjusted: bool = False,
) -> charts.LimitCurve:
    return charts.LimitCurve(
        coverage,
        adjusted,
        tuple((one.denominator, pick(one).lower, pick(one).upper) for one in limits),
    )


def _funnel_table(page: ComparePage, found: Funnel) -> Table:
    """Every area; its limits are those at its own denominator."""
    heads = (
        _denominator_title(page),
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
            Cell(_denominator(point)),
            Cell(_value(page.indicator, point)),
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
        % {"denominator": words.inside_sentence(_denominator_title(page))},
        _(
            "Of areas that are truly like %(benchmark)s, about 19 in 20 would lie within the limits at 95%%, "
            "and 499 in 500 within those at 99.8%%."
        )
        % {"benchmark": _benchmark_name(page)},
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
