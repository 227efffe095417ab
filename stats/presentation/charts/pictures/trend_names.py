"""The names of the lines of a trend: beside their last points, in a column, or under the plot.

One or two lines are named where they end. With areas that the reader picked there may be seven, which end
close together: in the wide form their names stand in a column at the right, each joined to its last point; in
the narrow form there is no room for that, and they are told under the plot with the mark of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from stats.presentation.charts.description import TrendChart, TrendPoint, TrendSeries
from stats.presentation.charts.letters import width_of, wrap
from stats.presentation.charts.pictures.canvas import BAR, Canvas, Form, suffix_of
from stats.presentation.charts.pictures.placing import Box, leader, pieces, place, spread
from stats.presentation.charts.ticks import Scale
from stats.presentation.charts.words import label_with_value, last_words

LABEL_AT_MOST = {Form.WIDE: 192, Form.NARROW: 140}
COLUMN_GAP = 40
"""Between the last year and the column of names: room for the lines that lead to them."""
SIGN_ROOM = 15


@dataclass(frozen=True, slots=True)
class BreakInk:
    """Where the breaks are drawn: labels keep off the numbers and, if they can, off the lines."""

    lines: list[Box]
    badges: list[Box]


def quiet_first(chart: TrendChart) -> list[TrendSeries]:
    """In the order of drawing: what the chart is about comes last, on top."""
    return sorted(chart.series, key=lambda series: (series.emphasised, series.picked))


def mark_of(chart: TrendChart, series: TrendSeries) -> str:
    """What tells a series apart: "own", "quiet" or one of the marks of `palette.PICKED`."""
    if series.picked:
        return f"pick-{chart.picked.index(series) + 1}"
    return "own" if series.emphasised else "quiet"


def radius_of(mark: str) -> float:
    return 6 if mark == "own" else 4.5


def name_lines(chart: TrendChart, series: TrendSeries, *, form: Form) -> tuple[str, ...]:
    """The name at the end of a line, with its last number."""
    words = _last(chart, series) if chart.picked else label_with_value(series.label, series.points[-1].text)
    return wrap(words, width=LABEL_AT_MOST[form], size=form.text, bold=series.emphasised)


def right_margin(chart: TrendChart, *, form: Form) -> float:
    """Room for the names of the series that reach the last year; the others are named inside the plot."""
    if form is Form.NARROW:
        return 2
    widths = [
        width_of(line, size=form.text, bold=series.emphasised)
        for series in chart.series
        if series.points and (chart.picked or series.points[-1].year == chart.years[-1])
        for line in name_lines(chart, series, form=form)
    ]
    return max(widths, default=0) + (COLUMN_GAP + SIGN_ROOM - 18 if chart.picked else 0)


def names_key(chart: TrendChart, *, form: Form) -> tuple[tuple[str, str], ...]:
    """The names to tell under the plot, the highest last number first; empty where they stand on it."""
    if form is Form.WIDE or not chart.picked:
        return ()
    return tuple((mark_of(chart, series), _last(chart, series)) for series in by_last_value(chart))


def by_last_value(chart: TrendChart) -> list[TrendSeries]:
    """The series that have points, the highest last number first."""
    held = [series for series in chart.series if series.points]
    return sorted(held, key=lambda series: series.points[-1].value, reverse=True)


def draw_names(
    canvas: Canvas, chart: TrendChart, *, across: Scale, down: Scale, breaks: BreakInk, room: Box
) -> None:
    parent = canvas.group(hidden=True)
    if chart.picked and canvas.form is Form.WIDE:
        _draw_column(canvas, chart, across=across, down=down, room=room, parent=parent)
    else:
        _draw_beside(canvas, chart, across=across, down=down, breaks=breaks, room=room, parent=parent)


def _last(chart: TrendChart, series: TrendSeries) -> str:
    """The name and last number of a series; where that is older than the chart's last year, its year too."""
    point = series.points[-1]
    is_last = point.year == chart.years[-1]
    return last_words(series.label, point, year="" if is_last else _year(chart, point))


