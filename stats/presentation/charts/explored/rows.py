"""Areas to explore on one indicator: each in its own row, or all on one line, stacked as in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stats.presentation.charts.description import DotChart, RowsChart, StripChart
from stats.presentation.charts.explored.parts import (
    Json,
    colour,
    intervals,
    note,
    quiet_and_loud,
    reference,
)
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.dots import dot_ticks, label_lines, plot_sides
from stats.presentation.charts.pictures.strip import INSET, end_rows, own_rows, stacked, strip_ticks
from stats.presentation.charts.ticks import Scale
from stats.presentation.charts.words import label_with_value, row_words

AXIS_ROOM = 34
NAME_ROOM = 22


def explore_dots(chart: DotChart, form: Form) -> tuple[list[Json], Json]:
    """Names beside their dots or, in the narrow form, above them; each leads to its area."""
    left, right = plot_sides(chart, form=form)
    ticks = dot_ticks(chart, form=form)
    names = {"xanchor": "right", "align": "right", "xshift": -13}
    up, lift = 0, 0.0
    if form is Form.NARROW:
        names = {"xanchor": "left", "align": "left", "xshift": -left}
        up, lift = 19, 0.16
    shapes, words = reference(chart.reference)
    annotations = []
    for at, row in enumerate(chart.rows):
        font = {"color": colour("ink"), "weight": 700 if row.emphasised else 400}
        look = {"y": at, "xref": "paper", "yshift": up, "font": font}
        leads = {"captureevents": True, "name": row.href} if row.href else {}
        annotations.append(note(*label_lines(chart, row, form=form), x=0, **names, **look, **leads))
        annotations.append(note(row.text, x=1, xanchor="right", xshift=form.width - right, **look))
    places = range(len(chart.rows))
    layout = {
        "margin": {"l": left, "r": form.width - right},
        # Where the picture begins, which its key says.
        "xaxis": {"range": [ticks.low, ticks.high], "nticks": len(ticks.values)},
        "yaxis": {
            "range": [max(len(places), 1) - 0.5 - lift, -0.5 - lift],
            "tickvals": [*places],
            "showticklabels": False,
            "fixedrange": True,
        },
        "shapes": shapes,
        "annotations": annotations + words,
    }
    return _row_points(chart, places, size=13, bars="error_x"), layout


def explore_strip(chart: StripChart, form: Form) -> tuple[list[Json], Json]:
    """Heights are levels of the stack; the own area is named above all dots, the two ends under the axis."""
    ticks = strip_ticks(chart, form=form)
    stack = stacked(chart, across=Scale(ticks.low, ticks.high, INSET, form.width - INSET))
    top = max(stack.values(), default=0) + 1

    def side(value: float) -> str:
        """What of a name at that value stands over it, so that the name stays on the chart."""
        share = (value - ticks.low) / (ticks.high - ticks.low)
        return "left" if share < 0.3 else "right" if share > 0.7 else "center"

    shapes, annotations = reference(
        chart.reference, side=side(chart.reference.value) if chart.reference else ""
    )
    for row in own_rows(chart):
        look = {"font": {"color": colour("blue"), "weight": 700}, "bgcolor": colour("paper")}
        leader = {"showarrow": True, "ax": 0, "ay": top, "ayref": "y", "yanchor": "bottom"}
        words = label_with_value(row.label, row.text)
        annotations.append(note(words, x=row.value, y=0, xanchor=side(row.value), **look, **leader))
    ends = end_rows(chart)
    for at, row in enumerate(ends):
        x, anchor, shift = (0, "left", -INSET) if row.value < ends[-1].value else (1, "right", INSET)
        down = AXIS_ROOM - 6 + (NAME_ROOM * at if form is Form.NARROW else 0)
        look = {"font": {"color": colour("ink")}, "xref": "paper", "yref": "paper", "yanchor": "top"}
        words = label_with_value(row.label, row.text)
        annotations.append(note(words, x=x, y=0, xanchor=anchor, xshift=shift, yshift=-down, **look))
    layout = {
        "margin": {
            "l": INSET,
            "r": INSET,
            "b": AXIS_ROOM + NAME_ROOM * (len(ends) if form is Form.NARROW else bool(ends)),
        },
        "xaxis": {"range": [ticks.low, ticks.high], "nticks": len(ticks.values)},
        "yaxis": {
            "range": [-1.2, top + 2],
            "showticklabels": False,
            "showgrid": False,
            "fixedrange": True,
        },
        "shapes": shapes,
        "annotations": annotations,
    }
    data = _row_points(chart, [stack[row] for row in chart.rows], size=11, grown=5)
    if own_rows(chart):
        data[-1]["error_x"] = intervals(own_rows(chart), name="blue")
    return data, layout


def _row_points(chart: RowsChart, heights: Sequence[float], **look: Any) -> list[Json]:
    """Where the chart is about one area, the others are quiet."""
    some_emphasised = any(row.emphasised for row in chart.rows)
    return quiet_and_loud(
        [
            (row, row.value, height, row_words(row, when=chart.when))
            for row, height in zip(chart.rows, heights, strict=True)
        ],
        is_loud=lambda row: row.emphasised or not some_emphasised,
        **look,
    )
