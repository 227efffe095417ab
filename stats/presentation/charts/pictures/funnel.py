"""Areas by size between limits: a funnel, because small areas vary more by chance.

Whoever stands outside the usual spread is named on the plot. Its limits and the middle that they are about
are solid, and their inside is shaded; limits by chance alone, and the benchmark that they are about, are
dotted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice, pairwise
from math import dist

from stats.presentation.charts.description import FunnelChart, FunnelPoint, LimitCurve, Outside, Reference
from stats.presentation.charts.letters import widest, width_of, wrap
from stats.presentation.charts.pictures import axes
from stats.presentation.charts.pictures.axes import Plot
from stats.presentation.charts.pictures.canvas import Canvas, Form, corners_of
from stats.presentation.charts.pictures.placing import HIDE_A_MARK, Box, Place, PlacedName, place_name, spread
from stats.presentation.charts.pictures.svg import coordinate
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks, size_ticks
from stats.presentation.charts.words import (
    also_outside,
    axis_key,
    denominator_axis,
    funnel_key,
    funnel_words,
    label_with_value,
    point_key,
    size_text,
)

HEIGHT = {Form.WIDE: 380, Form.MIDDLE: 380, Form.NARROW: 400}
LABEL_AT_MOST = {Form.WIDE: 170, Form.MIDDLE: 150, Form.NARROW: 128}
THIN_COST = 2.0  # for each short piece of a limit that a name lies across
LOGARITHMIC_FROM = 6
"""Where the largest denominator is this many times the smallest, equal ratios take equal lengths: London has
twelve times the people of Warwickshire, and forty areas would stand in the left tenth."""
LEAST_REACH, MOST_REACH = 5.0, 12.0
"""How far around a point it can be touched."""
BEYOND = 0.3
"""How far past the points the limits are followed, as a share of the points' own spread."""


