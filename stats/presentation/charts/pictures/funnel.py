"""Areas by size, with the limits around the benchmark: a funnel, because small areas vary more by chance.

Whoever stands outside the limits is named on the plot. Limits adjusted for how much areas differ anyway are
solid and their inside is shaded; limits by chance alone are dotted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist
from xml.etree import ElementTree as ET

from stats.presentation.charts.description import FunnelChart, FunnelPoint, LimitCurve, Outside
from stats.presentation.charts.letters import width_of, wrap
from stats.presentation.charts.pictures.canvas import RINGS, Canvas, Form
from stats.presentation.charts.pictures.placing import Box, leader, pieces, place, spread
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks, size_ticks
from stats.presentation.charts.words import (
    also_outside,
    axis_key,
    denominator_axis,
    funnel_key,
    funnel_words,
    label_with_value,
    nothing_held,
    point_key,
    size_text,
)

HEIGHT = {Form.WIDE: 380, Form.NARROW: 400}
LABEL_AT_MOST = {Form.WIDE: 170, Form.NARROW: 128}
THIN_COST = 2.0  # for each short piece of a limit that a name lies across
LOGARITHMIC_FROM = 6
"""Where the largest denominator is this many times the smallest, equal ratios take equal lengths: London has
twelve times the people of Warwickshire, and forty areas would stand in the left tenth."""
BEYOND = 0.3
"""How far past the points the limits are followed, as a share of the points' own spread."""

Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plot:
    """The axes of a funnel. `room` is the plot itself; names of the lines stand to its right."""

    across: Scale
    down: Scale
    ticks: Ticks
    room: Box

    def at(self, point: FunnelPoint) -> tuple[float, float]:
        return self.across(point.denominator), self.down(point.value)


