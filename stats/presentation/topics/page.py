"""A topic's page: what its query found, in words, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import SourceRef
from stats.analysis.topics import TopicCell, TopicRow
from stats.analysis.values import Value
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Measure
from stats.catalogue.pages import TopicWords
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.series import SeriesText, national_page_chart, national_series
from stats.presentation.components.sortable import SortableTable, sortable_table
from stats.presentation.components.source_list import ListedSource, sentence_source
from stats.presentation.components.tables import Column, LinkCell, kinds_cell
from stats.presentation.components.trends import interval_text
from stats.presentation.components.value_cells import value_cell
from stats.presentation.components.year_links import YearLink, area_year_url, areas_note
from stats.presentation.text.sentences import Sentence
from stats.presentation.topics.tables import TopicCounts, story_text, tables_text
from stats.presentation.topics.words import national_sentence, topic_words
from stats.queries.pages.topics import TopicPage

_LISTED = 6


@dataclass(frozen=True, slots=True)
class TopicText:
    words: TopicWords
    year: str
    is_own_address: bool
    notice: str
    years: tuple[YearLink, ...]
    sentence: Sentence | None
    sentence_source: str
    coverage: str
    table: SortableTable | None
    counts: tuple[TopicCounts, ...]
    over_the_years: tuple[TopicCounts, ...]
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]
    breaks: tuple[Break, ...]
    drawn: tuple[SeriesText, ...]
    told: tuple[SeriesText, ...]
    sources: tuple[ListedSource, ...]


def topic_text(
    page: TopicPage, *, asked: bool = False, asked_year: ReportingYear | None = None, sort: str = ""
) -> TopicText:
    """The whole page. `asked`: the address names a year; `asked_year` is None where that is no year at all.

    Series with a chart are `drawn`; those of fewer years are `told` in a sentence and a table.
    """
    series = tuple(
        national_series(one.indicator, points=one.points, breaks=one.breaks, page=page.topic)
        for one in page.series
    )
    nation = page.nation
    national = (
        {one.slug: value for one, value in zip(page.indicators, nation.values, strict=True)}
        if nation is not None
        else {}
    )
    return TopicText(
        words=topic_words(page.topic),
        year=page.year.label,
        is_own_address=asked_year == page.year,
        notice=_notice(page, asked_year=asked_year) if asked else "",
        years=_topic_years(page),
        sentence=national_sentence(page.topic, year=page.year, values=national),
        sentence_source=sentence_source(nation.values if nation is not None else ()),
        coverage=coverage(page),
        table=_indicators_table(page, sort=sort) if page.indicators else None,
        counts=tables_text(page.tables, year=page.year),
        over_the_years=story_text(page.story, topic=page.topic),
        indicators=page.indicators,
        measures=_measures(page),
        breaks=page.breaks,
        drawn=tuple(one for one in series if one.chart is not None),
        told=tuple(one for one in series if one.chart is None),
        sources=_topic_sources(page),
    )


def coverage(page: TopicPage) -> str:
    """How many areas are held for the year, and which where they are few."""
    names = sorted(
        {row.area.name for row in page.rows}
        | {
            ref.name
            for one in page.tables
            for ref, cells in one.rows
            if not ref.is_nation and any(cell.amount and cell.amount.value is not None for cell in cells)
        }
    )
    said = {
        "year": page.year.label,
        "held": len(names),
        "areas": len(page.rows) + page.areas_not_held,
        "names": ", ".join(names),
    }
    if not names and page.nation is None:
        return _("No figure that can be compared is held for %(year)s.") % said
    if not names:
        return _("No area's own figures are held for %(year)s; England and Wales is.") % said
    if len(names) > _LISTED:
        text = _("For %(year)s, figures of %(held)s of the %(areas)s areas are held.")
    else:
        text = ngettext(
            "For %(year)s, figures of one of the %(areas)s areas are held: %(names)s.",
            "For %(year)s, figures of %(held)s of the %(areas)s areas are held: %(names)s.",
            len(names),
        )
    told = text % said
    if page.nation is None:
        told = f"{told} {_('England and Wales is not held for that year.')}"
    return told


def topic_charts(page: TopicPage) -> PageCharts:
    """England and Wales on each of the topic's indicators, by their slugs."""
    return {
        one.indicator.slug: national_page_chart(one.indicator, points=one.points, breaks=one.breaks)
        for one in page.series
    }