def draw_funnel(canvas: Canvas, chart: FunnelChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    canvas.y += 16
    height = canvas.plot_height(HEIGHT[form], foot=33 + 3 * form.leading)
    plot = funnel_plot(chart, form=form, top=canvas.y, bottom=canvas.y + height)
    # Who could not be named on the plot is named under it, unless the picture must fit.
    names = placed_names(chart, plot, form=form) if canvas.is_drawn or canvas.fit is None else {}
    if canvas.is_drawn:
        _draw_plot(canvas, chart, plot, names=names)
    canvas.y = plot.room.bottom + axes.ROOM
    axis_title = denominator_axis(chart.denominator_title, logarithmic=plot.across.logarithmic)
    benchmark = chart.benchmark if form is Form.NARROW else None
    unnamed = [point.label for point, name in names.items() if not name.fits]
    canvas.foot(
        axis_title=axis_title if chart.points else "",
        key=[
            *point_key(chart),
            *([("benchmark", label_with_value(benchmark.label, benchmark.text))] if benchmark else []),
            *funnel_key(chart),
            *axis_key(plot.ticks),
            *([("", also_outside(unnamed))] if unnamed else []),
        ],
    )


def _draw_plot(
    canvas: Canvas, chart: FunnelChart, plot: Plot, *, names: Mapping[FunnelPoint, PlacedName]
) -> None:
    axes.draw_grid(canvas, plot, named=bool(chart.points))
    sizes = {plot.across(value): words for value, words in size_names(chart, plot, size=canvas.form.text)}
    with canvas.group(hidden=True):
        axes.draw_places(canvas, sizes, y=plot.room.bottom)
        _draw_limits(canvas, chart, plot)
    if chart.points:
        _draw_points(canvas, chart, plot)
    else:
        canvas.nothing_held(x=plot.room.middle[0], y=plot.room.middle[1])
    with canvas.group(hidden=True):  # over the points
        for point, name in names.items():
            if name.fits:
                canvas.placed(name, "chart-name" if point.emphasised else "chart-name-outside")


def funnel_plot(chart: FunnelChart, *, form: Form, top: float, bottom: float) -> Plot:
    ticks = funnel_ticks(chart)
    room = Box(axes.number_room(ticks, form=form), top, form.width - _right_margin(chart, form=form), bottom)
    low, high = size_span(chart)
    across = Scale(low, high, room.left, room.right, logarithmic=high / low >= LOGARITHMIC_FROM)
    return Plot(across, Scale(ticks.low, ticks.high, bottom, top), ticks, room)


def funnel_ticks(chart: FunnelChart) -> Ticks:
    """An axis for the points and the limits about them; limits that run far off are cut at the edge."""
    held = [point.value for point in chart.points]
    held += [reference.value for _css, reference in _references(chart)]
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


@lru_cache(maxsize=32)
def limit_lines(curve: LimitCurve, plot: Plot) -> tuple[list[Place], list[Place]]:
    """The upper end of the limits and the lower, across the plot, which both may leave above or below."""
    far = plot.room.top - 10 * (plot.room.bottom - plot.room.top)
    within = [ends for ends in curve.ends if plot.across.low <= ends[0] <= plot.across.high]
    upper = [(plot.across(at), far if high is None else plot.down(high)) for at, _low, high in within]
    return upper, [plot.at(at, low) for at, low, _high in within]


def named_curves(chart: FunnelChart) -> tuple[LimitCurve, ...]:
    """The limits that carry their name: those that words rest on."""
    adjusted = tuple(curve for curve in chart.curves if curve.adjusted)
    return adjusted or chart.curves


def _right_margin(chart: FunnelChart, *, form: Form) -> float:
    """Room for the names of the limits, and in the wide form for the benchmark's."""
    words = [curve.coverage for curve in named_curves(chart)]
    for _css, reference in _references(chart):
        words += _reference_lines(reference, form=form)
    return widest(words, size=form.text) + (8 if words else 2)


def _references(chart: FunnelChart) -> list[tuple[str, Reference]]:
    """The level lines with the class of each: the benchmark, and the middle of the areas."""
    lines = (("chart-reference", chart.benchmark), ("chart-limit", chart.middle))
    return [(css, reference) for css, reference in lines if reference is not None]


def _reference_lines(reference: Reference, *, form: Form) -> tuple[str, ...]:
    """It is named beside its line where there is room, else in the key."""
    words = label_with_value(reference.label, reference.text)
    return () if form is Form.NARROW else wrap(words, width=110, size=form.text)


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
    """Limits and benchmark, cut where they leave the plot, with their names at the right."""
    room = plot.room
    width, height = room.right - room.left, room.bottom - room.top
    view = " ".join(map(coordinate, (room.left, room.top, width, height)))
    with canvas.group(tag="svg", x=room.left, y=room.top, width=width, height=height, viewBox=view):
        for curve in named_curves(chart):
            if curve.coverage == Outside.WARNING.value:
                upper, lower = limit_lines(curve, plot)
                canvas.mark("polygon", "chart-band", points=corners_of(upper + lower[::-1]))
        for curve in sorted(chart.curves, key=lambda curve: curve.adjusted):
            for line in limit_lines(curve, plot):
                css = "chart-limit" if curve.adjusted else "chart-chance"
                canvas.mark("polyline", css, points=corners_of(line))
    for css, reference in _references(chart):
        y = plot.down(reference.value)
        canvas.line(css, (room.left, y), (room.right, y))
    for lines, box in line_names(chart, plot, form=canvas.form):
        canvas.name(lines, "chart-soft", box)


def _line_boxes(chart: FunnelChart, plot: Plot) -> list[Box]:
    """What the limits and the lines that they are about cover of the plot."""
    lines = [line for curve in chart.curves for line in limit_lines(curve, plot)]
    for _css, reference in _references(chart):
        y = plot.down(reference.value)
        lines.append([(plot.room.left, y), (plot.room.right, y)])
    boxes = (
        Box(x0, min(y0, y) - 2, x, max(y0, y) + 2) for line in lines for (x0, y0), (x, y) in pairwise(line)
    )
    return [box for box in boxes if box.overlaps(plot.room)]


def line_names(chart: FunnelChart, plot: Plot, *, form: Form) -> list[tuple[tuple[str, ...], Box]]:
    """The names of limits, benchmark and middle, at the right where the lines end, and where they stand."""
    room = plot.room
    ends: list[tuple[tuple[str, ...], float]] = [
        ((curve.coverage,), line[-1][1])
        for curve in named_curves(chart)
        for line in limit_lines(curve, plot)
        if line and line[-1][0] > room.right - 12 and room.top <= line[-1][1] <= room.bottom
    ]
    for _css, reference in _references(chart):
        if lines := _reference_lines(reference, form=form):
            ends.append((lines, plot.down(reference.value)))
    heights = [form.leading * len(lines) - 2.0 for lines, _y in ends]
    middles = spread([y for _lines, y in ends], heights=heights, room=(room.top - 12, room.bottom + 6))
    return [
        (lines, Box(room.right + 7, middle - height / 2, form.width, middle + height / 2))
        for (lines, _y), middle, height in zip(ends, middles, heights, strict=True)
    ]


def _draw_points(canvas: Canvas, chart: FunnelChart, plot: Plot) -> None:
    """By denominator, so that arrow keys walk from the smallest area to the largest."""
    places = {point: plot.at(point.denominator, point.value) for point in chart.points}
    reach = reaches(places.values())
    with canvas.group("chart-points", role="list"):
        for point in sorted(chart.points, key=lambda point: (point.denominator, point.label)):
            x, y = places[point]
            with canvas.told(funnel_words(point, when=chart.when), href=point.href):
                canvas.mark("circle", "chart-hit", cx=x, cy=y, r=reach[x, y])
                mark, radius = "own" if is_loud(point) else "quiet", 6 if point.emphasised else 4.5
                canvas.point(x, y, mark=mark, second_hand=point.second_hand, radius=radius)
                canvas.rings(x, y, count=rings(point), wider=1.5 * point.emphasised)


def is_loud(point: FunnelPoint) -> bool:
    """Named on the plot, in the strong colour."""
    return point.emphasised or point.outside is not Outside.NO


def rings(point: FunnelPoint) -> int:
    return [*Outside].index(point.outside)


def reaches(places: Iterable[Place]) -> dict[Place, float]:
    """How far around each point a link can be touched without taking what belongs to the next. Only those
    that are near enough are looked at."""
    ordered = sorted(set(places))
    nearest = dict.fromkeys(ordered, 2 * MOST_REACH)
    for number, own in enumerate(ordered, start=1):
        for other in islice(ordered, number, None):
            if other[0] - own[0] > 2 * MOST_REACH:
                break
            for one in (own, other):
                nearest[one] = min(nearest[one], dist(own, other))
    return {place: max(LEAST_REACH, away / 2) for place, away in nearest.items()}


def placed_names(chart: FunnelChart, plot: Plot, *, form: Form) -> dict[FunnelPoint, PlacedName]:
    """Names for whoever is outside the usual spread and for the page's own area; some may not fit."""
    places = {point: plot.at(point.denominator, point.value) for point in chart.points}
    marks = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in places.values()]
    thin = _line_boxes(chart, plot)
    room = Box(plot.room.left + 3, plot.room.top - 14, plot.room.right, plot.room.bottom - 4)
    about = chart.middle or chart.benchmark
    middle = about.value if about else 0.0
    wanted = [point for point in chart.points if is_loud(point)]
    placed: dict[FunnelPoint, PlacedName] = {}
    taken: list[Box] = []
    for point in sorted(
        wanted, key=lambda point: (not point.emphasised, -rings(point), -abs(point.value - middle))
    ):
        lines = wrap(point.label, width=LABEL_AT_MOST[form], size=form.text, bold=point.emphasised)
        name = placed[point] = place_name(
            places[point],
            lines,
            width=widest(lines, size=form.text, bold=point.emphasised),
            height=form.leading * len(lines) - 2,
            room=room,
            names=taken,
            costs={HIDE_A_MARK: marks, THIN_COST: thin},
            others=[place for other, place in places.items() if other is not point],
            gap=14 if point.outside is Outside.ACTION else 11,
            clear=8 + 3 * rings(point),
        )
        if name.fits:
            taken += name.covered
    return placed