def draw_funnel(canvas: Canvas, chart: FunnelChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    canvas.y += 16
    height = canvas.plot_height(HEIGHT[form], foot=33 + 3 * form.leading)
    plot = funnel_plot(chart, form=form, top=canvas.y, bottom=canvas.y + height)
    _draw_axes(canvas, chart, plot)
    _draw_limits(canvas, chart, plot)
    if not chart.points:
        middle = (plot.room.left + plot.room.right) / 2
        y = (plot.room.top + plot.room.bottom) / 2
        canvas.text(nothing_held(), "chart-soft", x=middle, y=y, anchor="middle", halo=True)
    names = canvas.group(hidden=True)
    _draw_points(canvas, chart, plot)
    unnamed = _draw_names(canvas, chart, plot, parent=names)
    canvas.body.remove(names)
    canvas.body.append(names)  # over the points, and found before them

    canvas.y = plot.room.bottom + 28
    axis_title = denominator_axis(chart.denominator_title, logarithmic=plot.across.logarithmic)
    benchmark = _benchmark_words(chart) if form is Form.NARROW else ""
    canvas.foot(
        axis_title=axis_title if chart.points else "",
        key=[
            *point_key(chart),
            *([("benchmark", benchmark)] if benchmark else []),
            *funnel_key(chart),
            *axis_key(plot.ticks),
            *([("", also_outside(unnamed))] if unnamed else []),
        ],
        source_line=chart.source_line,
    )


def funnel_plot(chart: FunnelChart, *, form: Form, top: float, bottom: float) -> Plot:
    ticks = funnel_ticks(chart)
    left = max(width_of(ticks.text(value), size=form.text) for value in ticks.values) + 10
    right = form.width - _right_margin(chart, form=form)
    low, high = size_span(chart)
    return Plot(
        across=Scale(low, high, left, right, logarithmic=high / low >= LOGARITHMIC_FROM),
        down=Scale(ticks.low, ticks.high, bottom, top),
        ticks=ticks,
        room=Box(left, top, right, bottom),
    )


def funnel_ticks(chart: FunnelChart) -> Ticks:
    """An axis for the points and the limits about them; limits that run far off are cut at the edge."""
    held = [point.value for point in chart.points]
    held += [chart.benchmark.value] if chart.benchmark else []
    if not held:
        return nice_ticks((), at_most=6, from_zero=True)
    low, high = min(held), max(held)
    beyond = max((high - low) * BEYOND, high * 0.05)
    ends = [end for curve in chart.curves for _at, *pair in curve.ends for end in pair if end is not None]
    near = [min(max(end, low - beyond), high + beyond) for end in ends]
    taken = [*held, *(max(end, 0) if low >= 0 else end for end in near)]
    return nice_ticks(taken, at_most=6, from_zero=min(taken) <= (max(taken) - min(taken)) / 3)


def size_span(chart: FunnelChart) -> tuple[float, float]:
    """The ends of the axis of denominators: a little past the points, where the limits begin and end."""
    sizes = [point.denominator for point in chart.points] or [1.0]
    low, high = min(sizes), max(sizes)
    if low == high:
        return low / 2, high * 2
    sampled = [at for curve in chart.curves for at, *_ends in curve.ends]
    before = [at for at in sampled if at <= low * 0.95]
    after = [at for at in sampled if at >= high * 1.03]
    return max(before, default=low / 1.12), min(after, default=high * 1.08)


def limit_lines(curve: LimitCurve, plot: Plot) -> list[Line]:
    """The curve as lines within the plot: its upper end, then its lower, each cut where it leaves."""
    far = plot.room.top - 10 * (plot.room.bottom - plot.room.top)
    within = [one for one in curve.ends if plot.across.low <= one[0] <= plot.across.high]
    upper = [(plot.across(at), far if high is None else plot.down(high)) for at, _low, high in within]
    lower = [(plot.across(at), plot.down(low)) for at, low, _high in within]
    return [run for line in (upper, lower) for run in clipped(line, plot.room.top, plot.room.bottom)]


def clipped(line: Sequence[tuple[float, float]], top: float, bottom: float) -> list[Line]:
    """The runs of the line between two heights, cut exactly there."""
    runs: list[Line] = []
    run: Line = []
    for at, (x, y) in enumerate(line):
        if at:
            x0, y0 = line[at - 1]
            crossed = [
                (x0 + (x - x0) * (edge - y0) / (y - y0), edge)
                for edge in (top, bottom)
                if min(y0, y) < edge < max(y0, y)
            ]
            run.extend(sorted(crossed))
        if top <= y <= bottom:
            run.append((x, y))
        elif run:
            runs.append(run)
            run = []
    return [one for one in [*runs, run] if len(one) > 1]


def named_curves(chart: FunnelChart) -> tuple[LimitCurve, ...]:
    """The limits that carry their name: those that words rest on."""
    adjusted = tuple(curve for curve in chart.curves if curve.adjusted)
    return adjusted or chart.curves


def _right_margin(chart: FunnelChart, *, form: Form) -> float:
    """Room for the names of the limits, and in the wide form for the benchmark's."""
    words = [curve.coverage for curve in named_curves(chart)]
    words += _benchmark_lines(chart, form=form)
    return max((width_of(line, size=form.text) for line in words), default=0) + (8 if words else 2)


def _benchmark_lines(chart: FunnelChart, *, form: Form) -> tuple[str, ...]:
    """The benchmark is named beside its line where there is room, else in the key."""
    words = _benchmark_words(chart)
    return () if form is Form.NARROW or not words else wrap(words, width=110, size=form.text)


def _benchmark_words(chart: FunnelChart) -> str:
    return label_with_value(chart.benchmark.label, chart.benchmark.text) if chart.benchmark else ""


def _draw_axes(canvas: Canvas, chart: FunnelChart, plot: Plot) -> None:
    parent, room, size = canvas.group(hidden=True), plot.room, canvas.form.text
    for value in plot.ticks.values:
        y = plot.down(value)
        css = "chart-axis" if value == plot.ticks.low else "chart-grid"
        canvas.line(css, (room.left, y), (room.right, y), parent=parent)
        if chart.points:
            words = plot.ticks.text(value)
            canvas.text(words, "chart-soft", x=room.left - 8, y=y + 5.5, anchor="end", parent=parent)
    for value, words in size_names(chart, plot, size=size):
        x = plot.across(value)
        canvas.line("chart-axis", (x, room.bottom), (x, room.bottom + 6), parent=parent)
        canvas.text(words, "chart-soft", x=x, y=room.bottom + 22, anchor="middle", parent=parent)


def size_names(chart: FunnelChart, plot: Plot, *, size: float) -> list[tuple[float, str]]:
    """The denominators that can carry their number without touching the one before or leaving the picture."""
    if not chart.points:
        return []
    low, high = plot.across.low, plot.across.high
    ticks = (
        size_ticks(low, high)
        if plot.across.logarithmic
        else nice_ticks((low, high), at_most=5, from_zero=False).values
    )
    named: list[tuple[float, str]] = []
    edge = 0.0
    for value in ticks:
        words = size_text(value)
        half, x = width_of(words, size=size) / 2, plot.across(value)
        if low <= value <= high and x - half >= edge and x + half <= plot.room.right + half:
            named.append((value, words))
            edge = x + half + size * 0.7
    return named


def _draw_limits(canvas: Canvas, chart: FunnelChart, plot: Plot) -> None:
    """Limits and benchmark, with their names at the right."""
    parent, room = canvas.group(hidden=True), plot.room
    if corners := band(chart, plot):
        canvas.mark("polygon", "chart-band", parent=parent, points=_corners(corners))
    for curve in sorted(chart.curves, key=lambda curve: curve.adjusted):
        css = "chart-limit" if curve.adjusted else "chart-chance"
        for run in limit_lines(curve, plot):
            canvas.mark("polyline", css, parent=parent, points=_corners(run))
    if chart.benchmark:
        y = plot.down(chart.benchmark.value)
        canvas.line("chart-reference", (room.left, y), (room.right, y), parent=parent)
    for lines, box in line_names(chart, plot, form=canvas.form):
        canvas.name(lines, "chart-soft", box, parent=parent)


def _line_boxes(chart: FunnelChart, plot: Plot) -> list[Box]:
    """What the limits and the benchmark cover."""
    runs = [run for curve in chart.curves for run in limit_lines(curve, plot)]
    if chart.benchmark:
        y = plot.down(chart.benchmark.value)
        runs.append([(plot.room.left, y), (plot.room.right, y)])
    return [Box(x0, min(y0, y) - 2, x, max(y0, y) + 2) for run in runs for (x0, y0), (x, y) in pairwise(run)]


def line_names(chart: FunnelChart, plot: Plot, *, form: Form) -> list[tuple[tuple[str, ...], Box]]:
    """The names of limits and benchmark, at the right where the lines end, and where they stand."""
    room = plot.room
    ends: list[tuple[tuple[str, ...], float]] = [
        ((curve.coverage,), run[-1][1])
        for curve in named_curves(chart)
        for run in limit_lines(curve, plot)
        if run[-1][0] > room.right - 12
    ]
    if chart.benchmark and (lines := _benchmark_lines(chart, form=form)):
        ends.append((lines, plot.down(chart.benchmark.value)))
    heights = [form.leading * len(lines) - 2.0 for lines, _y in ends]
    middles = spread([y for _lines, y in ends], heights=heights, room=(room.top - 12, room.bottom + 6))
    return [
        (lines, Box(room.right + 7, middle - height / 2, form.width, middle + height / 2))
        for (lines, _y), middle, height in zip(ends, middles, heights, strict=True)
    ]


def band(chart: FunnelChart, plot: Plot) -> Line:
    """The inside of the limits that words rest on, as a polygon; empty where no such limits are held."""
    inner = [curve for curve in named_curves(chart) if curve.coverage == Outside.WARNING.value]
    if not inner:
        return []
    within = [one for one in inner[0].ends if plot.across.low <= one[0] <= plot.across.high]

    def height(value: float | None) -> float:
        y = plot.room.top if value is None else plot.down(value)
        return min(max(y, plot.room.top), plot.room.bottom)

    upper = [(plot.across(at), height(high)) for at, _low, high in within]
    lower = [(plot.across(at), height(low)) for at, low, _high in reversed(within)]
    return upper + lower


def _corners(places: Line) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _draw_points(canvas: Canvas, chart: FunnelChart, plot: Plot) -> None:
    """By denominator, so that arrow keys walk from the smallest area to the largest."""
    held = canvas.group("chart-points", role="list") if chart.points else canvas.body
    ordered = sorted(chart.points, key=lambda one: (one.denominator, one.label))
    places = [plot.at(point) for point in ordered]
    for point, (x, y) in zip(ordered, places, strict=True):
        words = funnel_words(point, when=chart.when)
        item = canvas.group(role="listitem", parent=held)
        mark = canvas.told("chart-point", words, href=point.href, parent=item)
        ET.SubElement(mark, "title").text = words
        canvas.mark("circle", "chart-hit", parent=mark, cx=x, cy=y, r=_reach((x, y), places))
        canvas.point(
            x,
            y,
            second_hand=point.second_hand,
            mark="own" if is_loud(point) else "quiet",
            radius=6 if point.emphasised else 4.5,
            parent=mark,
        )
        for radius in RINGS[: rings(point)]:
            canvas.ring(x, y, radius=radius + 1.5 * point.emphasised, parent=mark)


def is_loud(point: FunnelPoint) -> bool:
    """Named on the plot, in the strong colour."""
    return point.emphasised or point.outside is not Outside.NO


def rings(point: FunnelPoint) -> int:
    return [*Outside].index(point.outside)


def _reach(own: tuple[float, float], places: Iterable[tuple[float, float]]) -> float:
    """How far around its point a link can be touched without taking what belongs to the next."""
    nearest = min((dist(own, place) for place in places if place != own), default=100.0)
    return max(5.0, min(12.0, nearest / 2))


@dataclass(frozen=True, slots=True)
class PlacedName:
    """The name of a point where it stands; `leader` is the line that joins them where that is not near."""

    point: FunnelPoint
    lines: tuple[str, ...]
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None


def placed_names(chart: FunnelChart, plot: Plot, *, form: Form) -> tuple[list[PlacedName], list[str]]:
    """Names for whoever is outside the limits and for the page's own area, and who has no room for one."""
    places = {point: plot.at(point) for point in chart.points}
    marks = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in places.values()]
    room = Box(plot.room.left + 3, plot.room.top - 14, plot.room.right, plot.room.bottom - 4)
    thin = _line_boxes(chart, plot)
    placed: list[PlacedName] = []
    taken: list[Box] = []  # by names and the lines that lead to them
    unnamed: list[str] = []
    middle = chart.benchmark.value if chart.benchmark else 0.0
    wanted = [point for point in chart.points if is_loud(point)]
    for point in sorted(wanted, key=lambda one: (not one.emphasised, -rings(one), -abs(one.value - middle))):
        lines = wrap(point.label, width=LABEL_AT_MOST[form], size=form.text, bold=point.emphasised)
        box = place(
            places[point],
            width=max(width_of(line, size=form.text, bold=point.emphasised) for line in lines),
            height=form.leading * len(lines) - 2,
            room=room,
            obstacles=marks,
            thin=thin,
            names=taken,
            others=[place_of for other, place_of in places.items() if other is not point],
            gap=14 if point.outside is Outside.ACTION else 11,
            thin_cost=THIN_COST,
        )
        ends = leader(places[point], box, clear=8 + 3 * rings(point))
        line = [piece for piece in pieces(*ends, length=4) if not piece.overlaps(box)] if ends else []
        if not box.inside(room) or any(new.overlaps(old) for new in (box, *line) for old in taken):
            unnamed.append(point.label)
            continue
        taken += [box, *line]
        placed.append(PlacedName(point, lines, box, ends))
    return placed, unnamed


def _draw_names(canvas: Canvas, chart: FunnelChart, plot: Plot, *, parent: ET.Element) -> list[str]:
    """Returns whom it could not name."""
    placed, unnamed = placed_names(chart, plot, form=canvas.form)
    for name in placed:
        if name.leader:
            canvas.line("chart-leader", *name.leader, parent=parent)
        css = "chart-name" if name.point.emphasised else "chart-name-outside"
        anchor = name.box.anchor(plot.at(name.point)[0])
        canvas.name(name.lines, css, name.box, anchor=anchor, parent=parent)
    return unnamed
