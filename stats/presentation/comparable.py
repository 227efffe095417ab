"""What a comparison says, or why there is none, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stats.analysis.comparison.comparable import Refusal, WhyRefused
from stats.analysis.comparison.compare import CompareRow, CompareTable
from stats.analysis.figures import SourceRef
from stats.catalogue.indicators import Kind
from stats.catalogue.reader import catalogue
from stats.presentation.compare.basis import reason
from stats.presentation.components.trends import interval_text
from stats.presentation.text import comparisons, words
from stats.presentation.text.findings import dated_title, finding, value_text, when_text
from stats.queries.comparable import Compared


@dataclass(frozen=True)
class ComparedText:
    """`sentence` is empty where something forbids the comparison; `refusals` then say what."""

    page: Compared

    @property
    def sentence(self) -> str:
        page = self.page
        if page.refusals:
            return ""
        if page.is_over_years:
            (_table, row), *_others = page.rows
            breaks = catalogue().breaks_for(page.indicator.slug)
            return finding(
                page.indicator, name=row.area.name, points=page.points, breaks=breaks, apart=page.apart
            )
        table = page.rows[0][0]
        title = _("%(title)s.") % {"title": dated_title(page.indicator, table.year)}
        return " ".join((title, *(_of_area(table, row) for table, row in page.rows)))

    @cached_property
    def refusals(self) -> list[tuple[Refusal, str]]:
        """Each with why, in a sentence."""
        return [(one, self._why(one)) for one in self.page.refusals]

    def _why(self, refusal: Refusal) -> str:
        indicator, side = self.page.indicator, refusal.side
        if side is None:
            return {
                WhyRefused.ONE_ALONE: _("Name two areas or more, or two years or more of one area."),
                WhyRefused.AREAS_AND_YEARS: _(
                    "Several areas are compared in one year, and several years for one area. Both at once "
                    "would not say whether the place or the time makes the difference."
                ),
                WhyRefused.COUNT: _(
                    "These are counts, and an area with more people has more of everything. Compare areas by "
                    "a rate."
                ),
                WhyRefused.BREAK: _("The years before and after a change are not compared. %(changes)s")
                % {"changes": " ".join(f"{one.first}: {one.reason}" for one in refusal.breaks)},
                WhyRefused.OTHER_BASE: _(
                    "The rates of these years divide by people of different ages, so they are not compared."
                ),
            }[refusal.why]
        said = {"area": side.area.name, "when": when_text(indicator, side.year)}
        if side.value is None:
            return _("There is no figure for %(area)s, %(when)s.") % said
        said["reason"] = reason(side.value)
        return _("%(area)s, %(when)s, is not compared: %(reason)s.") % said

    @property
    def caveats(self) -> list[str]:
        """What must be said with every number of it."""
        indicator = self.page.indicator
        doubts = words.doubts_of(*(row.value for _table, row in self.page.rows))
        sample = []
        if indicator.kind is not Kind.COUNT and not self.page.is_over_years and self.page.rows:
            sample = [comparisons.not_a_sample(self.page.rows[0][0].rule.areas)]
        return [*doubts, *sample, indicator.high_can_mean, indicator.cannot_mean]

    @property
    def sources(self) -> list[SourceRef]:
        found = {source.id: source for _table, row in self.page.rows for source in row.value.sources}
        return list(found.values())


def _of_area(table: CompareTable, row: CompareRow) -> str:
    """`Dorset: 102 (95% interval 94 to 109), not clearly different from the England and Wales rate.`"""
    said = {
        "area": row.area.name,
        "value": value_text(table.indicator, row.value),
        "interval": interval_text(table.indicator, row.value),
        "against": "",
        "among": "",
    }
    if row.verdict is not None:
        said["against"] = comparisons.against_benchmark(
            table.indicator, verdict=row.verdict, national=table.national
        )
        said["among"] = comparisons.among_areas(row.verdict, areas=table.rule.areas)
    if said["against"] and said["among"]:
        return _("%(area)s: %(value)s (95%% interval %(interval)s), %(against)s, and %(among)s.") % said
    if said["against"]:
        return _("%(area)s: %(value)s (95%% interval %(interval)s), %(against)s.") % said
    if said["among"]:
        return _("%(area)s: %(value)s (95%% interval %(interval)s), %(among)s.") % said
    return _("%(area)s: %(value)s (95%% interval %(interval)s).") % said
