"""The funnel plot on a compare page: the areas, the limits around the benchmark, who lies outside, how to
read it, and its numbers as a table."""

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

from stats.analysis.compare import Funnel, FunnelLimits, FunnelPoint
from stats.calculations.funnel import Spread
from stats.calculations.intervals import Interval
from stats.catalogue.indicators import Kind
from stats.presentation.charts import description as charts
from stats.presentation.charts.component import ChartFigure
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
        return charts.FunnelChart(
            title=_("%(title)s, %(when)s: funnel plot")
            % {"title": page.indicator.title, "when": when_text(page.indicator, page.year)},
            finding=self.finding,
            axis_title=capfirst(page.indicator.unit),
            denominator_title=self.denominator_title,
            points=tuple(self._mark(point) for point in found.points),
            benchmark=charts.Reference(
                words.benchmark_name(page.national),
                found.benchmark,
                words.national_text(page.indicator, page.national),
            ),
            curves=_curves(found),
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

    @cached_property
    def finding(self) -> str:
        """Who is outside the limits at 95%, above and below, by name."""
        points = self.found.points
        said = {"areas": len(points), "benchmark": words.benchmark_name(self.page.national)}
        above, below = self._named(Spread.ABOVE), self._named(Spread.BELOW)
        if not above and not below:
            return _("All %(areas)s areas lie within the limits around %(benchmark)s.") % said
        sentences = [_("%(areas)s areas around %(benchmark)s.") % said]
        if above:
            sentences.append(_("Above the upper limit at 95%%: %(names)s.") % {"names": above})
        if below:
            sentences.append(_("Below the lower limit at 95%%: %(names)s.") % {"names": below})
        within = sum(point.verdict.spread is Spread.WITHIN for point in points)
        text = ngettext(
            "%(number)s area lies within the limits.", "%(number)s areas lie within the limits.", within
        )
        return " ".join((*sentences, text % {"number": within}))

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
        )

    @cached_property
    def table(self) -> Table:
        """Every area; its limits are those at its own denominator."""
        heads = (
            self.denominator_title,
            self.page.indicator.short_title,
            _("95% limits by chance alone"),
            _("95% limits, allowing for how areas differ"),
            _("99.8% limits, allowing for how areas differ"),
        )
        in_words = Column(_("In words"), "words", "words one-word")
        return Table(
            columns=(Column(_("Area")), *number_columns(heads), in_words),
            rows=tuple(self._row(point) for point in self.found.points),
        )

    def _row(self, point: FunnelPoint) -> TableRow:
        indicator, limits, verdict = self.page.indicator, point.limits, point.verdict
        word = words.short_spread(verdict.spread)
        if verdict.place is not None and verdict.place.beyond_outer:
            word = _("%(word)s, outside 99.8%% too") % {"word": word}
        intervals = (limits.chance, limits.usual, limits.usual_outer)
        url = reverse("area-year", args=(point.area.slug, self.page.year))
        return TableRow(
            Cell(link(point.area.name, url=url)),
            (
                Cell(_denominator(point)),
                Cell(value_text(indicator, point.shown)),
                *(Cell(numbers.interval(ends, places=indicator.decimals)) for ends in intervals),
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
                heads=(self.denominator_title, self.page.indicator.short_title, _("In words")),
                rows=(
                    (point.area.name, [row.cells[place].text for place in (0, 1, -1)]) for point, row in rows
                ),
            ),
            note=note,
        )

    @property
    def explanation(self) -> tuple[str, str, str]:
        """How to read it, in plain words."""
        marks = _(
            "Each mark is an area: the further right, the more its figure rests on (%(denominator)s); the "
            "higher, the higher its figure. Chance moves small areas more than large ones, so the limits are "
            "wide on the left and narrow to the right, like a funnel."
        ) % {"denominator": words.inside_sentence(self.denominator_title)}
        limits = _(
            "Of areas that are truly like %(benchmark)s, about 19 in 20 would lie within the limits at 95%%, "
            "and 499 in 500 within those at 99.8%%."
        ) % {"benchmark": words.benchmark_name(self.page.national)}
        rest = _(
            "The areas held differ no more than chance would make them, so the words higher, similar and "
            "lower rest on the limits by chance alone (Spiegelhalter 2005). Outside is neither good nor bad: "
            "it is a reason to ask why."
        )
        if self.found.is_adjusted:
            rest = _(
                "There are two pairs of each. The narrow ones allow for chance alone. But the areas held "
                "spread out more than that: the variance is %(times)s times what chance would give. The wide "
                "ones allow for how much areas differ anyway (Spiegelhalter 2005), and the words higher, "
                "similar and lower rest on them. Outside is neither good nor bad: it is a reason to ask why."
            ) % {"times": numbers.number(self.found.usual.dispersion.phi, places=1)}
        return marks, limits, rest


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
    if not found.is_adjusted:
        return chance
    return (
        *chance,
        curve(_WARNING, lambda limits: limits.usual, adjusted=True),
        curve(_ACTION, lambda limits: limits.usual_outer, adjusted=True),
    )
