"""A strip to explore: each area a marker at the height it is stacked to in the picture."""

from __future__ import annotations

from stats.presentation.charts import palette
from stats.presentation.charts.description import StripChart
from stats.presentation.charts.explored.parts import (
    LEADER,
    Explored,
    Json,
    Mark,
    axis,
    level_name,
    note,
    points,
    quiet_then_loud,
    reference,
    top,
    value_axis,
)
from stats.presentation.charts.letters import width_of
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.strip import (
    FLOOR,
    INSET,
    STEP,
    end_rows,
    own_rows,
    radius_of,
    stacked,
    strip_ticks,
)
from stats.presentation.charts.ticks import Scale, Ticks
from stats.presentation.charts.words import label_with_value, row_words

NAME_ROOM = 22
AXIS_ROOM = 30


def explore_strip(chart: StripChart, form: Form) -> Explored:
    """Heights are levels of the stack in that form."""
    ticks = strip_ticks(chart, form=form)
    levels = stacked(chart, across=Scale(ticks.low, ticks.high, INSET, form.width - INSET))
    shapes, words = reference(chart.reference, ticks=ticks, form=form)
    some_emphasised = any(row.emphasised for row in chart.rows)
    marks = [
        Mark(
            row,
            row.value,
            levels[row],
            row_words(row, when=chart.when),
            2 * radius_of(row),
            some_emphasised and not row.emphasised,
        )
        for row in chart.rows
    ]
    data = [
        points(part, bars="error_x" if some_emphasised and not part[0].quiet else "")
        for part in quiet_then_loud(marks)
    ]
    top_level = max(levels.values(), default=0) + 1
    layout = {
        "margin": {
            "l": INSET,
            "r": INSET,
            "t": top(form, more=NAME_ROOM if chart.reference else 0),
            "b": AXIS_ROOM + NAME_ROOM * _end_lines(chart, form=form),
        },
        "xaxis": value_axis(
            ticks,
            across=True,
            named=bool(chart.rows),
            ticklabeloverflow="allow",  # Plotly would leave out a number that touches the edge
        ),
        "yaxis": axis(
            across=False,
            named=False,
            showgrid=False,
            range=[-FLOOR / STEP, top_level + NAME_ROOM / STEP],
            fixedrange=True,
        ),
        "shapes": shapes,
        "annotations": [
            *words,
            *_own_names(chart, ticks=ticks, form=form, level=top_level),
            *_end_names(chart, form=form),
        ],
    }
    return Explored(data, layout)


def _own_names(chart: StripChart, *, ticks: Ticks, form: Form, level: float) -> list[Json]:
    """The area that the chart is about, named above all dots, with a line down to its own."""
    return [
        level_name(
            label_with_value(row.label, row.text),
            row.value,
            ticks=ticks,
            form=form,
            bold=True,
            # The line to read against would run through it.
            beside=0 if chart.reference is None else -1 if row.value <= chart.reference.value else 1,
            y=0,
            ax=0,
            ay=level,
            ayref="y",
            yanchor="bottom",
            font={"color": palette.BLUE, "weight": 700},
            **LEADER,
        )
        for row in own_rows(chart)
    ]


def _end_names(chart: StripChart, *, form: Form) -> list[Json]:
    """The lowest at the left of the axis, under it, and the highest at the right."""
    look: Json = {"xref": "paper", "y": 0, "yref": "paper", "yanchor": "top", "font": {"color": palette.INK}}
    lowest = min((row.value for row in chart.rows), default=0)
    notes = []
    for at, row in enumerate(end_rows(chart)):
        side = (
            {"x": 0, "xanchor": "left", "xshift": -INSET}
            if row.value == lowest
            else {"x": 1, "xanchor": "right", "xshift": INSET}
        )
        down = AXIS_ROOM + NAME_ROOM * at * (_end_lines(chart, form=form) - 1) - 4
        notes.append(note(label_with_value(row.label, row.text), **side, yshift=-down, **look))
    return notes


def _end_lines(chart: StripChart, *, form: Form) -> int:
    """How many lines the names of the ends take: two where they would meet."""
    named = [label_with_value(row.label, row.text) for row in end_rows(chart)]
    together = sum(width_of(words, size=form.text) for words in named)
    return len(named) if together + 12 > form.width else min(len(named), 1)
