"""Where an area's rate of the year stands among all that are held: in words, and each a dot on one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import ordinal
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.analysis.values import Value, WhyNot
from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import DotRow, StripChart
from stats.presentation.compare.dot_chart import dot_row, reference
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, PageCharts, chart_addresses
from stats.presentation.text import words
from stats.presentation.text.comparisons import (
    against_benchmark,
    among_areas,
    not_a_sample,
    why_not_among_areas,
)
from stats.presentation.text.findings import dated_title, possessive, value_text, when_text
from stats.queries.pages.area import AreaPage

KEY = "standing"
# One rate alone stands nowhere.
_DRAWN_FROM = 2


@dataclass(frozen=True)
class PositionText:
    page: AreaPage

    @cached_property
    def strip(self) -> StripChart | None:
        """Every rate of the year held; None where the area's own is not among them, or is the only one."""
        page, indicator = self.page, self.page.rate.indicator
        if page.rates_held < _DRAWN_FROM or not self._is_among_rates:
            return None
        return StripChart(
            title=dated_title(indicator, page.year),
            finding=self._among_all,
            axis_title=trends.base_text(indicator, years=[page.year]),
            rows=tuple(self._dot(ref, value=value) for ref, value in page.rates),
            reference=reference(indicator, page.rate.national),
            source_line=trends.source_line(value for _ref, value in page.rates),
            when=when_text(indicator, page.year),
        )

    @property
    def _is_among_rates(self) -> bool:
        return any(ref == self.page.area.ref for ref, _value in self.page.rates)

    def _dot(self, ref: AreaRef, *, value: Value) -> DotRow:
        own = ref == self.page.area.ref
        # Its own dot leads nowhere: the reader is there.
        href = "" if own else reverse("area-year", args=(ref.slug, self.page.year))
        return dot_row(self.page.rate.indicator, area=ref, value=value, href=href, emphasised=own)

    @cached_property
    def chart(self) -> ChartFigure | None:
        page = self.page
        if self.strip is None:
            return None
        return ChartFigure(
            self.strip,
            key=KEY,
            **chart_addresses("area-position", page.area.ref.slug, page.year),
        )

    @property
    def page_charts(self) -> PageCharts:
        """The strip under its key; nothing where there is none to draw."""
        strip = self.strip
        if strip is None:
            return {}
        said = {"area": self.page.area.ref.name, "title": words.inside_sentence(strip.title)}
        title = _("%(area)s among the areas: %(title)s") % said
        return {KEY: PageChart(title, strip.finding, replace(strip, title=title))}

    @property
    def finding(self) -> str:
        """Where the area stands, or why it stands nowhere; empty where nobody's rate is held."""
        page, rate = self.page, self.page.rate
        said = {
            "area": page.area.ref.name,
            "whose": possessive(page.area.ref.name),
            "when": when_text(rate.indicator, page.year),
            "rate": value_text(rate.indicator, rate.value),
            "why": words.why_no_figure(rate.value.why_not or WhyNot.NOT_HELD),
        }
        if not page.rates_held:
            return ""
        if self.strip is not None:
            return self.strip.finding
        if not self._is_among_rates:
            text = _("%(area)s has no rate for %(when)s to set beside those of other areas: %(why)s.")
            if rate.value.amount is not None:
                text = _(
                    "%(whose)s rate for %(when)s, %(rate)s, is not set beside those of other areas: %(why)s."
                )
            return text % said
        return _("%(whose)s rate for %(when)s is the only one there is, so it stands beside no other.") % said

    @property
    def _among_all(self) -> str:
        """The area's rate, the range of its rank, and the two ends of what is held."""
        page, rate = self.page, self.page.rate
        ordered = sorted(page.rates, key=lambda held: (held[1].amount or 0, held[0].name))
        (low_area, low), (high_area, high) = ordered[0], ordered[-1]
        said = {
            "whose": possessive(page.area.ref.name),
            "when": when_text(rate.indicator, page.year),
            "rate": value_text(rate.indicator, rate.value),
            "low_area": words.in_sentence(low_area.name),
            "low": value_text(rate.indicator, low),
            "high_area": words.in_sentence(high_area.name),
            "high": value_text(rate.indicator, high),
            "number": page.rates_held,
        }
        own = _("%(whose)s rate for %(when)s is %(rate)s.") % said
        if standing := self._standing:
            own = _("%(whose)s rate for %(when)s is %(rate)s: %(standing)s.") % {**said, "standing": standing}
        ends = _("The %(number)s rates run from %(low)s in %(low_area)s to %(high)s in %(high_area)s.") % said
        return " ".join(filter(None, (own, *self._about_areas, self._rank, ends, *self._left_out)))

    @property
    def _standing(self) -> str:
        """`31% below the England and Wales rate of 129, and within what is usual among the 19 areas`"""
        rate = self.page.rate
        if rate.verdict is None:
            return ""
        said = {
            "against": against_benchmark(rate.indicator, verdict=rate.verdict, national=rate.national),
            "among": among_areas(rate.verdict, areas=rate.areas),
        }
        if said["against"] and said["among"]:
            return _("%(against)s, and %(among)s") % said
        return said["against"] or said["among"]

    @property
    def _about_areas(self) -> tuple[str, ...]:
        """That the areas are no sample, or why nothing is said of what is usual among them."""
        rate = self.page.rate
        if rate.verdict is None:
            return ()
        if rate.verdict.place is not None:
            return (not_a_sample(rate.areas),)
        return (why_not_among_areas(rate.verdict, areas=rate.areas),)

    @property
    def _rank(self) -> str:
        rank = self.page.rank
        if rank is None:
            return ""
        text = _("Of the %(areas)s areas with a rate, it ranks between %(low)s and %(high)s highest.")
        if rank.low == rank.high:
            text = _("Of the %(areas)s areas with a rate, it ranks %(low)s, counted from the highest.")
        return text % {"areas": rank.of, "low": ordinal(rank.low), "high": ordinal(rank.high)}

    @property
    def _left_out(self) -> list[str]:
        """The areas whose rate is published and cannot be compared, each with the reason."""
        return [
            _("%(area)s (%(rate)s) is left out: %(why)s.")
            % {
                "area": ref.name,
                "rate": value_text(self.page.rate.indicator, value),
                "why": words.why_not(value.why_not or WhyNot.NOT_HELD),
            }
            for ref, value in self.page.rates_left_out
            if ref != self.page.area.ref
        ]

    @property
    def rank_note(self) -> str:
        """What a rank does not say; empty where none is told."""
        if self.page.rank is None:
            return ""
        return _("Chance makes an exact rank meaningless. A high rank is neither good nor bad.")

    @property
    def spread_note(self) -> str:
        """What the usual spread is; empty where nothing is said of it."""
        verdict = self.page.rate.verdict
        if verdict is None or verdict.place is None:
            return ""
        return _(
            "Areas differ from one another by more than chance. The usual spread is the range in which "
            "nearly all of them lie, about the middle of the areas with a figure."
        )

    @property
    def compare_url(self) -> str:
        """The year's rates, or where nobody's is held the latest: a link never leads to nothing."""
        slug = self.page.rate.indicator.slug
        if self.page.rates_held:
            return reverse("compare-year", args=(slug, self.page.year))
        return reverse("compare-indicator", args=(slug,))

    @property
    def compare_text(self) -> str:
        text = _("No area has a rate for %(year)s: compare areas in the latest year")
        if self.page.rates_held:
            text = ngettext(
                "See the one area with a rate for %(year)s",
                "Compare the %(areas)s areas with a rate for %(year)s",
                self.page.rates_held,
            )
        return text % {"areas": self.page.rates_held, "year": self.page.year.label}
