"""Areas by size, with the limits around the benchmark: a funnel, because small areas vary more by chance.

Whoever stands outside the limits is named on the plot. Limits adjusted for how much areas differ anyway are
solid and their inside is shaded; limits by chance alone are dotted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from .canvas import RINGS, Canvas, Form, Frame
from .description import FunnelChart, FunnelPoint, LimitCurve, Outside
from .labels import Box, fill, pieces, place, spread, width_of, wrap
from .ticks import LogScale, Scale, Ticks, nice_ticks, size_ticks
from .words import (
    also_outside,
    denominator_axis,
    funnel_words,
    key_words,
    label_with_value,
    nothing_held,
    size_text,
)

HEIGHT = {Form.WIDE: 380, Form.NARROW: 400}
LABEL_AT_MOST = {Form.WIDE: 170, Form.NARROW: 128}
LEADER_FROM = 20
THIN_COST = 4  # for each short piece of a limit that a name lies across
LOGARITHMIC_FROM = 6
"""Where the largest denominator is this many times the smallest, equal ratios take equal lengths: London has
twelve times the people of Warwickshire, and forty areas would stand in the left tenth."""
BEYOND = 0.3
"""How far past the points the limits are followed, as a share of the points' own spread."""

Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plot:
    """The axes of a funnel. `room` is the plot itself; names of the lines stand to its right."""

    across: Scale | LogScale
    down: Scale
    ticks: Ticks
    room: Box

    @property
    def logarithmic(self) -> bool:
        return isinstance(self.across, LogScale)

    def at(self, point: FunnelPoint) -> tuple[float, float]:
        return self.across(point.denominator), self.down(point.value)


def draw_funnel(canvas: Canvas, chart: FunnelChart) -> Frame:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    canvas.y += 16
    height = canvas.plot_height(HEIGHT[form], foot=33 + 3 * form.leading)
    plot = funnel_plot(chart, form=form, top=canvas.y, bottom=canvas.y + height)
    _draw_axes(canvas, chart, plot)
    obstacles = _draw_limits(canvas, chart, plot)
    if not chart.points:
        middle = (plot.room.left + plot.room.right) / 2
        y = (plot.room.top + plot.room.bottom) / 2
        canvas.text(nothing_held(), "chart-soft", x=middle, y=y, anchor="middle", halo=True)
    names = canvas.group(hidden=True)
    _draw_points(canvas, chart, plot)
    unnamed = _draw_names(canvas, chart, plot, thin=obstacles, parent=names)
    canvas.root.remove(names)
    canvas.root.append(names)  # over the points, and found before them

    canvas.y = plot.room.bottom + 28
    for line in fill(_axis_words(chart, plot), width=form.width, size=form.text):
        canvas.y += form.leading
        canvas.foot_text(line, "chart-soft", x=0, parent=canvas.group(hidden=True))
    key = key_words(
        chart,
        axis_starts_at=plot.ticks.text(plot.ticks.low) if plot.ticks.low > 0 else "",
        benchmark=_benchmark_words(chart) if form is Form.NARROW else "",
    )
    if unnamed:
        key += (("", also_outside([point.label for point in unnamed])),)
    canvas.foot(key=key, notes=(), source_line=chart.source_line)
    return canvas.frame(
        left=plot.room.left, top=plot.room.top, right=plot.room.right, bottom=plot.room.bottom
    )


