"""The names of the lines of a trend: beside their last points, in a column, or under the plot.

One or two lines are named where they end. With areas that the reader picked there may be seven, which end
close together: in the wide form their names stand in a column at the right, each joined to its last point; in
the narrow form there is no room for that, and they are told under the plot with the mark of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .canvas import Canvas, Form
from .description import TrendChart, TrendPoint, TrendSeries
from .labels import Box, place, spread, width_of, wrap
from .ticks import Scale
from .words import label_with_value, last_words

LABEL_AT_MOST = {Form.WIDE: 192, Form.NARROW: 140}
LEADER_FROM = 26
COLUMN_GAP = 40
"""Between the last year and the column of names: room for the lines that lead to them."""
SIGN_ROOM = 15
BAR = 9


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


def suffix_of(mark: str) -> str:
    """The end of the classes of the series' marks; this area's have none."""
    return "" if mark == "own" else f"-{mark}"


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
    held = sorted(
        (series for series in chart.series if series.points),
        key=lambda one: one.points[-1].value,
        reverse=True,
    )
    return tuple((mark_of(chart, series), _last(chart, series)) for series in held)


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
        series_point(canvas, sign, middle, mark=mark, second_hand=False, parent=parent)
        box = Box(left, middle - height / 2, form.width, middle + height / 2)
        point = series.points[-1]
        css = f"chart-name{suffix_of(mark)}"
        at = (point.year, point.value)
        canvas.name(words, css, box, anchor="start", at=(x, y), point=at, leader=True, parent=parent)


def series_point(
    canvas: Canvas, x: float, y: float, *, mark: str, second_hand: bool, parent: ET.Element
) -> None:
    """A point of a series, in the shape that is its own."""
    if mark in ("own", "quiet"):
        quiet = mark == "quiet"
        canvas.point(x, y, second_hand=second_hand, quiet=quiet, radius=4.5 if quiet else 6, parent=parent)
    else:
        canvas.picked_point(x, y, mark=mark, second_hand=second_hand, parent=parent)


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
    at = {
        (series.label, point.year): (across(point.year), down(point.value))
        for series in chart.series
        for point in series.points
    }
    placed: list[Box] = []
    for series, point, lines in _wanted(chart, form=form):
        own = at[series.label, point.year]
        box = place(
            own,
            width=max(width_of(line, size=form.text, bold=series.emphasised) for line in lines),
            height=form.leading * len(lines) - 2,
            room=room,
            obstacles=obstacles,
            thin=breaks.lines,
            names=placed,
            others=[place_of for (label, _year), place_of in at.items() if label != series.label],
        )
        ends = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}
        anchor = min(ends, key=lambda end: abs(ends[end] - own[0]))
        _draw_leader(canvas, own, box, names=placed, parent=parent)
        placed.append(box)
        canvas.name(
            lines,
            "chart-name" if series.emphasised else "chart-name-quiet",
            box,
            anchor=anchor,
            at=own,
            point=(point.year, point.value),
            parent=parent,
        )


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


def _draw_leader(
    canvas: Canvas, point: tuple[float, float], box: Box, *, names: Sequence[Box], parent: ET.Element
) -> None:
    """A thin line to a name that had to stand away from its point, unless it would cross another name."""
    if box.distance_to(*point) <= LEADER_FROM:
        return
    below = box.top > point[1]
    start = (point[0], point[1] + (9 if below else -9))
    end = (min(max(point[0], box.left + 4), box.right - 4), box.top + 1 if below else box.bottom - 1)
    reach = Box(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]) + 1, max(start[1], end[1])
    )
    if not any(reach.overlaps(name) for name in names):
        canvas.line("chart-leader", start, end, parent=parent)


def _ink(chart: TrendChart, series: TrendSeries, *, across: Scale, down: Scale) -> list[Box]:
    """The boxes that a series' points, intervals and lines cover."""
    boxes: list[Box] = []
    for point in series.points:
        x, y = across(point.year), down(point.value)
        boxes.append(Box(x - 8, y - 8, x + 8, y + 8))
        if point.lower is not None and point.upper is not None:
            boxes.append(Box(x - BAR / 2, down(point.upper), x + BAR / 2, down(point.lower)))
    for earlier, later, _gap in chart.joins(series):
        x0, y0, x1, y1 = across(earlier.year), down(earlier.value), across(later.year), down(later.value)
        pieces = max(1, round((x1 - x0) / 12))
        for piece in range(pieces):
            start, end = piece / pieces, (piece + 1) / pieces
            ys = (y0 + (y1 - y0) * start, y0 + (y1 - y0) * end)
            boxes.append(Box(x0 + (x1 - x0) * start, min(ys) - 2, x0 + (x1 - x0) * end, max(ys) + 2))
    return boxes
