"""A topic's page: what its query found, in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import SourceRef
from stats.analysis.topic_indicators import TopicRow, TopicSeries
from stats.analysis.topic_tables import TopicCell
from stats.analysis.values import Value
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear, Span
from stats.presentation import charts
from stats.presentation.components import trends
from stats.presentation.components.series import SeriesText, drawable, national_chart, national_series
from stats.presentation.components.source_list import SourceLine, sentence_source, source_line
from stats.presentation.components.year_links import YearLink, area_year_url
from stats.presentation.tables.topic import TopicCells, TopicColumn, TopicTable, topic_table
from stats.presentation.text import findings, numbers, words
from stats.presentation.text.sentences import Sentence
from stats.presentation.topics.tables import CountsText, story_text, tables_text
from stats.presentation.topics.words import TopicWords, national_sentence, topic_words
from stats.queries.pages.topics import TopicPage

_LISTED = 6


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """One column of the table: what it counts, what a high value can and cannot mean."""

    title: str
    counted: str
    ratio: str
    high_can_mean: str
    cannot_mean: str
    compare_url: str
    compare_text: str
    csv_url: str


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure of the topic, and the years it was counted in."""

    title: str
    years: str
    definition: str
    url: str


@dataclass(frozen=True, slots=True)
class TopicText:
    topic: str
    words: TopicWords
    year: str
    is_own_address: bool
    notice: str
    years: tuple[YearLink, ...]
    sentence: Sentence | None
    sentence_source: str
    coverage: str
    table: TopicTable | None
    counts: tuple[CountsText, ...]
    over_the_years: tuple[CountsText, ...]
    indicators: tuple[IndicatorText, ...]
    measures: tuple[MeasureText, ...]
    breaks: tuple[Break, ...]
    drawn: tuple[SeriesText, ...]
    told: tuple[SeriesText, ...]
    sources: tuple[SourceLine, ...]