def funnel_plot(chart: FunnelChart, *, form: Form, top: float, bottom: float) -> Plot:
    ticks = funnel_ticks(chart)
    left = max(width_of(ticks.text(value), size=form.text) for value in ticks.values) + 10
    right = form.width - _right_margin(chart, form=form)
    low, high = size_span(chart)
    scale = LogScale if high / low >= LOGARITHMIC_FROM else Scale
    return Plot(
        across=scale(low, high, left, right),
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


def _benchmark_lines(chart: FunnelChart, *, form: Form) -> list[str]:
    """The benchmark is named beside its line where there is room, else in the key."""
    words = _benchmark_words(chart)
    return [] if form is Form.NARROW or not words else [*wrap(words, width=110, size=form.text)]


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
        if plot.logarithmic
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


def _axis_words(chart: FunnelChart, plot: Plot) -> str:
    return denominator_axis(chart.denominator_title, logarithmic=plot.logarithmic) if chart.points else ""


def _draw_limits(canvas: Canvas, chart: FunnelChart, plot: Plot) -> list[Box]:
    """Limits and benchmark, with their names at the right; returns the boxes that the lines cover."""
    parent, form, room = canvas.group(hidden=True), canvas.form, plot.room
    covered: list[Box] = []
    ends: list[tuple[float, tuple[str, ...]]] = []
    _shade(canvas, chart, plot, parent=parent)
    for curve in sorted(chart.curves, key=lambda one: one.adjusted):
        for run in limit_lines(curve, plot):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            canvas.mark(
                "polyline", "chart-limit" if curve.adjusted else "chart-chance", parent=parent, points=points
            )
            covered += [Box(x0, min(y0, y) - 2, x, max(y0, y) + 2) for (x0, y0), (x, y) in pairwise(run)]
            if curve in named_curves(chart) and run[-1][0] > room.right - 12:
                ends.append((run[-1][1], (curve.coverage,)))
    if chart.benchmark:
        y = plot.down(chart.benchmark.value)
        canvas.line("chart-reference", (room.left, y), (room.right, y), parent=parent)
        covered.append(Box(room.left, y - 2, room.right, y + 2))
        if named := _benchmark_lines(chart, form=form):
            ends.append((y, tuple(named)))
    heights = [form.leading * len(lines) - 2.0 for _y, lines in ends]
    middles = spread([y for y, _lines in ends], heights=heights, room=(room.top - 12, room.bottom + 6))
    for middle, height, (y, lines) in zip(middles, heights, ends, strict=True):
        box = Box(room.right + 7, middle - height / 2, form.width, middle + height / 2)
        canvas.name(
            lines,
            "chart-soft",
            box,
            anchor="start",
            at=(room.right, y),
            point=(plot.across.high, _value_at(plot, y)),
            parent=parent,
        )
    return covered


def _value_at(plot: Plot, y: float) -> float:
    share = (y - plot.down.start) / (plot.down.end - plot.down.start)
    return plot.down.low + share * (plot.down.high - plot.down.low)


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


def _shade(canvas: Canvas, chart: FunnelChart, plot: Plot, *, parent: ET.Element) -> None:
    if corners := band(chart, plot):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        canvas.mark("polygon", "chart-band", parent=parent, points=points)


def _draw_points(canvas: Canvas, chart: FunnelChart, plot: Plot) -> None:
    """By denominator, so that arrow keys walk from the smallest area to the largest."""
    held = canvas.group("chart-points", role="list") if chart.points else canvas.root
    ordered = sorted(chart.points, key=lambda one: (one.denominator, one.label))
    places = [plot.at(point) for point in ordered]
    for point, (x, y) in zip(ordered, places, strict=True):
        words = funnel_words(point, when=chart.when)
        item = canvas.group(role="listitem", parent=held)
        tag = "a" if point.href else "g"
        mark = ET.SubElement(item, tag, {"class": "chart-point", "aria-label": words})
        mark.set(*(("href", point.href) if point.href else ("role", "img")))
        ET.SubElement(mark, "title").text = words
        canvas.mark("circle", "chart-hit", parent=mark, cx=x, cy=y, r=_reach((x, y), places))
        quiet = not point.emphasised and point.outside is Outside.NO
        canvas.point(
            x,
            y,
            second_hand=point.second_hand,
            quiet=quiet,
            radius=6 if point.emphasised else 4.5,
            parent=mark,
        )
        for radius in RINGS[: rings(point)]:
            canvas.ring(x, y, radius=radius + 1.5 * point.emphasised, parent=mark)


def rings(point: FunnelPoint) -> int:
    return [*Outside].index(point.outside)


def _reach(own: tuple[float, float], places: Iterable[tuple[float, float]]) -> float:
    """How far around its point a link can be touched without taking what belongs to the next."""
    nearest = min(
        ((x - own[0]) ** 2 + (y - own[1]) ** 2 for x, y in places if (x, y) != own), default=10_000.0
    )
    return max(5.0, min(12.0, nearest**0.5 / 2))


def _draw_names(
    canvas: Canvas, chart: FunnelChart, plot: Plot, *, thin: list[Box], parent: ET.Element
) -> list[FunnelPoint]:
    """Names whoever is outside the limits, and the area that the page is about; returns whom it could not."""
    form = canvas.form
    places = {point: plot.at(point) for point in chart.points}
    marks = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in places.values()]
    room = Box(plot.room.left + 3, plot.room.top - 14, plot.room.right, plot.room.bottom - 4)
    named: list[Box] = []
    leaders: list[Box] = []
    unnamed: list[FunnelPoint] = []
    middle = chart.benchmark.value if chart.benchmark else 0.0
    wanted = [point for point in chart.points if point.emphasised or point.outside is not Outside.NO]
    for point in sorted(wanted, key=lambda one: (not one.emphasised, -rings(one), -abs(one.value - middle))):
        own = places[point]
        lines = wrap(point.label, width=LABEL_AT_MOST[form], size=form.text, bold=point.emphasised)
        box = place(
            own,
            width=max(width_of(line, size=form.text, bold=point.emphasised) for line in lines),
            height=form.leading * len(lines) - 2,
            room=room,
            obstacles=marks,
            thin=thin,
            names=[*named, *leaders],
            others=[place_of for other, place_of in places.items() if other is not point],
            gap=14 if point.outside is Outside.ACTION else 11,
            thin_cost=THIN_COST,
        )
        ends = _leader(own, box, clear=8 + 3 * rings(point))
        leader = [one for one in pieces(*ends, length=4) if not one.overlaps(box)] if ends else []
        if not box.inside(room) or any(
            one.overlaps(other) for one in (box, *leader) for other in (*named, *leaders)
        ):
            unnamed.append(point)
            continue
        named.append(box)
        leaders += leader
        if ends:
            canvas.line("chart-leader", *ends, parent=parent)
        canvas.name(
            lines,
            "chart-name" if point.emphasised else "chart-name-outside",
            box,
            anchor=_anchor(box, own[0]),
            at=own,
            point=(point.denominator, point.value),
            leader=bool(ends),
            parent=parent,
        )
    return unnamed


def _leader(
    point: tuple[float, float], box: Box, *, clear: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """A line from the edge of a point to a name that had to stand away from it; none where it stands near."""
    far = box.distance_to(*point)
    if far <= LEADER_FROM:
        return None
    end = min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)
    share = clear / far
    return (point[0] + (end[0] - point[0]) * share, point[1] + (end[1] - point[1]) * share), end


def _anchor(box: Box, x: float) -> str:
    ends = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}
    return min(ends, key=lambda end: abs(ends[end] - x))