def _notice(page: TopicPage, *, asked_year: ReportingYear | None) -> str:
    """What was asked for and is not shown; a text that is no year is not repeated."""
    if asked_year == page.year:
        return ""
    if asked_year is None:
        return _("A year is written like 2014-15. The latest year with figures of any area is shown.")
    return _("Nothing is held for %(asked)s. The latest year with figures of any area is shown.") % {
        "asked": asked_year.label
    }


def _topic_years(page: TopicPage) -> tuple[YearLink, ...]:
    base = reverse(page.topic)
    return tuple(
        YearLink(
            one.year.label,
            f"{base}?year={one.year.label}",
            one.year == page.year,
            areas_note(one.areas) if one.areas else _("England and Wales alone"),
        )
        for one in page.years
    )


def _indicators_table(page: TopicPage, *, sort: str) -> SortableTable:
    """Areas as rows, the indicators as columns, England and Wales in the table's foot."""
    indicators = {one.slug: Column(one.short_title, "number") for one in page.indicators}
    return sortable_table(
        [_topic_cells(row, page=page) for row in page.rows],
        columns={"area": Column(_("Area")), **indicators, "source": Column(_("Source"), "words")},
        fixed=("source",),
        foot=_topic_cells(page.nation, page=page) if page.nation is not None else None,
        sort=sort if sort.removeprefix("-") in ("area", *indicators) else "area",
    )


def _topic_cells(row: TopicRow, *, page: TopicPage) -> dict[str, str]:
    """Each value has its interval under it."""
    values = {
        indicator.slug: value_cell(indicator, value, under=interval_text(indicator, value)).content
        for indicator, value in zip(page.indicators, row.values, strict=True)
    }
    return {
        "area": LinkCell(row.area.name, url=area_year_url(row.area, year=page.year)).content,
        **values,
        "source": kinds_cell(source for value in row.values for source in value.sources).content,
    }


def _measures(page: TopicPage) -> tuple[Measure, ...]:
    """What the topic's indicators and tables count, in the order of the catalogue."""
    topic = (one for one in catalogue().indicators.values() if one.topic == page.topic)
    codes = {cell.measure for one in topic for cell in one.numerator}
    codes |= {
        column.cell.measure
        for group in catalogue().topic_tables
        if group.topic == page.topic
        for column in group.columns
        if not column.is_context
    }
    return tuple(measure for code, measure in catalogue().measures.items() if code in codes)


def _topic_sources(page: TopicPage) -> tuple[ListedSource, ...]:
    """Every source on the page, official ones first, each with what of the page comes from it."""
    used: dict[int, tuple[SourceRef, list[str]]] = {}
    name = _("England and Wales")
    rows: list[tuple[str, ReportingYear, Value | TopicCell]] = [
        (row.area.name, page.year, value) for row in page.rows for value in row.values
    ]
    rows += [(ref.name, page.year, cell) for one in page.tables for ref, cells in one.rows for cell in cells]
    rows += [(name, year, cell) for one in page.story for year, cells in one.rows for cell in cells]
    rows += [(name, year, value) for one in page.series for year, value in one.points]
    rows += [(name, page.year, value) for value in (page.nation.values if page.nation else ())]
    for area, year, value in rows:
        for source in value.sources:
            what = _("%(area)s %(year)s") % {"area": area, "year": year.label}
            told = used.setdefault(source.id, (source, []))[1]
            if what not in told:
                told.append(what)
    return tuple(
        ListedSource(source, _("Gives %(figures)s.") % {"figures": ", ".join(told)})
        for source, told in sorted(used.values(), key=lambda one: (one[0].is_second_hand, one[0].title))
    )
