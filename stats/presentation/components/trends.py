"""An indicator over the years: the description of its chart, and the numbers as a table beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stats.analysis.series import Point
from stats.analysis.values import Value, WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.charts import description as charts
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    number_cell,
    number_columns,
    sources_cell,
)
from stats.presentation.text import findings, numbers, words

_NOT_HELD = Value(None, WhyNot.NOT_HELD)


def trend_chart(
    indicator: Indicator,
    *,
    name: str,
    points: Sequence[Point],
    breaks: Sequence[Break],
    national: Sequence[Point] = (),
    others: Sequence[tuple[str, Sequence[Point]]] = (),
    apart: Sequence[Point] = (),
    marked: ReportingYear | None = None,
) -> charts.TrendChart:
    """The years held for one area (or, with no `national`, for England and Wales itself), oldest first.

    `apart` are years with a number that cannot be compared: told, not drawn. `others` are areas that the
    reader put beside it, by name; one without a point is left out. `marked` is the year that the
    page is about.

    Only breaks between the first and the last year of the chart are drawn; they are numbered in order of
    time, as in `trend_table`.
    """
    series = [series_line(indicator, label=name, points=points, emphasised=True)]
    if national:
        series.append(national_line(indicator, points=national))
    series += [
        series_line(indicator, label=other, points=held, emphasised=False, picked=True)
        for other, held in others
        if held
    ]
    everything = (*points, *national, *(point for _name, held in others for point in held))
    return charts.TrendChart(
        title=indicator.title,
        finding=findings.finding(
            indicator,
            name=name,
            points=points,
            breaks=breaks,
            national=national,
            apart=apart,
        ),
        axis_title=base_text(indicator, years=sorted({year for year, _value in everything})),
        series=tuple(series),
        breaks=chart_breaks(everything, breaks=breaks),
        source_line=source_line(value for _year, value in everything),
        snapshot=findings.is_snapshot(indicator),
        marked=None if marked is None else marked.end,
    )


def base_text(indicator: Indicator, *, years: Sequence[ReportingYear]) -> str:
    """What the values of those years, oldest first, are per.

    `Per 100,000 people of all ages up to 2006-07, people aged ten and over since 2009-10`
    """
    by_people = {words.people(year): catalogue().population_base(year) for year in reversed(years)}
    used = [(people, base.years) for people, base in by_people.items() if base and base.age_band]
    if indicator.kind is not Kind.POPULATION_RATE or not used:
        return capfirst(indicator.unit)
    (last, since), (first, until) = used[0], used[-1]
    said = {
        "per": numbers.number(indicator.per),
        "first": first,
        "until": until.last,
        "last": last,
        "since": since.first,
    }
    if first == last:
        return _("Per %(per)s %(first)s") % said
    return _("Per %(per)s %(first)s up to %(until)s, %(last)s since %(since)s") % said


def chart_breaks(points: Iterable[Point], *, breaks: Sequence[Break]) -> tuple[charts.Break, ...]:
    """The breaks that a chart of these points draws."""
    return tuple(
        charts.Break(between=found.first.end, number=number, reason=found.reason)
        for number, found in numbered(points, breaks=breaks)
    )


def numbered(points: Iterable[Point], *, breaks: Sequence[Break]) -> tuple[tuple[int, Break], ...]:
    """The breaks between the first and the last of the points, numbered from 1 in order of time."""
    in_time = sorted(points, key=lambda point: point[0].start)
    return tuple(enumerate(findings.breaks_crossed(in_time, breaks=breaks), start=1))


def interval_text(indicator: Indicator, value: Value) -> str:
    """`94 to 110`; empty where no interval is held."""
    if value.interval is None:
        return ""
    return numbers.interval(value.interval, places=indicator.decimals)


def interval_words(indicator: Indicator, value: Value) -> str:
    """`95% interval 94 to 110`; empty where no interval is held."""
    ends = interval_text(indicator, value)
    return _("95%% interval %(ends)s") % {"ends": ends} if ends else ""


def heard_interval(indicator: Indicator, value: Value) -> str:
    """The same for what is heard of a point: a printed number may lie outside the interval, which is
    that of what count and population make.

    `printed; count and population give 56.4, 95% interval 56 to 57`
    """
    text = interval_words(indicator, value)
    if not text or not value.printed_differs or value.computed is None:
        return text
    computed = numbers.number(value.computed, places=1)
    return _("printed; count and population give %(computed)s, %(interval)s") % {
        "computed": computed,
        "interval": text,
    }


def interval_cell(indicator: Indicator, value: Value) -> str:
    """The same for a cell of a table, where a number whose interval cannot be worked out says so."""
    return interval_text(indicator, value) or ("" if value.amount is None else _("not known"))


def source_line(values: Iterable[Value]) -> str:
    """The kinds of source behind the values, for the foot of a picture."""
    held = tuple(values)
    names = [catalogue().source_kinds[kind].plural for kind in kinds_of_source(held)]
    if any(value.population is not None and not value.is_printed for value in held):
        names.append(_("ONS population estimates"))
    if not names:
        return ""
    return _("Source: %(sources)s.") % {"sources": ", ".join(names)}


def kinds_of_source(values: Iterable[Value]) -> tuple[str, ...]:
    """The kinds of the sources behind the values, those trusted most first."""
    found = {source.kind for value in values for source in value.sources}
    return tuple(kind for kind in catalogue().source_kinds if kind in found)


def national_line(indicator: Indicator, *, points: Sequence[Point]) -> charts.TrendSeries:
    """England and Wales as the quiet line that areas stand beside."""
    line = series_line(indicator, label=_("England and Wales"), points=points, emphasised=False)
    return replace(line, short=_("E&W"))


def series_line(
    indicator: Indicator, *, label: str, points: Sequence[Point], emphasised: bool, picked: bool = False
) -> charts.TrendSeries:
    """One area's years as a line of a chart."""
    return charts.TrendSeries(
        label=label,
        points=tuple(
            _trend_point(indicator, year=year, value=value)
            for year, value in points
            if value.amount is not None
        ),
        emphasised=emphasised,
        picked=picked,
    )


