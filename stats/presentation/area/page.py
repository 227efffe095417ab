"""An area's page: what its query found, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.comparison.similar_areas import Profile
from stats.analysis.figures import AreaRef, SourceRef
from stats.calculations.amounts import Marker
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Role
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.activities import activities_table, told_in
from stats.presentation.area.facts import area_facts
from stats.presentation.area.headlines import (
    HeadlineSentence,
    compared_with,
    copied_sources,
    headline_sentences,
    previous_told,
)
from stats.presentation.area.position import PositionText
from stats.presentation.area.printed_tables import Printed, PrintedTableText, common_source
from stats.presentation.area.trends import MOST_BESIDE, AreaTrendText, area_trends, beside_notices
from stats.presentation.components.cells import Fact, Origin, YearLink
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.tables import Table
from stats.presentation.text import numbers, words
from stats.presentation.text.attribution import Part, told_numbers
from stats.presentation.text.comparisons import not_a_sample
from stats.presentation.text.findings import possessive
from stats.presentation.text.sentences import Opening, is_told, registered_offenders, standing
from stats.presentation.updates import corrections_table
from stats.queries.pages.area import AreaDetail, AreaPage
from stats.queries.releases import Corrected

_SHOWN_DISTRICTS = 6


@dataclass(frozen=True)
class AreaText:
    """One area and year in words, at that address.

    `left_out` areas were asked for beyond those that can be shown beside it. Charts mark the year unless they
    are to stand for all years.
    """

    most_beside: ClassVar[int] = MOST_BESIDE

    page: AreaPage
    left_out: int = 0
    address: str = ""
    marks_year: bool = True

    @property
    def under(self) -> str:
        return under(self.page.area)

    @property
    def years(self) -> tuple[YearLink, ...]:
        return year_links(self.page.area, current=self.page.year)

    @property
    def latest_report(self) -> ReportingYear | None:
        """The newest of the area's own reports, unless this page shows one."""
        reports = self.page.area.report_years
        return None if self.page.year in reports else max(reports, default=None)

    @cached_property
    def opening(self) -> Opening:
        rate, count = self.page.rate, self.page.rsos
        verdict = rate.verdict if is_told(rate.value) else None
        before = previous_told(count), previous_told(rate)
        sentence = registered_offenders(
            self.page.area.ref.name,
            year=self.page.year,
            count=count.value,
            rate=rate.value,
            previous_count=before[0],
            previous_rate=before[1],
            standing=standing(verdict, national=rate.national, areas=rate.areas),
            stressed="" if verdict is None else words.distance(verdict),
        )
        told = told_numbers(
            (Part.COUNT, count.value),
            (Part.RATE, rate.value if is_told(rate.value) else None),
            *((Part.BEFORE, value) for value in before),
            (Part.NATION, compared_with(rate)),
        )
        is_placed = rate.verdict is not None and rate.verdict.place is not None
        caveat = not_a_sample(rate.areas) if is_placed else ""
        return Opening(sentence, told, (caveat, copied_sources(told, headline=rate)))

    @property
    def facts(self) -> list[Fact]:
        return [
            replace(fact, origin=self._pointing_up(fact.origin))
            for fact in area_facts(self.page.headlines, year=self.page.year)
        ]

    def _pointing_up(self, origin: Origin | None) -> Origin | None:
        """A doubt that stands under the sentence is told once, and pointed to from each fact."""
        if origin is None or not set(origin.doubts) & set(self.opening.doubts):
            return origin
        others = (doubt for doubt in origin.doubts if doubt not in self.opening.doubts)
        return replace(origin, doubts=(*others, _("Doubted: see the note above.")))

    @property
    def headline_sentences(self) -> list[HeadlineSentence]:
        """A sentence for each headline, as it is read and as it is copied."""
        page = self.page
        return headline_sentences(
            page.area.ref.name, year=page.year, headlines=page.headlines, address=self.address
        )

    @cached_property
    def all_trends(self) -> list[AreaTrendText]:
        return area_trends(self.page, marked=self.page.year if self.marks_year else None)

    @property
    def rate(self) -> AreaTrendText | None:
        """The trend of the rate, which stands apart from the other `trends`; None where none is held."""
        return next((trend for trend in self.all_trends if trend.indicator.role is Role.RATE), None)

    @property
    def trends(self) -> list[AreaTrendText]:
        return [trend for trend in self.all_trends if trend.indicator.role is not Role.RATE]

    @property
    def is_one_trend(self) -> bool:
        return len(self.trends) == 1

    @property
    def beside_summary(self) -> str:
        names = ", ".join(ref.name for ref in self.page.beside)
        shown = _("Shown beside it: %(areas)s") % {"areas": names}
        return shown if names else _("Show other areas beside this one")

    @property
    def beside_anchor(self) -> str:
        """The id of the chart that areas are put on; empty where there is none."""
        return f"chart-{self.rate.chart.key}" if self.rate and self.rate.chart else ""

    @property
    def page_charts(self) -> PageCharts:
        return {series.key: series.page_chart for series in self.all_trends}

    @property
    def beside_notices(self) -> list[str]:
        return beside_notices(self.page, left_out=self.left_out)

    @cached_property
    def position(self) -> PositionText:
        return PositionText(self.page)

    @property
    def similar(self) -> list[tuple[AreaRef, str]]:
        """Areas like this one with what makes them alike: `1,152,000 people; 40% metropolitan`."""
        return [(profile.area, _what_is_alike(profile)) for profile in self.page.similar]

    @property
    def similar_url(self) -> str:
        """Leads to this area among those like it."""
        areas = (self.page.area.ref, *(profile.area for profile in self.page.similar))
        return f"{self.position.compare_url}?areas={','.join(ref.slug for ref in areas)}"

    @property
    def not_meaning(self) -> tuple[str, ...]:
        rate, count = self.page.rate.indicator, self.page.rsos.indicator
        return (rate.high_can_mean, rate.cannot_mean, count.cannot_mean)

    @property
    def layout_note(self) -> str:
        """Where the figures come from instead; empty where the area's own report is held."""
        area, year = self.page.area, self.page.year
        if year in area.report_years:
            return ""
        own = {source.kind == catalogue().own_report.code for source in self.page.sources}
        come_from = _("Some figures come from a part of it, or from the area's report for another year.")
        if own == {True}:
            come_from = _("These figures come from a part of it, or from the area's report for another year.")
        elif own == {False}:
            come_from = _("These figures come from other publications.")
        said = {"whose": possessive(area.ref.name), "year": year.label}
        return _("%(whose)s own report for %(year)s is not here.") % said + f" {come_from}"

    @cached_property
    def tables(self) -> list[PrintedTableText]:
        return [PrintedTableText(table, self.common_source) for table in self.page.tables]

    @cached_property
    def common_source(self) -> Printed | None:
        """The source of most tables, told over them."""
        return common_source(self.page.tables)

    @property
    def is_all_common(self) -> bool:
        """True where every table is from that source alone."""
        return not any(table.sources for table in self.tables)

    @property
    def markers(self) -> list[str]:
        """What stands in place of numbers in the tables of the page, for their key."""
        cells = [
            cell
            for table in self.tables
            for row in table.printed.rows
            for cell in row.cells
            if cell.held or not table.is_sparse
        ]
        marked = {cell.held.amount.marker for cell in cells if cell.held} | {
            figure.amount.marker for figure in self.page.outside
        }
        dash = Marker.NOT_APPLICABLE in marked or any(cell.is_not_applicable for cell in cells)
        missing = any(cell.held is None and cell.exists and not cell.is_not_applicable for cell in cells)
        codes = (one.value for one in Marker if one in marked and one is not Marker.NOT_APPLICABLE)
        return [*(["–"] if dash else []), *(["not held"] if missing else []), *codes]

    @property
    def breaks(self) -> list[Break]:
        """What began to be counted another way in this very year."""
        return [found for found in self.page.breaks if found.first == self.page.year]

    @cached_property
    def notes(self) -> list[str]:
        return list(dict.fromkeys(note.text for note in self.page.notes if not note.explains_difference))

    @property
    def sources(self) -> list[tuple[SourceRef, str]]:
        """Each with what is used of it."""
        return [(source, source.note) for source in self.page.sources]

    @cached_property
    def activities(self) -> Table | None:
        said = {"whose": possessive(self.page.area.ref.name), "year": self.page.year.label}
        caption = _("%(whose)s own work, %(year)s") % said
        return activities_table(self.page.activities, caption=caption)

    @property
    def activity_sources(self) -> list[tuple[SourceRef, list[str]]]:
        return told_in(self.page.activities)

    @cached_property
    def corrections(self) -> Table | None:
        return corrections(self.page.corrections)


