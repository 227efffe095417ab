"""A strip to explore: each area a marker at the height it is stacked to in the picture."""

from collections.abc import Sequence

from . import palette
from .canvas import Form, Frame
from .description import DotRow, StripChart
from .labels import width_of
from .plotly_parts import annotation, axis, names, upright
from .plotly_traces import Json, common, hover, intervals, markers, plain
from .strip import FLOOR, INSET, OWN_RADIUS, RADIUS, STEP, stacked, strip_ticks
from .ticks import Scale
from .words import label_with_value, row_words


def strip_traces(chart: StripChart) -> list[Json]:
    """The quiet dots, then the area that the chart is about; heights are levels of the stack."""
    ticks = strip_ticks(chart, form=Form.WIDE)
    levels = stacked(chart, across=Scale(ticks.low, ticks.high, INSET, Form.WIDE.width - INSET))
    some_emphasised = any(row.emphasised for row in chart.rows)
    quiet = [row for row in chart.rows if some_emphasised and not row.emphasised]
    loud = [row for row in chart.rows if row.emphasised or not some_emphasised]
    return [
        {
            "x": [row.value for row in rows],
            "y": [levels[row] for row in rows],
            "hovertext": [hover(row_words(row, when=chart.when)) for row in rows],
            "customdata": [row.href for row in rows],
            "mode": "markers",
            "marker": markers(rows, quiet=rows is quiet, size=_size(rows)),
            **({"error_x": intervals(rows, quiet=False)} if rows is loud and some_emphasised else {}),
            **common(),
        }
        for rows in (quiet, loud)
        if rows
    ]


def strip_layout(chart: StripChart, *, form: Form, frame: Frame) -> Json:
    ticks = strip_ticks(chart, form=form)
    inset = INSET * (ticks.high - ticks.low) / (form.width - 2 * INSET)
    annotations = names(frame)
    shapes: list[Json] = []
    if chart.reference:
        value = chart.reference.value
        shapes.append(upright(value, dash="3px,4px", colour=palette.SOFT))
        words = label_with_value(chart.reference.label, chart.reference.text)
        half, x = (
            width_of(words, size=form.text) / 2,
            Scale(ticks.low, ticks.high, INSET, form.width - INSET)(value),
        )
        shift = min(max(x, half), form.width - half) - x
        annotations.append(
            annotation(
                plain(words), x=value, y=1, xref="x", yref="paper", yanchor="bottom", xshift=shift, yshift=2
            )
        )
    return {
        "xaxis": {
            **axis(named=bool(chart.rows)),
            "range": [ticks.low - inset, ticks.high + inset],
            "tickvals": [*ticks.values],
            "ticktext": [ticks.text(value) for value in ticks.values],
            "showgrid": False,
            "ticks": "outside",
            "showline": True,
        },
        "yaxis": {
            **axis(named=False),
            "range": [-FLOOR / STEP, (frame.bottom - frame.top - FLOOR) / STEP],
            "showgrid": False,
            "fixedrange": True,
        },
        "shapes": shapes,
        "annotations": annotations,
    }


def _size(rows: Sequence[DotRow]) -> int:
    return 2 * OWN_RADIUS if any(row.emphasised for row in rows) else round(2 * RADIUS)
