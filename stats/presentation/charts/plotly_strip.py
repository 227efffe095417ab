"""A strip to explore: each area a marker at the height it is stacked to in the picture."""

from collections.abc import Sequence

from .canvas import Form, Frame
from .description import DotRow, StripChart
from .plotly_parts import axis, names, reference
from .plotly_traces import Json, common, hover, intervals, markers
from .strip import FLOOR, INSET, OWN_RADIUS, PRESS_RADIUS, RADIUS, STEP, stacked, strip_ticks
from .ticks import Scale
from .words import row_words


def strip_traces(chart: StripChart, *, form: Form) -> list[Json]:
    """The quiet dots, then the area that the chart is about; heights are levels of the stack in that form."""
    ticks = strip_ticks(chart, form=form)
    levels = stacked(chart, across=Scale(ticks.low, ticks.high, INSET, form.width - INSET))
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
            "marker": _markers(rows, quiet=rows is quiet),
            **({"error_x": intervals(rows, quiet=False)} if rows is loud and some_emphasised else {}),
            **common(),
        }
        for rows in (quiet, loud)
        if rows
    ]


def strip_layout(chart: StripChart, *, form: Form, frame: Frame) -> Json:
    ticks = strip_ticks(chart, form=form)
    inset = INSET * (ticks.high - ticks.low) / (form.width - 2 * INSET)
    across = Scale(ticks.low, ticks.high, INSET, form.width - INSET)
    shapes, words = reference(chart.reference, across=across, form=form, lift=2)
    return {
        "xaxis": {
            **axis(named=bool(chart.rows)),
            "range": [ticks.low - inset, ticks.high + inset],
            "tickvals": [*ticks.values],
            "ticktext": [ticks.text(value) for value in ticks.values],
            "showgrid": False,
            "ticks": "outside",
            "ticklabeloverflow": "allow",  # Plotly would leave out a number that touches the edge
            "showline": True,
        },
        "yaxis": {
            **axis(named=False),
            "range": [-FLOOR / STEP, (frame.bottom - frame.top - FLOOR) / STEP],
            "showgrid": False,
            "fixedrange": True,
        },
        "shapes": shapes,
        "annotations": names(frame) + words,
    }


def _markers(rows: Sequence[DotRow], *, quiet: bool) -> Json:
    if any(row.emphasised for row in rows):
        return markers(rows, quiet=quiet, size=2 * OWN_RADIUS)
    return markers(rows, quiet=quiet, size=2 * RADIUS, press_size=2 * PRESS_RADIUS)
