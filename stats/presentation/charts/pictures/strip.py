"""Where one area stands among all: each a dot on one line, only a few of them named.

Dots that would hide one another are stacked. The area that the page is about stands on the line itself, and a
thin line leads from it to its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from stats.presentation.charts.description import DotRow, StripChart
from stats.presentation.charts.letters import width_of
from stats.presentation.charts.pictures import axes
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.placing import Box
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks
from stats.presentation.charts.words import label_with_value, point_key, row_words

RADIUS = 5.5
PRESS_RADIUS = RADIUS - 1.5  # a diamond reaches further than a dot of its size
OWN_RADIUS = 8
STEP = 2 * RADIUS + 1
INSET = 14  # half of a number of three digits
FLOOR = 14  # from the dots on the line down to the axis
LEVELS = 14
"""The highest stack; where more areas than that have one value, their dots hide one another."""


def draw_strip(canvas: Canvas, chart: StripChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    ticks = strip_ticks(chart, form=form)
    across = Scale(ticks.low, ticks.high, INSET, form.width - INSET)
    levels = stacked(chart, across=across)
    top = canvas.y + 12
    line = top + 2 * form.leading + 14 + max(levels.values(), default=0) * STEP + OWN_RADIUS
    floor = line + FLOOR
    with canvas.group(hidden=True):
        if chart.rows:
            axes.draw_axis(canvas, ticks, across=across, y=floor, beyond=INSET)
        else:
            canvas.line("chart-axis", (0, floor), (form.width, floor))
            canvas.nothing_held(x=form.width / 2, y=line - 4)
        axes.draw_reference(canvas, chart.reference, across=across, top=top - 2, bottom=floor)
    canvas.y = floor + axes.ROOM
    with canvas.group(hidden=True):
        _draw_own_name(canvas, chart, across=across, top=top + form.leading, line=line)
        _draw_ends(canvas, chart, across=across)
    if chart.rows and canvas.is_drawn:
        _draw_rows(canvas, chart, levels=levels, across=across, line=line)
    canvas.y += 4
    canvas.foot(key=point_key(chart))


def strip_ticks(chart: StripChart, *, form: Form) -> Ticks:
    values = [row.value for row in chart.rows]
    values += [
        end for row in chart.rows if row.emphasised for end in (row.lower, row.upper) if end is not None
    ]
    values += [chart.reference.value] if chart.reference else []
    return nice_ticks(values, at_most=5 if form is Form.NARROW else 8, from_zero=False)


def stacked(chart: StripChart, *, across: Scale) -> dict[DotRow, int]:
    """For each row how many dots it stands above the line: as few as leave every dot in sight."""
    levels = dict.fromkeys(own_rows(chart), 0)
    own = [across(row.value) for row in levels]
    last = [float("-inf")] * LEVELS  # the dot furthest right on each level: they come from the left
    for row in in_order(chart):
        if row in levels:
            continue
        x = across(row.value)
        beside = any(abs(x - other) < RADIUS + OWN_RADIUS + 1 for other in own)
        room = [x - other for other in last[beside:]]
        free = [at for at, clear in enumerate(room) if clear >= STEP]
        levels[row] = beside + (free[0] if free else room.index(max(room)))
        last[levels[row]] = x
    return levels


def _draw_own_name(canvas: Canvas, chart: StripChart, *, across: Scale, top: float, line: float) -> None:
    """The name above its dot, moved aside where the line of England and Wales would run through it."""
    form = canvas.form
    for row in own_rows(chart):
        words, x = label_with_value(row.label, row.text), across(row.value)
        wide = width_of(words, size=form.text, bold=True)
        left = min(max(x - wide / 2, 0), form.width - wide)
        if chart.reference:
            crossing = across(chart.reference.value)
            if left - 5 < crossing < left + wide + 5:
                sides = (crossing - 6 - wide, crossing + 6)
                whole = [side for side in sides if 0 <= side <= form.width - wide]
                left = min(whole, key=lambda side: abs(side + wide / 2 - x), default=left)
        box = Box(left, top, left + wide, top + form.leading - 2)
        end = min(max(x, box.left + 4), box.right - 4)
        canvas.line("chart-leader", (end, box.bottom), (x, line - OWN_RADIUS - 1))
        anchor = "end" if x > box.right - 4 else "start" if x < box.left + 4 else "middle"
        canvas.name((words,), "chart-name", box, anchor=anchor)


def radius_of(row: DotRow) -> float:
    if row.emphasised:
        return OWN_RADIUS
    return PRESS_RADIUS if row.second_hand else RADIUS


def own_rows(chart: StripChart) -> Sequence[DotRow]:
    """The area that the chart is about: one, or none."""
    return [row for row in chart.rows if row.emphasised][:1]


def in_order(chart: StripChart) -> list[DotRow]:
    """From the lowest value to the highest."""
    return sorted(chart.rows, key=lambda row: (row.value, row.label))


def end_rows(chart: StripChart) -> list[DotRow]:
    """The lowest and the highest, without the area that is named already."""
    ordered = in_order(chart)
    return [row for row in dict.fromkeys(ordered[:1] + ordered[-1:]) if not row.emphasised]


def _draw_ends(canvas: Canvas, chart: StripChart, *, across: Scale) -> None:
    """The lowest and the highest under the axis, at their dots; two lines where they would meet."""
    form = canvas.form
    edge = 0.0
    for row in end_rows(chart):
        words = label_with_value(row.label, row.text)
        wide = width_of(words, size=form.text)
        left = axes.middle_of(words, near=across(row.value), form=form) - wide / 2
        if edge == 0 or left < edge:
            canvas.y += form.leading
        edge = left + wide + 12
        canvas.text(words, "chart-text", x=left, y=canvas.y - 4, halo=True)


def _draw_rows(
    canvas: Canvas, chart: StripChart, *, levels: dict[DotRow, int], across: Scale, line: float
) -> None:
    """By value, so that arrow keys walk from the lowest to the highest."""
    some_emphasised = any(row.emphasised for row in chart.rows)
    with canvas.group("chart-points", role="list"):
        for row in in_order(chart):
            words, x, y = row_words(row, when=chart.when), across(row.value), line - levels[row] * STEP
            with canvas.told(words, href=row.href):
                if row.emphasised:
                    canvas.interval(row, across=across, y=y, mark="own")
                canvas.mark("circle", "chart-hit", cx=x, cy=y, r=RADIUS + 0.5)
                mark = "quiet" if some_emphasised and not row.emphasised else "own"
                canvas.point(x, y, mark=mark, second_hand=row.second_hand, radius=radius_of(row))
