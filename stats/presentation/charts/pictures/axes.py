"""The plot that values stand in: its axes, the line to read them against, and the line of a series."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stats.presentation.charts.description import Break, Reference, TrendSeries, joins
from stats.presentation.charts.letters import widest, width_of
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.placing import Box, Place
from stats.presentation.charts.pictures.svg import coordinate
from stats.presentation.charts.ticks import Scale, Ticks
from stats.presentation.charts.words import label_with_value

ROOM = 28
"""How far a level axis and its numbers reach down."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Values that go upwards in `room`; names of lines may stand to its right."""

    across: Scale
    down: Scale
    ticks: Ticks
    room: Box

    def at(self, place: float, value: float) -> Place:
        return self.across(place), self.down(value)


def strokes(series: TrendSeries, plot: Plot, *, breaks: Iterable[Break]) -> tuple[str, str, str]:
    """The line of a series as what the `d` of three paths holds, each empty where there is nothing for it.

    The first joins neighbouring years, the second years with others missing between them, and the third has a
    dot for each year that neither joins to another. Years on the two sides of a break are never joined.
    """
    places = {
        point.year: " ".join(map(coordinate, plot.at(point.year, point.value))) for point in series.points
    }
    solid = dotted = ""
    lone, end = dict(places), 0
    for earlier, later, gap in joins(series, breaks=breaks):
        lone.pop(earlier.year, None)
        lone.pop(later.year, None)
        start, on = f"M{places[earlier.year]}", f"L{places[later.year]}"
        if gap:
            dotted += start + on
        else:
            solid += on if end == earlier.year else start + on
            end = later.year
    return solid, dotted, "".join(f"M{place}h0" for place in lone.values())


def number_room(ticks: Ticks, *, form: Form) -> float:
    """For the numbers at the left of a grid."""
    return widest(map(ticks.text, ticks.values), size=form.text) + 10


def draw_grid(canvas: Canvas, plot: Plot, *, named: bool) -> None:
    """A line for each round value, the lowest as the axis, with their numbers where they are `named`."""
    left, right = coordinate(plot.room.left), coordinate(plot.room.right)
    lowest, *others = (f"M{left} {coordinate(plot.down(value))}H{right}" for value in plot.ticks.values)
    with canvas.group(hidden=True):
        canvas.path("chart-grid", "".join(others))
        canvas.path("chart-axis", lowest)
        for value in plot.ticks.values if named else ():
            y = plot.down(value) + 5.5
            canvas.text(plot.ticks.text(value), "chart-soft", x=plot.room.left - 8, y=y, anchor="end")


def draw_places(canvas: Canvas, places: Mapping[float, str], *, y: float, line: str = "") -> None:
    """Along `y` a stroke at each place, longer where it has words, which stand under it.

    `line` is the axis itself, where the grid has not drawn it.
    """
    edge = coordinate(y)
    strokes = (f"M{coordinate(x)} {edge}v{6 if words else 3}" for x, words in places.items())
    canvas.path("chart-axis", line + "".join(strokes))
    for x, words in places.items():
        if words:
            middle = middle_of(words, near=x, form=canvas.form)
            canvas.text(words, "chart-soft", x=middle, y=y + 22, anchor="middle")


def draw_axis(canvas: Canvas, ticks: Ticks, *, across: Scale, y: float, beyond: float = 0) -> None:
    """The line at `y`, reaching so far beyond the scale's ends, and under it the numbers that have room."""
    size = canvas.form.text
    room = widest(map(ticks.text, ticks.values), size=size) + size * 0.6
    every = math.ceil(room / abs(across(ticks.values[1]) - across(ticks.values[0])))
    places = {
        across(value): "" if index % every else ticks.text(value) for index, value in enumerate(ticks.values)
    }
    ends = coordinate(across.start - beyond), coordinate(across.end + beyond)
    draw_places(canvas, places, y=y, line=f"M{ends[0]} {coordinate(y)}H{ends[1]}")


def draw_reference(
    canvas: Canvas,
    reference: Reference | None,
    *,
    across: Scale,
    top: float,
    bottom: float,
    names: Sequence[tuple[float, float]] = (),
) -> None:
    """A dashed line from its words at the top to the bottom; nothing without a reference.

    It stops above each of the names, whose tops and bottoms are given, and goes on below.
    """
    if reference is None:
        return
    form, x = canvas.form, across(reference.value)
    words = label_with_value(reference.label, reference.text)
    ends = [top + form.leading, *(end for name in names for end in name), bottom]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        canvas.line("chart-reference", (x, start), (x, end))
    middle = middle_of(words, near=x, form=form)
    canvas.text(words, "chart-soft", x=middle, y=top + form.leading - 5, anchor="middle")


def middle_of(words: str, *, near: float, form: Form, bold: bool = False) -> float:
    """Where the middle of a line of text stands: there, or as near as leaves it whole on the picture."""
    half = width_of(words, size=form.text, bold=bold) / 2
    return min(max(near, half), form.width - half)