def _year(chart: TrendChart, point: TrendPoint) -> str:
    return str(point.year) if chart.snapshot else point.year_label


def _draw_column(
    canvas: Canvas, chart: TrendChart, *, across: Scale, down: Scale, room: Box, parent: ET.Element
) -> None:
    form = canvas.form
    held = [series for series in chart.series if series.points]
    lines = [name_lines(chart, series, form=form) for series in held]
    heights = [form.leading * len(one) - 1.0 for one in lines]
    ends = [(across(series.points[-1].year), down(series.points[-1].value)) for series in held]
    middles = spread([y for _x, y in ends], heights=heights, room=(room.top, room.bottom + 12))
    left = across.end + COLUMN_GAP + SIGN_ROOM
    for series, words, height, (x, y), middle in zip(held, lines, heights, ends, middles, strict=True):
        mark = mark_of(chart, series)
        sign = left - SIGN_ROOM + 4
        canvas.line("chart-leader", (x + 9, y), (sign - 9, middle), parent=parent)
        canvas.point(sign, middle, mark=mark, radius=radius_of(mark), parent=parent)
        box = Box(left, middle - height / 2, form.width, middle + height / 2)
        canvas.name(words, f"chart-name{suffix_of(mark)}", box, parent=parent)


def _draw_beside(
    canvas: Canvas,
    chart: TrendChart,
    *,
    across: Scale,
    down: Scale,
    breaks: BreakInk,
    room: Box,
    parent: ET.Element,
) -> None:
    """Each series is named at its last point, and the first number of the emphasised one is written too."""
    form = canvas.form
    obstacles = breaks.badges + [
        box for series in chart.series for box in _ink(chart, series, across=across, down=down)
    ]
    placed: list[Box] = []
    for series, point, lines in _wanted(chart, form=form):
        own = across(point.year), down(point.value)
        box = place(
            own,
            width=max(width_of(line, size=form.text, bold=series.emphasised) for line in lines),
            height=form.leading * len(lines) - 2,
            room=room,
            obstacles=obstacles,
            thin=breaks.lines,
            names=placed,
            others=[
                (across(held.year), down(held.value))
                for other in chart.series
                if other is not series
                for held in other.points
            ],
        )
        ends = leader(own, box, clear=9)
        if ends and not any(piece.overlaps(name) for piece in pieces(*ends) for name in placed):
            canvas.line("chart-leader", *ends, parent=parent)
        placed.append(box)
        css = "chart-name" if series.emphasised else "chart-name-quiet"
        canvas.name(lines, css, box, anchor=box.anchor(own[0]), parent=parent)


def _wanted(chart: TrendChart, *, form: Form) -> list[tuple[TrendSeries, TrendPoint, tuple[str, ...]]]:
    """What is written on the plot; where the names are told under it, only what the chart is about."""
    wanted = [
        (series, series.points[-1], name_lines(chart, series, form=form))
        for series in reversed(quiet_first(chart))
        if series.points and (series.emphasised or not chart.picked)
    ]
    wanted += [
        (series, series.points[0], (series.points[0].text,))
        for series in chart.series
        if series.emphasised and len(series.points) > 1
    ]
    return wanted


def _ink(chart: TrendChart, series: TrendSeries, *, across: Scale, down: Scale) -> list[Box]:
    """The boxes that a series' points, intervals and lines cover."""
    boxes: list[Box] = []
    for point in series.points:
        x, y = across(point.year), down(point.value)
        boxes.append(Box(x - 8, y - 8, x + 8, y + 8))
        if point.lower is not None and point.upper is not None:
            boxes.append(Box(x - BAR / 2, down(point.upper), x + BAR / 2, down(point.lower)))
    for earlier, later, _gap in chart.joins(series):
        boxes += pieces(*((across(end.year), down(end.value)) for end in (earlier, later)))
    return boxes
