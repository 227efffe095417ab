"""The explored chart: a Plotly figure made from the same description as the picture, to lie over its plot.

Title, unit, key, reasons and source are those of the picture, which stay in sight around it. Only what the
basic bundle draws without an inline style is used: no pseudo-HTML but line breaks (Plotly turns <b> into a
style attribute, which the site's Content-Security-Policy refuses; a font weight says the same).
"""

from __future__ import annotations

import json
from pathlib import Path

from django.utils.translation import gettext as _

from stats.presentation.charts.description import Chart
from stats.presentation.charts.explored.parts import Json, note
from stats.presentation.charts.kinds import KINDS
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.words import nothing_held

LOOK: Json = json.loads((Path(__file__).parent / "look.json").read_text())
"""What is the same for every chart: Plotly's settings and the template of the drawing."""
TOP = {Form.WIDE: 34, Form.MIDDLE: 34, Form.NARROW: 8}
"""The margin above the plot: in the wider forms the buttons stand there."""
NAME_ROOM = 26
"""Room under them for the words of upright lines."""


def figure(chart: Chart) -> Json:
    """`wide`, `middle` and `narrow` (each `data` and `layout`) and `config`, ready for JSON.

    The points are those of the description, unrounded. Colours are the reader's, by the names of their custom
    properties. ValueError for a kind of chart that cannot be explored.
    """
    buttons = {
        "Zoom": _("Zoom"),
        "Pan": _("Move"),
        "Zoom in": _("Zoom in"),
        "Zoom out": _("Zoom out"),
        "Reset axes": _("Whole chart"),
    }
    locale = {"dictionary": buttons, "format": {"decimal": ".", "thousands": ","}}
    return {
        **{form.value: _drawn(chart, form=form) for form in Form},
        "config": LOOK["config"] | {"locales": {"en-GB": locale}},
    }


def _drawn(chart: Chart, *, form: Form) -> Json:
    import plotly.graph_objects as go  # slow to import, and only few requests need it

    explore = KINDS[type(chart)].explore
    if explore is None:
        raise ValueError(f"A {type(chart).__name__} cannot be explored.")
    data, layout = explore(chart, form)
    drawn = go.Figure([go.Scatter(**trace) for trace in data], {"template": LOOK["template"]})
    drawn.update_layout(
        font_size=form.text,
        hoverlabel_font_size=form.text,
        margin_t=TOP[form] + (NAME_ROOM if layout.get("shapes") else 0),
        dragmode=False if form is Form.NARROW else "zoom",  # a finger on a phone scrolls the page
    )
    drawn.update_layout(layout)
    if not chart.all_points:
        drawn.update_xaxes(showticklabels=False, ticks="")
        drawn.update_yaxes(showticklabels=False)
        drawn.add_annotation(note(nothing_held(), x=0.5, y=0.5, xref="paper", yref="paper"))
    made: Json = json.loads(drawn.to_json())
    return made