def topic_text(
    page: TopicPage, *, asked: bool = False, asked_year: ReportingYear | None = None, sort: str = ""
) -> TopicText:
    """The whole page. `asked`: the address names a year; `asked_year` is None where that is no year at all.

    Series with a chart are `drawn`; those of fewer years are `told` in a sentence and a table.
    """
    series = tuple(series_text(page, one) for one in page.series)
    nation = page.nation
    national = (
        {one.slug: value for one, value in zip(page.indicators, nation.values, strict=True)}
        if nation is not None
        else {}
    )
    return TopicText(
        topic=page.topic,
        words=topic_words(page.topic),
        year=page.year.label,
        is_own_address=asked_year == page.year,
        notice=_notice(page, asked_year=asked_year) if asked else "",
        years=_years(page),
        sentence=national_sentence(page.topic, year=page.year, values=national),
        sentence_source=sentence_source(nation.values if nation is not None else ()),
        coverage=coverage(page),
        table=_table(page, sort=sort) if page.indicators else None,
        counts=tables_text(page.tables, year=page.year),
        over_the_years=story_text(page.story, topic=page.topic),
        indicators=tuple(_indicator(one, year=page.year) for one in page.indicators),
        measures=tuple(_measure(one) for one in _measures(page)),
        breaks=page.breaks,
        drawn=tuple(one for one in series if one.chart is not None),
        told=tuple(one for one in series if one.chart is None),
        sources=_sources(page),
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


def series_text(page: TopicPage, series: TopicSeries) -> SeriesText:
    """England and Wales on one of the topic's indicators."""
    return national_series(series.indicator, points=series.points, breaks=series.breaks, page=page.topic)


def drawn(page: TopicPage) -> Mapping[str, charts.TrendChart]:
    """The page's charts by the key in their addresses, in its order."""
    return drawable(
        (one.indicator.slug, national_chart(one.indicator, points=one.points, breaks=one.breaks))
        for one in page.series
    )


def span_words(span: Span) -> str:
    """`2004-05 to 2014-15`, `from 2015-16`, `to 2014-15`, `every year`."""
    said = {"first": span.first, "last": span.last}
    match span.first, span.last:
        case None, None:
            return _("every year")
        case _first, None:
            return _("from %(first)s") % said
        case None, _last:
            return _("to %(last)s") % said
        case _both:
            return _("%(first)s to %(last)s") % said


def _notice(page: TopicPage, *, asked_year: ReportingYear | None) -> str:
    """What was asked for and is not shown; a text that is no year is not repeated."""
    if asked_year == page.year:
        return ""
    if asked_year is None:
        return _("A year is written like 2014-15. The latest year with figures of any area is shown.")
    return _("Nothing is held for %(asked)s. The latest year with figures of any area is shown.") % {
        "asked": asked_year.label
    }


def _years(page: TopicPage) -> tuple[YearLink, ...]:
    base = reverse(page.topic)
    return tuple(
        YearLink(
            one.year.label,
            f"{base}?year={one.year.label}",
            one.year == page.year,
            ngettext("%(areas)s area", "%(areas)s areas", one.areas) % {"areas": one.areas}
            if one.areas
            else _("England and Wales alone"),
        )
        for one in page.years
    )


def _table(page: TopicPage, *, sort: str) -> TopicTable:
    columns = [TopicColumn(one.slug, one.short_title) for one in page.indicators]
    known = {"area", *(column.name for column in columns)}
    return topic_table(
        [_cells(row, page=page) for row in page.rows],
        columns=columns,
        nation=_cells(page.nation, page=page) if page.nation is not None else None,
        sort=sort if sort.removeprefix("-") in known else "area",
    )


def _cells(row: TopicRow, *, page: TopicPage) -> TopicCells:
    return TopicCells(
        area=format_html('<a href="{}">{}</a>', area_year_url(row.area, year=page.year), row.area.name),
        values=tuple(
            _cell(value, indicator=one) for one, value in zip(page.indicators, row.values, strict=True)
        ),
        source=_kinds(row.values),
    )


def _cell(value: Value, *, indicator: Indicator) -> SafeString:
    """The number with its interval under it, or why there is none."""
    if value.amount is None or value.why_not is not None:
        number = findings.value_text(indicator, value)
        text = _("at least %(number)s") % {"number": number} if number else ""
        why = words.why_not(value.why_not) if value.why_not is not None else ""
        return format_html('{} <span class="under-number">{}</span>', text, why)
    return format_html(
        '{} <span class="under-number">{}</span>',
        findings.value_text(indicator, value),
        trends.interval_text(indicator, value),
    )


def _kinds(values: Iterable[Value]) -> SafeString:
    kinds = dict.fromkeys(source.kind for value in values for source in value.sources)
    return format_html_join(
        " ", "{}", ((render_to_string("stats/components/kind.html", {"kind": kind}),) for kind in kinds)
    )


def _indicator(indicator: Indicator, *, year: ReportingYear) -> IndicatorText:
    ratio = ""
    if indicator.denominator_words:
        ratio = _("Worked out as %(numerator)s ÷ %(denominator)s × %(per)s.") % {
            "numerator": indicator.numerator_words,
            "denominator": indicator.denominator_words,
            "per": numbers.number(indicator.per),
        }
    return IndicatorText(
        title=indicator.title,
        counted=indicator.counted,
        ratio=ratio,
        high_can_mean=indicator.high_can_mean,
        cannot_mean=indicator.cannot_mean,
        compare_url=reverse("compare-year", args=(indicator.slug, year)),
        compare_text=_("Compare areas on this, %(year)s") % {"year": year.label},
        csv_url=reverse("compare-data", args=(indicator.slug, year)),
    )


def _measures(page: TopicPage) -> Sequence[Measure]:
    """What the topic's indicators and tables count, in the order of the catalogue."""
    topic = (one for one in catalogue().indicators.values() if one.topic == page.topic)
    codes = {cell.measure for one in topic for cell in one.numerator}
    codes |= {
        column.cell.measure
        for group in catalogue().topics
        if group.topic == page.topic
        for column in group.columns
        if not column.is_context
    }
    return [measure for code, measure in catalogue().measures.items() if code in codes]


def _measure(measure: Measure) -> MeasureText:
    return MeasureText(
        title=measure.title,
        years=span_words(measure.years),
        definition=measure.definition,
        url=reverse("measure", args=(measure.code,)),
    )


def _sources(page: TopicPage) -> tuple[SourceLine, ...]:
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
        source_line(source, used_for=_("Gives %(figures)s.") % {"figures": ", ".join(told)})
        for source, told in sorted(used.values(), key=lambda one: (one[0].is_second_hand, one[0].title))
    )
