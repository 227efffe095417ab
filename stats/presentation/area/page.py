"""An area's page: what its query found, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stats.analysis.figures import PublishedFigure
from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.analysis.values import WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Role
from stats.catalogue.years import ReportingYear
from stats.presentation.area.headlines import HeadlineSentence, headline_sentences
from stats.presentation.area.position import PositionText, position_text
from stats.presentation.area.printed_tables import PrintedTableText, table_text
from stats.presentation.area.similar_areas import SimilarText, similar_text
from stats.presentation.area.trends import BesideText, TrendText, beside_text, trend_text
from stats.presentation.components.cells import Fact
from stats.presentation.components.source_list import ListedSource, sentence_source
from stats.presentation.components.tables import Table
from stats.presentation.components.year_links import YearLink
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import possessive, value_text
from stats.presentation.text.sentences import Sentence, registered_offenders
from stats.presentation.updates import corrections_table
from stats.queries.pages.area import AreaDetail, AreaPage
from stats.queries.releases import Corrected

_SHOWN_DISTRICTS = 6


@dataclass(frozen=True, slots=True)
class AreaText:
    """`others` are figures that the year's printed tables have no place for.

    Each of `conflicts` are the figures that sources give for one cell, the one shown first.
    """

    slug: str
    name: str
    under: str
    year: ReportingYear
    years: tuple[YearLink, ...]
    latest_report: YearLink | None
    sentence: Sentence
    sentence_source: str
    facts: tuple[Fact, ...]
    rate: TrendText | None
    position: PositionText
    not_meaning: tuple[str, ...]
    layout_note: str
    tables: tuple[PrintedTableText, ...]
    breaks: tuple[Break, ...]
    others: tuple[PublishedFigure, ...]
    trends: tuple[TrendText, ...]
    conflicts: tuple[tuple[PublishedFigure, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[ListedSource, ...]
    beside: BesideText
    headline_sentences: tuple[HeadlineSentence, ...]
    similar: SimilarText | None
    corrections: Table | None

    @property
    def all_trends(self) -> tuple[TrendText, ...]:
        return self.trends if self.rate is None else (self.rate, *self.trends)


def area_text(page: AreaPage, *, left_out: int = 0, address: str = "") -> AreaText:
    """The whole page of one area and year, at that address.

    `left_out` areas were asked for beyond those it can show.
    """
    name = page.area.ref.name
    rate, count = page.rate, page.rsos
    charts = tuple(trend_text(page, trend) for trend in page.trends)
    rate_chart = next((chart for chart in charts if chart.key == rate.indicator.slug), None)
    previous_count = None if count.breaks else count.previous
    previous_rate = None if rate.breaks else rate.previous
    return AreaText(
        slug=page.area.ref.slug,
        name=name,
        under=under(page.area),
        year=page.year,
        years=year_links(
            page.area.ref.slug, page.area.years, reports=page.area.report_years, current=page.year
        ),
        latest_report=_latest_report(page),
        sentence=registered_offenders(
            name,
            year=page.year,
            count=count.value,
            rate=rate.value,
            previous_count=previous_count,
            previous_rate=previous_rate,
        ),
        sentence_source=sentence_source((count.value, rate.value, previous_count, previous_rate)),
        facts=tuple(_fact(page, headline) for headline in page.headlines),
        rate=rate_chart,
        position=position_text(page),
        not_meaning=(rate.indicator.high_can_mean, rate.indicator.cannot_mean, count.indicator.cannot_mean),
        layout_note=_layout_note(page),
        tables=tuple(table_text(table) for table in page.tables),
        breaks=_breaks(page),
        others=page.outside,
        trends=tuple(chart for chart in charts if chart is not rate_chart),
        conflicts=tuple(conflict.figures for conflict in page.conflicts),
        notes=tuple(dict.fromkeys(note.text for note in page.notes if not note.explains_difference)),
        sources=tuple(ListedSource(source, source.note) for source in page.sources),
        beside=beside_text(page, left_out=left_out),
        headline_sentences=headline_sentences(
            name, year=page.year, headlines=page.headlines, address=address
        ),
        similar=similar_text(page),
        corrections=corrections(page.corrections),
    )


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


def _latest_report(page: AreaPage) -> YearLink | None:
    """Where the newest of the area's own reports is, unless this page shows it."""
    if not page.area.report_years or page.year in page.area.report_years:
        return None
    newest = max(page.area.report_years)
    url = reverse("area-year", args=(page.area.ref.slug, newest))
    return YearLink(newest.label, url)


def _fact(page: AreaPage, headline: Headline) -> Fact:
    value, label = headline.value, _fact_label(headline, page.year)
    if is_comparable(value):
        return Fact(label, value_text(headline.indicator, value), note=_fact_note(headline))
    return Fact(label, capfirst(words.why_not(value.why_not or WhyNot.NOT_HELD)), value_long=True)


def _fact_label(headline: Headline, year: ReportingYear) -> str:
    said = {"date": numbers.unbroken_snapshot_date(year), "people": words.people(year)}
    return _(headline.label) % said


def _fact_note(headline: Headline) -> str:
    if headline.indicator.role is Role.RATE:
        return _rate_note(headline)
    if headline.breaks:
        return headline.breaks[0].title + "."
    change, year = headline.change, headline.previous_year
    if change is None or change.absolute is None or year is None:
        return _("Not held for the year before") if year else ""
    said = {
        "number": numbers.number(abs(change.absolute)),
        "year": year.label,
        "percent": "" if change.percent is None else numbers.signed_percent(change.percent),
        "why": words.no_percentage(change.reason_no_percent),
    }
    return _change_note(change.absolute, said=said)


def _change_note(absolute: Decimal, *, said: dict[str, str]) -> str:
    """`27 more than in 2014-15 (+4.0%)`"""
    if absolute == 0:
        return _("The same as in %(year)s") % said
    if said["percent"]:
        more = _("%(number)s more than in %(year)s (%(percent)s)")
        fewer = _("%(number)s fewer than in %(year)s (%(percent)s)")
    elif said["why"]:
        more = _("%(number)s more than in %(year)s; %(why)s")
        fewer = _("%(number)s fewer than in %(year)s; %(why)s")
    else:
        more = _("%(number)s more than in %(year)s")
        fewer = _("%(number)s fewer than in %(year)s")
    return (more if absolute > 0 else fewer) % said


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


def _layout_note(page: AreaPage) -> str:
    if page.year in page.area.report_years:
        return ""
    return _(
        "%(whose)s own report for %(year)s is not held. These figures come from other publications; a cell "
        "left empty is not held, and is not a zero."
    ) % {"whose": possessive(page.area.ref.name), "year": page.year.label}


def _breaks(page: AreaPage) -> tuple[Break, ...]:
    """What began to be counted another way in this very year."""
    return tuple(one for one in page.breaks if one.first == page.year)
