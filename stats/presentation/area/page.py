"""An area's page: what its query found, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.analysis.similar_areas import Profile
from stats.analysis.values import WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Kind, Role
from stats.catalogue.years import ReportingYear
from stats.presentation.area.headlines import headline_sentences
from stats.presentation.area.position import PositionText
from stats.presentation.area.printed_tables import PrintedTableText
from stats.presentation.area.trends import MOST_BESIDE, AreaTrendText, area_trends, beside_notices
from stats.presentation.components.cells import Fact, YearLink, sentence_source
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.tables import Table
from stats.presentation.text import numbers, words
from stats.presentation.text.changes import percent_text
from stats.presentation.text.findings import possessive, value_text
from stats.presentation.text.sentences import Sentence, registered_offenders
from stats.presentation.updates import corrections_table
from stats.queries.pages.area import AreaDetail, AreaPage
from stats.queries.releases import Corrected

_SHOWN_DISTRICTS = 6


@dataclass(frozen=True)
class AreaText:
    """One area and year in words, at that address.

    `left_out` areas were asked for beyond those that can be shown beside it.
    """

    most_beside: ClassVar[int] = MOST_BESIDE

    page: AreaPage
    left_out: int = 0
    address: str = ""

    @property
    def under(self) -> str:
        return under(self.page.area)

    @property
    def years(self) -> tuple[YearLink, ...]:
        area = self.page.area
        return year_links(area.ref.slug, area.years, reports=area.report_years, current=self.page.year)

    @property
    def latest_report(self) -> ReportingYear | None:
        """The newest of the area's own reports, unless this page shows one."""
        reports = self.page.area.report_years
        return None if self.page.year in reports else max(reports, default=None)

    @cached_property
    def sentence(self) -> Sentence:
        rate, count = self.page.rate, self.page.rsos
        return registered_offenders(
            self.page.area.ref.name,
            year=self.page.year,
            count=count.value,
            rate=rate.value,
            previous_count=None if count.breaks else count.previous,
            previous_rate=None if rate.breaks else rate.previous,
        )

    @property
    def sentence_source(self) -> str:
        told = (self.page.rsos, self.page.rate)
        earlier = (None if headline.breaks else headline.previous for headline in told)
        return sentence_source((*(headline.value for headline in told), *earlier))

    @property
    def facts(self) -> list[Fact]:
        return [_fact(headline, year=self.page.year) for headline in self.page.headlines]

    @property
    def headline_sentences(self) -> list[tuple[str, str]]:
        """A sentence for each headline, as it is read and as it is copied."""
        page = self.page
        return headline_sentences(
            page.area.ref.name, year=page.year, headlines=page.headlines, address=self.address
        )

    @cached_property
    def all_trends(self) -> list[AreaTrendText]:
        return area_trends(self.page)

    @property
    def rate(self) -> AreaTrendText | None:
        """The trend of the rate, which stands apart from the other `trends`; None where none is held."""
        return next((trend for trend in self.all_trends if trend.indicator.role is Role.RATE), None)

    @property
    def trends(self) -> list[AreaTrendText]:
        return [trend for trend in self.all_trends if trend.indicator.role is not Role.RATE]

    @property
    def beside_summary(self) -> str:
        names = ", ".join(ref.name for ref in self.page.beside)
        shown = _("Shown beside it: %(areas)s") % {"areas": names}
        return shown if names else _("Show other areas beside this one")

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
        """That the figures come from other publications; empty where the area's own report is held."""
        if self.page.year in self.page.area.report_years:
            return ""
        return _(
            "%(whose)s own report for %(year)s is not held. These figures come from other publications; a "
            "cell left empty is not held, and is not a zero."
        ) % {"whose": possessive(self.page.area.ref.name), "year": self.page.year.label}

    @property
    def tables(self) -> list[PrintedTableText]:
        return [PrintedTableText(table) for table in self.page.tables]

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


def year_links(
    slug: str,
    years: Sequence[ReportingYear],
    *,
    reports: frozenset[ReportingYear] = frozenset(),
    current: ReportingYear | None = None,
) -> tuple[YearLink, ...]:
    """The years held, newest first, each saying whether the area's own report is held."""
    return tuple(
        YearLink(
            year.label,
            reverse("area-year", args=(slug, year)),
            year == current,
            _("the area's own report") if year in reports else _("from other publications"),
        )
        for year in sorted(years, reverse=True)
    )


def _fact(headline: Headline, *, year: ReportingYear) -> Fact:
    said = {"date": numbers.unbroken_snapshot_date(year), "people": words.people(year)}
    value, label = headline.value, _(headline.label) % said
    if is_comparable(value):
        return Fact(label, value_text(headline.indicator, value), note=_fact_note(headline))
    return Fact(label, capfirst(words.why_not(value.why_not or WhyNot.NOT_HELD)), value_long=True)


def _fact_note(headline: Headline) -> str:
    """`27 more than in 2014-15 (+4.0%)`"""
    if headline.indicator.role is Role.RATE:
        return _rate_note(headline)
    if headline.breaks:
        return headline.breaks[0].title + "."
    change, year = headline.change, headline.previous_year
    if change is None or change.absolute is None or year is None:
        return _("Not held for the year before") if year else ""
    said = {"number": numbers.number(abs(change.absolute)), "year": year.label}
    if change.absolute == 0:
        return _("The same as in %(year)s") % said
    more, fewer = _("%(number)s more than in %(year)s"), _("%(number)s fewer than in %(year)s")
    text = (more if change.absolute > 0 else fewer) % said
    if percent := percent_text(change, of_counts=headline.indicator.kind is Kind.COUNT):
        return f"{text} ({percent})"
    why = words.no_percentage(change.reason_no_percent)
    return f"{text}; {why}" if why else text


def _rate_note(headline: Headline) -> str:
    """The rate's interval, and what it stands beside."""
    value, national = headline.value, headline.national
    parts = []
    if value.interval is not None:
        parts.append(_("95%% interval %(ends)s.") % {"ends": numbers.interval(value.interval, places=0)})
    if national.amount is not None:
        said = {
            "national": words.national_text(headline.indicator, national),
            "areas": str(national.areas),
        }
        parts.append(
            _("The %(areas)s areas held together: %(national)s.") % said
            if national.is_pooled
            else _("England and Wales: %(national)s.") % said
        )
    return " ".join(parts)


def _what_is_alike(profile: Profile) -> str:
    people = numbers.number(profile.persons or 0)
    if profile.metropolitan:
        share = numbers.percent(Decimal(profile.metropolitan * 100), places=0)
        return _("%(people)s people; %(share)s metropolitan") % {"people": people, "share": share}
    return _("%(people)s people") % {"people": people}
