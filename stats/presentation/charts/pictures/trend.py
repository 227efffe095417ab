"""An area's indicator over the years: lines named at their ends, breaks drawn and numbered, gaps dotted."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from stats.presentation.charts.description import TrendChart, TrendSeries
from stats.presentation.charts.letters import width_of
from stats.presentation.charts.pictures.canvas import BAR, Canvas, Form, coordinate, suffix_of
from stats.presentation.charts.pictures.placing import Box
from stats.presentation.charts.pictures.strokes import bars, strokes
from stats.presentation.charts.pictures.trend_names import (
    BreakInk,
    draw_names,
    mark_of,
    names_key,
    quiet_first,
    radius_of,
    right_margin,
)
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks
from stats.presentation.charts.words import break_words, nothing_held, point_words, trend_key, year_tick

PLOT_HEIGHT = 236
PLOT_HEIGHT_PICKED = 300
BADGE_ROOM = 26


def draw_trend(canvas: Canvas, chart: TrendChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    ticks = trend_ticks(chart)
    headroom = 16 + (BADGE_ROOM if chart.breaks_drawn or form is Form.NARROW else 0)
    top = canvas.y + headroom
    canvas.y = top
    usual = PLOT_HEIGHT_PICKED if chart.picked else PLOT_HEIGHT
    bottom = top + canvas.plot_height(usual, foot=33 + 2 * form.leading)
    left = max(width_of(ticks.text(value), size=form.text) for value in ticks.values) + 10
    right = form.width - right_margin(chart, form=form)
    inset = 18 if form is Form.WIDE else 14
    first, last = year_span(chart)
    across = Scale(first, last, left + inset, right - inset)
    down = Scale(ticks.low, ticks.high, bottom, top)

    _draw_grid(canvas, ticks, named=bool(chart.years), down=down, left=left, right=right)
    _draw_years(canvas, chart, across=across, bottom=bottom)
    breaks = _draw_breaks(canvas, chart, across=across, top=top, bottom=bottom)
    if not chart.years:
        middle = (left + right) / 2
        canvas.text(nothing_held(), "chart-soft", x=middle, y=(top + bottom) / 2, anchor="middle", halo=True)
    for series in quiet_first(chart):
        _draw_series(canvas, chart, series, across=across, down=down)
    room = Box(left + 2, top - headroom + 2, form.width, bottom - 3)
    draw_names(canvas, chart, across=across, down=down, breaks=breaks, room=room)

    canvas.y = bottom + 28
    canvas.foot(
        key=(*names_key(chart, form=form), *trend_key(chart)),
        notes=[(item.number, item.reason) for item in chart.breaks_drawn],
        source_line=chart.source_line,
    )


def trend_ticks(chart: TrendChart) -> Ticks:
    """Always from zero: a line that starts elsewhere makes small changes look large."""
    drawn = [end for point in chart.all_points for end in (point.value, point.lower, point.upper)]
    return nice_ticks([end for end in drawn if end is not None], at_most=5, from_zero=True)


def year_span(chart: TrendChart) -> tuple[int, int]:
    """The ends of the axis of years: one year alone stands in the middle."""
    years = chart.years or range(1)
    return (years[0], years[-1]) if len(years) > 1 else (years[0] - 1, years[0] + 1)


def year_ticks(chart: TrendChart, *, across: Scale, size: float) -> tuple[int, ...]:
    """The years that can carry their name without touching the next; in even steps of round years."""
    if not chart.years:
        return ()
    widest = width_of(year_tick(2000, snapshot=chart.snapshot), size=size) + size * 0.7
    for step in (1, 2, 5, 10, 20):
        shown = tuple(year for year in chart.years if year % step == 0)
        if step * abs(across(1) - across(0)) >= widest and shown:
            return shown
    return (chart.years[-1],)


def _draw_grid(canvas: Canvas, ticks: Ticks, *, named: bool, down: Scale, left: float, right: float) -> None:
    parent = canvas.group(hidden=True)
    edge, end = coordinate(left), coordinate(right)
    for css, values in (("chart-grid", filter(None, ticks.values)), ("chart-axis", (0,))):
        canvas.path(
            css, "".join(f"M{edge} {coordinate(down(value))}H{end}" for value in values), parent=parent
        )
    for value in ticks.values if named else ():
        y = down(value)
        canvas.text(ticks.text(value), "chart-soft", x=left - 8, y=y + 5.5, anchor="end", parent=parent)


def _draw_years(canvas: Canvas, chart: TrendChart, *, across: Scale, bottom: float) -> None:
    parent = canvas.group(hidden=True)
    named = year_ticks(chart, across=across, size=canvas.form.text)
    edge = coordinate(bottom)
    marks = (f"M{coordinate(across(year))} {edge}v{6 if year in named else 3}" for year in chart.years)
    canvas.path("chart-axis", "".join(marks), parent=parent)
    for year in named:
        words = year_tick(year, snapshot=chart.snapshot)
        half = width_of(words, size=canvas.form.text) / 2
        x = min(across(year), canvas.form.width - half)
        canvas.text(words, "chart-soft", x=x, y=bottom + 22, anchor="middle", parent=parent)


def _draw_breaks(canvas: Canvas, chart: TrendChart, *, across: Scale, top: float, bottom: float) -> BreakInk:
    """A numbered line half way between the two years; the room it takes is returned."""
    taken = BreakInk([], [])
    if not chart.breaks_drawn:
        return taken
    parent = canvas.group()
    for between in sorted({item.between for item in chart.breaks_drawn}):
        here = [item for item in chart.breaks_drawn if item.between == between]
        x = across(between - 0.5)
        canvas.line("chart-break", (x, top - BADGE_ROOM + 20), (x, bottom), parent=parent)
        taken.lines.append(Box(x - 2, top - BADGE_ROOM + 20, x + 2, bottom))
        for index, item in enumerate(here):
            middle = x + (index - (len(here) - 1) / 2) * 23
            badge = canvas.group("chart-break-mark", role="img", parent=parent)
            ET.SubElement(badge, "title").text = break_words(item.number, item.reason)
            canvas.badge(item.number, x=middle, y=top - BADGE_ROOM + 10, parent=badge)
            taken.badges.append(Box(middle - 12, top - BADGE_ROOM - 3, middle + 12, top - BADGE_ROOM + 22))
    return taken


def _draw_series(
    canvas: Canvas, chart: TrendChart, series: TrendSeries, *, across: Scale, down: Scale
) -> None:
    if not series.points:
        return
    mark = mark_of(chart, series)
    lines = canvas.group(hidden=True)
    if series.emphasised or not chart.picked:
        intervals = bars(series, width=BAR, across=across, down=down)
        canvas.path(f"chart-interval{suffix_of(mark)}", intervals, parent=lines)
    drawn = strokes(series, breaks=chart.breaks, across=across, down=down)
    canvas.path(f"chart-line{suffix_of(mark)}", drawn.solid, parent=lines)
    canvas.path(f"chart-line{suffix_of(mark)}", drawn.dotted, parent=lines, dotted=True)
    held = canvas.group("chart-points", role="list", label=series.label)
    for point in series.points:
        item = canvas.group(role="listitem", parent=held)
        words = point_words(point, series=series, snapshot=chart.snapshot)
        held_point = canvas.group("chart-point", role="img", parent=item)
        ET.SubElement(held_point, "title").text = words
        x, y = across(point.year), down(point.value)
        canvas.mark("circle", "chart-hit", parent=held_point, cx=x, cy=y, r=12)
        canvas.point(
            x, y, mark=mark, second_hand=point.second_hand, radius=radius_of(mark), parent=held_point
        )
