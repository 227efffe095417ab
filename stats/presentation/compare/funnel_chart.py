"""The funnel plot's description: the areas, the limits around the benchmark, and who lies outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.compare import Funnel, FunnelLimits, FunnelPoint
from stats.calculations.funnel import Comparison
from stats.calculations.intervals import Interval
from stats.catalogue.indicators import Kind
from stats.presentation.charts import description as charts
from stats.presentation.components import trends
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text, when_text
from stats.queries.pages.compare import ComparePage

_WARNING, _ACTION = "95%", "99.8%"


def funnel_chart(page: ComparePage, found: Funnel) -> charts.FunnelChart:
    """Every area held, whichever are chosen: the chosen are emphasised, for the limits rest on all."""
    indicator = page.indicator
    chosen = {ref.slug for ref in page.chosen}
    return charts.FunnelChart(
        title=_("%(title)s, %(when)s: funnel plot")
        % {"title": indicator.title, "when": when_text(indicator, page.year)},
        finding=_funnel_finding(page, found),
        axis_title=capfirst(indicator.unit),
        denominator_title=denominator_title(page),
        points=tuple(
            _funnel_point(page, point, emphasised=point.area.slug in chosen) for point in found.points
        ),
        benchmark=charts.Reference(
            words.benchmark_name(page.national),
            found.benchmark,
            words.national_text(indicator, page.national),
        ),
        curves=_curves(found),
        source_line=trends.source_line(point.shown for point in found.points),
        when=when_text(indicator, page.year),
    )


def _funnel_finding(page: ComparePage, found: Funnel) -> str:
    """Who is outside the limits at 95%, above and below, by name."""
    said = {"areas": len(found.points), "benchmark": words.benchmark_name(page.national)}
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
        _("%(area)s (%(value)s)")
        % {"area": point.area.name, "value": value_text(page.indicator, point.shown)}
        for point in outside
    )


def denominator_title(page: ComparePage) -> str:
    if page.indicator.kind is Kind.POPULATION_RATE:
        return capfirst(words.people(page.year))
    return capfirst(page.indicator.denominator_words)


def _funnel_point(page: ComparePage, point: FunnelPoint, *, emphasised: bool) -> charts.FunnelPoint:
    verdict = point.verdict
    outside = charts.Outside.NO
    if verdict.comparison in (Comparison.HIGHER, Comparison.LOWER):
        outside = charts.Outside.ACTION if verdict.beyond_outer else charts.Outside.WARNING
    return charts.FunnelPoint(
        label=point.area.name,
        denominator=point.limits.denominator,
        value=point.value,
        text=value_text(page.indicator, point.shown),
        href=reverse("area-year", args=(point.area.slug, page.year)),
        emphasised=emphasised,
        outside=outside,
        second_hand=point.shown.is_second_hand,
        denominator_text=_denominator_words(page, point),
        comparison=words.comparison(verdict.comparison, national=page.national),
    )


def _denominator_words(page: ComparePage, point: FunnelPoint) -> str:
    number = denominator_of_point(point)
    if page.indicator.kind is Kind.POPULATION_RATE:
        return _("%(number)s %(people)s") % {"number": number, "people": words.people(page.year)}
    return _("%(number)s %(what)s") % {"number": number, "what": page.indicator.denominator_words}


def denominator_of_point(point: FunnelPoint) -> str:
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
