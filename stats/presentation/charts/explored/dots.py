"""Areas to explore on one indicator: names beside or above their dots, as in the picture."""

from __future__ import annotations

from stats.presentation.charts import palette
from stats.presentation.charts.description import DotChart
from stats.presentation.charts.explored.parts import (
    Explored,
    Json,
    Mark,
    axis,
    note,
    points,
    quiet_then_loud,
    reference,
    top,
    value_axis,
)
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.dots import dot_ticks, label_lines, plot_sides
from stats.presentation.charts.words import row_words

REFERENCE_ROOM = 22
BELOW_MIDDLE = 0.16
"""In the narrow form names stand above their dots, and these so much of a row below its middle."""


def explore_dots(chart: DotChart, form: Form) -> Explored:
    ticks = dot_ticks(chart, form=form)
    left, right = plot_sides(chart, form=form)
    some_emphasised = any(row.emphasised for row in chart.rows)
    marks = [
        Mark(row, row.value, at, row_words(row, when=chart.when), 13, some_emphasised and not row.emphasised)
        for at, row in enumerate(chart.rows)
    ]
    shapes, words = reference(chart.reference, ticks=ticks, form=form)
    lift = 0 if form is Form.WIDE else BELOW_MIDDLE
    layout = {
        "margin": {
            "l": left,
            "r": form.width - right,
            "t": top(form, more=REFERENCE_ROOM if chart.reference else 0),
        },
        "xaxis": value_axis(ticks, across=True, named=bool(chart.rows)),
        "yaxis": axis(
            across=False,
            named=False,
            range=[max(len(chart.rows), 1) - 0.5 - lift, -0.5 - lift],
            tickvals=[*range(len(chart.rows))],
            fixedrange=True,
        ),
        "shapes": shapes,
        "annotations": _names(chart, form=form, left=left, right=form.width - right) + words,
    }
    return Explored([points(part, bars="error_x") for part in quiet_then_loud(marks)], layout)


def _names(chart: DotChart, *, form: Form, left: float, right: float) -> list[Json]:
    """Of each row the name, which leads to its area, and the number; `left` and `right` are the margins."""
    stands = {"xanchor": "right", "align": "right", "xshift": -13}
    if form is Form.NARROW:
        stands = {"xanchor": "left", "align": "left", "xshift": -left}
    notes = []
    for at, row in enumerate(chart.rows):
        look = {
            "y": at,
            "xref": "paper",
            "yshift": 0 if form is Form.WIDE else 19,
            "font": {"color": palette.INK, "weight": 700 if row.emphasised else 400},
        }
        leads = {"captureevents": True, "name": row.href} if row.href else {}
        notes.append(note(*label_lines(chart, row, form=form), x=0, **stands, **look, **leads))
        notes.append(note(row.text, x=1, xanchor="right", xshift=right, **look))
    return notes