def _trend_point(indicator: Indicator, *, year: ReportingYear, value: Value) -> charts.TrendPoint:
    ends = value.interval if value.interval is not None and value.interval.upper is not None else None
    return charts.TrendPoint(
        year=year.end,
        year_label=year.label,
        value=float(value.amount or 0),
        text=findings.value_text(indicator, value),
        lower=None if ends is None else float(ends.lower),
        upper=None if ends is None or ends.upper is None else float(ends.upper),
        second_hand=value.is_second_hand,
        interval_text=heard_interval(indicator, value),
        when=findings.when_text(indicator, year),
    )


def trend_table(
    indicator: Indicator,
    *,
    points: Sequence[Point],
    breaks: Sequence[Break],
    national: Sequence[Point] = (),
    apart: Sequence[Point] = (),
    table_id: str = "",
    caption: str = "",
) -> Table:
    """The same years as a table, newest first, with the England and Wales figure of each where any is held.

    In a year that only England and Wales has, the value says so and the source is that of the national
    figure: whatever the chart draws is in its table. Notes tell how the value was worked out, where printed
    and computed differ, and which change of rules begins with this year.
    """
    held, reference = dict(points) | dict(apart), dict(national)
    years = sorted(held.keys() | reference.keys())
    begins: dict[ReportingYear, list[str]] = {}
    for number, one in numbered((*points, *national), breaks=breaks):
        # Where the first year counted the new way is not held, the change is told at the next that is.
        first = next((year for year in years if year >= one.first), None)
        if first is not None:
            told = _("Break %(number)s: %(title)s.") % {"number": number, "title": one.title}
            begins.setdefault(first, []).append(told)
    rows = []
    for year in reversed(years):
        value = held.get(year, _NOT_HELD)
        text = findings.value_text(indicator, value)
        if value.amount is None and value.why_not:
            text = words.why_not(value.why_not)
        texts = [text, interval_cell(indicator, value)]
        if reference:
            texts.append(findings.value_text(indicator, reference.get(year, _NOT_HELD)))
        source = sources_cell(
            (held[year] if year in held else reference[year]).sources,
            notes=(
                *begins.get(year, ()),
                *words.doubts_of(value),
                *_value_notes(indicator, value, year=year),
            ),
        )
        rows.append(TableRow(Cell(year.label), (*map(number_cell, texts), source)))
    heads = (_("Value"), _("95% interval"), _("England and Wales"))
    return Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            *number_columns(heads if reference else heads[:2]),
            Column(_("Source"), "words"),
        ),
        rows=tuple(rows),
        caption=caption,
        id=table_id,
        classes="turns trend-table",
    )


def _value_notes(indicator: Indicator, value: Value, *, year: ReportingYear) -> tuple[str, ...]:
    """How a value that no source prints was worked out, and where a printed one is not what it should be."""
    if value.amount is not None and value.why_not is not None:
        return (capfirst(words.why_not(value.why_not)),)
    if value.printed_differs and value.computed is not None:
        return (
            _("Printed %(printed)s; count and population (%(population)s) give %(computed)s.")
            % {
                "printed": findings.value_text(indicator, value),
                "population": words.denominator(value, year=year),
                "computed": numbers.number(value.computed, places=1),
            },
        )
    if value.population is not None and not value.is_printed:
        return (
            _("Worked out, not printed (%(population)s).")
            % {"population": words.denominator(value, year=year)},
        )
    return ()