def corrections(found: Sequence[Corrected]) -> Table | None:
    """The figures of a year that were corrected after they were published; None where none was."""
    caption = _("Figures of this year that were changed or withdrawn")
    return corrections_table(found, caption=caption)


def under(area: AreaDetail) -> str:
    """The line below the name: whose area it is, where, and the districts in it."""
    where = area.region or area.country
    said = {"force": area.police_force, "where": where, "districts": ", ".join(area.districts)}
    if area.country == "England" and area.region:
        said["where"] = _("%(region)s, England") % {"region": area.region}
    if not area.districts:
        return _("%(force)s area, %(where)s.") % said
    if len(area.districts) > _SHOWN_DISTRICTS + 1:  # a last one is named sooner than counted
        said["districts"] = ", ".join(area.districts[:_SHOWN_DISTRICTS])
        said["more"] = str(len(area.districts) - _SHOWN_DISTRICTS)
        return _("%(force)s area, %(where)s. %(districts)s and %(more)s more districts.") % said
    return _("%(force)s area, %(where)s. %(districts)s.") % said


def year_links(area: AreaDetail, *, current: ReportingYear | None = None) -> tuple[YearLink, ...]:
    """The years held, newest first, each with what is held of the area's report of it."""
    return tuple(
        YearLink(
            year.label, reverse("area-year", args=(area.ref.slug, year)), year == current, held.told, held
        )
        for year, held in reversed([*area.coverage.items()])
    )


def _what_is_alike(profile: Profile) -> str:
    people = numbers.number(profile.persons or 0)
    if profile.metropolitan:
        share = numbers.percent(Decimal(profile.metropolitan * 100), places=0)
        return _("%(people)s people; %(share)s metropolitan") % {"people": people, "share": share}
    return _("%(people)s people") % {"people": people}
