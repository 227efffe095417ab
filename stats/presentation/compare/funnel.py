"""The funnel plot on a compare page: the areas, the limits about England and Wales and about their own
middle, who lies outside, who is left out, how to read it, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.comparison.compare import Funnel, FunnelLimits, FunnelPoint
from stats.calculations.funnel import Comparison, Spread
from stats.calculations.intervals import Interval
from stats.catalogue.indicators import Kind
from stats.presentation.charts import description as charts
from stats.presentation.charts.component import ChartFigure
from stats.presentation.compare.basis import (
    doubt_sentence,
    left_out_sentence,
    middle_text,
    usual_sentence,
)
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, numbers_table
from stats.presentation.components.tables import Cell, Column, Table, TableRow, link, number_columns
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text, when_text
from stats.queries.pages.compare import ComparePage

_WARNING, _ACTION = "95%", "99.8%"


@dataclass(frozen=True)
class FunnelText:
    """Every area held, whichever are chosen: the chosen are emphasised, for the limits rest on all."""

    table_id: ClassVar[str] = "funnel-table"

    page: ComparePage
    found: Funnel
    key: str
    addresses: Mapping[str, str]

    @cached_property
    def plot(self) -> charts.FunnelChart:
        page, found = self.page, self.found
        doubts = doubt_sentence(point.area for point in found.points if point.shown.doubts)
        return charts.FunnelChart(
            title=_("%(title)s, %(when)s: funnel plot")
            % {"title": page.indicator.title, "when": when_text(page.indicator, page.year)},
            finding=self.finding,
            axis_title=trends.base_text(page.indicator, years=[page.year]),
            denominator_title=self.denominator_title,
            points=tuple(self._mark(point) for point in found.points),
            benchmark=charts.Reference(
                words.benchmark_name(page.national),
                found.benchmark,
                words.national_text(page.indicator, page.national),
            ),
            middle=charts.Reference(
                _("Middle of the areas"),
                found.usual.middle.value,
                middle_text(page.indicator, page.rule),
            ),
            curves=_curves(found),
            notes=tuple(
                filter(None, (usual_sentence(page.rule, areas=len(page.tiles)), self.left_out, doubts))
            ),
            source_line=trends.source_line(point.shown for point in found.points),
            when=when_text(page.indicator, page.year),
        )

    @cached_property
    def chart(self) -> ChartFigure:
        return ChartFigure(self.plot, key=self.key, table_id=self.table_id, **self.addresses)

    @property
    def denominator_title(self) -> str:
        if self.page.indicator.kind is Kind.POPULATION_RATE:
            return capfirst(words.people(self.page.year))
        return capfirst(self.page.indicator.denominator_words)

    @property
    def left_out(self) -> str:
        """Who has a figure and is not drawn, and why; empty where nobody is left out."""
        values = dict(self.page.tiles)
        return left_out_sentence((area, values[area]) for area in self.found.left_out)

    @cached_property
    def finding(self) -> str:
        """Who is outside the usual spread, above and below, by name; and how many differ from the
        benchmark."""
        points = self.found.points
        above, below = self._named(Spread.ABOVE), self._named(Spread.BELOW)
        sentences = [self._against]
        if above:
            sentences.append(_("Above what is usual among areas: %(names)s.") % {"names": above})
        if below:
            sentences.append(_("Below what is usual among areas: %(names)s.") % {"names": below})
        within = sum(point.verdict.spread is Spread.WITHIN for point in points)
        if within == len(points):
            sentences.append(_("All %(areas)s lie within what is usual among areas.") % {"areas": within})
        else:
            text = ngettext("%(number)s area lies within it.", "%(number)s areas lie within it.", within)
            sentences.append(text % {"number": within})
        return " ".join(filter(None, (*sentences, self.left_out)))

    @property
    def _against(self) -> str:
        """How many areas stand how to the benchmark: chance alone, each by its own interval."""
        words_of = [point.verdict.comparison for point in self.found.points]
        return _(
            "Of %(areas)s areas, %(higher)s are higher than %(benchmark)s (%(number)s), %(lower)s lower and "
            "%(not_clearly)s not clearly different."
        ) % {
            "areas": len(words_of),
            "benchmark": words.benchmark_name(self.page.national),
            "number": words.national_text(self.page.indicator, self.page.national),
            "higher": words_of.count(Comparison.HIGHER),
            "lower": words_of.count(Comparison.LOWER),
            "not_clearly": words_of.count(Comparison.NOT_CLEARLY_DIFFERENT),
        }

    def _named(self, word: Spread) -> str:
        """`Cleveland (166), Lancashire (159)`, the furthest first."""
        outside = [point for point in self.found.points if point.verdict.spread is word]
        outside.sort(key=lambda point: point.value, reverse=word is Spread.ABOVE)
        return ", ".join(
            _("%(area)s (%(value)s)")
            % {"area": point.area.name, "value": value_text(self.page.indicator, point.shown)}
            for point in outside
        )

    def _mark(self, point: FunnelPoint) -> charts.FunnelPoint:
        page, verdict = self.page, point.verdict
        outside = charts.Outside.NO
        if verdict.place is not None and verdict.spread is not Spread.WITHIN:
            outside = charts.Outside.ACTION if verdict.place.beyond_outer else charts.Outside.WARNING
        is_rate = page.indicator.kind is Kind.POPULATION_RATE
        return charts.FunnelPoint(
            label=point.area.name,
            denominator=point.limits.denominator,
            value=point.value,
            text=value_text(page.indicator, point.shown),
            href=reverse("area-year", args=(point.area.slug, page.year)),
            emphasised=point.area in page.chosen,
            outside=outside,
            second_hand=point.shown.is_second_hand,
            denominator_text=_("%(number)s %(what)s")
            % {
                "number": _denominator(point),
                "what": words.people(page.year) if is_rate else page.indicator.denominator_words,
            },
            comparison=words.comparison(verdict.comparison, national=page.national),
            spread=words.spread(verdict.spread),
            doubt=" ".join(words.doubts_of(point.shown)),
        )

    @cached_property
    def table(self) -> Table:
        """Every area; its limits are those at its own denominator."""
        heads = (
            self.denominator_title,
            self.page.indicator.short_title,
            _("By chance alone, about %(benchmark)s (95%%)")
            % {"benchmark": words.benchmark_name(self.page.national)},
            _("Usual spread (95%)"),
            _("Outer usual spread (99.8%)"),
        )
        in_words = (
            Column(
                _("Against %(benchmark)s") % {"benchmark": words.benchmark_name(self.page.national)}, "words"
            ),
            Column(_("Usual spread"), "words"),
        )
        return Table(
            columns=(Column(_("Area")), *number_columns(heads), *in_words),
            rows=tuple(self._row(point) for point in self.found.points),
            caption=_("The limits of the funnel plot at each area's size"),
        )

    def _row(self, point: FunnelPoint) -> TableRow:
        indicator, limits, verdict = self.page.indicator, point.limits, point.verdict
        word = words.short_spread(verdict.spread)
        if verdict.place is not None and verdict.place.beyond_outer:
            word = _("far %(word)s") % {"word": word}
        intervals = (limits.chance, limits.usual, limits.usual_outer)
        url = reverse("area-year", args=(point.area.slug, self.page.year))
        return TableRow(
            Cell(link(point.area.name, url=url)),
            (
                Cell(_denominator(point)),
                Cell(value_text(indicator, point.shown)),
                *(Cell(numbers.interval(ends, places=indicator.decimals)) for ends in intervals),
                Cell(words.short_comparison(verdict.comparison)),
                Cell(word),
            ),
        )

    def page_chart(self, *, note: str) -> PageChart:
        """The same to be explored, saved and embedded."""
        rows = zip(self.found.points, self.table.rows, strict=True)
        return PageChart(
            title=self.plot.title,
            finding=self.finding,
            chart=self.plot,
            table=numbers_table(
                self.plot.title,
                first=_("Area"),
                heads=(
                    self.denominator_title,
                    self.page.indicator.short_title,
                    _("Against %(benchmark)s") % {"benchmark": words.benchmark_name(self.page.national)},
                    _("Usual spread"),
                ),
                rows=(
                    (point.area.name, [row.cells[place].text for place in (0, 1, -2, -1)])
                    for point, row in rows
                ),
            ),
            note=note,
        )

    @property
    def explanation(self) -> tuple[str, ...]:
        """How to read it, in plain words."""
        page, usual = self.page, self.found.usual
        marks = _(
            "Each mark is an area. Further right: more %(denominator)s. Higher up: a higher figure. Chance "
            "moves small areas more than large ones, so the limits are wide on the left and narrow to the "
            "right, like a funnel."
        ) % {"denominator": words.inside_sentence(self.denominator_title)}
        chance = _(
            "The dotted lines are drawn about %(benchmark)s (%(number)s). If only chance made areas differ "
            "from it, about 19 in 20 would lie between the inner pair, and 499 in 500 between the outer pair."
        ) % {
            "benchmark": words.benchmark_name(page.national),
            "number": words.national_text(page.indicator, page.national),
        }
        spread = _(
            "The solid lines show the usual spread. They are drawn about the middle of the areas "
            "(%(middle)s): half of the areas have a higher figure, half a lower one. These areas differ no "
            "more than chance would make them, so the lines allow for chance alone (Spiegelhalter 2005)."
        )
        if self.found.is_adjusted:
            spread = _(
                "The solid lines show the usual spread. They are drawn about the middle of the areas "
                "(%(middle)s): half of the areas have a higher figure, half a lower one. Areas differ from "
                "one another by more than chance: the variance is %(times)s times what chance would give. "
                "The lines allow for that, so about 19 in 20 areas lie between the inner pair (Spiegelhalter "
                "2005)."
            )
        spread %= {
            "middle": middle_text(page.indicator, page.rule),
            "times": numbers.number(usual.dispersion.phi, places=1),
        }
        rest = _("%(basis)s To lie outside is neither good nor bad: it is a reason to ask why.") % {
            "basis": usual_sentence(page.rule, areas=len(page.tiles))
        }
        return marks, chance, spread, rest


def _denominator(point: FunnelPoint) -> str:
    people = Decimal(int(point.limits.denominator))
    if point.shown.is_implied:
        return _("about %(number)s") % {"number": numbers.about(people)}
    return numbers.number(people)


def _curves(found: Funnel) -> tuple[charts.LimitCurve, ...]:
    def curve(
        coverage: str, pick: Callable[[FunnelLimits], Interval], *, adjusted: bool = False
    ) -> charts.LimitCurve:
        ends = ((limits.denominator, pick(limits)) for limits in found.limits)
        return charts.LimitCurve(
            coverage,
            adjusted,
            tuple((denominator, interval.lower, interval.upper) for denominator, interval in ends),
        )

    chance = (
        curve(_WARNING, lambda limits: limits.chance),
        curve(_ACTION, lambda limits: limits.chance_outer),
    )
    return (
        *chance,
        curve(_WARNING, lambda limits: limits.usual, adjusted=True),
        curve(_ACTION, lambda limits: limits.usual_outer, adjusted=True),
    )
