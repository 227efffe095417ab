"""The explored chart: a Plotly figure made from the same description as the picture, to lie over its plot.

Only what the basic bundle draws without an inline style is used: no pseudo-HTML but line breaks (Plotly turns
<b> into a style attribute, which the site's Content-Security-Policy refuses; a font weight says the same).
"""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from stats.presentation.charts import palette
from stats.presentation.charts.description import Chart
from stats.presentation.charts.explored.parts import EDGE, Json, note, top
from stats.presentation.charts.kinds import kind_of
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.words import nothing_held


def figure(chart: Chart) -> Json:
    """`wide` and `narrow` (each `data` and `layout`), `config` and `palette`, ready for JSON.

    The points are those of the description, unrounded. `palette` names, for each colour used, the custom
    property that holds the reader's own. ValueError for a kind of chart that cannot be explored.
    """
    return {
        **{form.value: _drawn(chart, form=form) for form in Form},
        "config": _config(),
        "palette": {
            colour: {"variable": variable, "opacity": opacity}
            for colour, (variable, opacity) in palette.VARIABLES.items()
        },
    }


def _drawn(chart: Chart, *, form: Form) -> Json:
    import plotly.graph_objects as go  # slow to import, and only few requests need it

    explore = kind_of(chart).explore
    if explore is None:
        raise ValueError(f"A {type(chart).__name__} cannot be explored.")
    explored = explore(chart, form)
    drawn = go.Figure(data=[go.Scatter(**trace) for trace in explored.data], layout=_layout(form))
    drawn.update_layout(explored.layout)
    if not chart.all_points:
        drawn.add_annotation(note(nothing_held(), x=0.5, y=0.5, xref="paper", yref="paper"))
    made: Json = json.loads(drawn.to_json())
    return made


def _layout(form: Form) -> Json:
    return {
        "template": {},
        "margin": {"l": EDGE, "r": EDGE, "t": top(form), "b": EDGE},
        "font": {"family": palette.FONT, "size": form.text, "color": palette.SOFT},
        "paper_bgcolor": palette.PAPER,
        "plot_bgcolor": palette.PAPER,
        "hovermode": "closest",
        "hoverdistance": 24,
        "hoverlabel": {
            "bgcolor": palette.INK,
            "bordercolor": palette.INK,
            "font": {"color": palette.PAPER, "size": form.text},
            "align": "left",
        },
        "dragmode": "zoom" if form is Form.WIDE else False,  # a finger on a phone scrolls the page
        "modebar": {"bgcolor": palette.PAPER, "color": palette.SOFT, "activecolor": palette.INK},
        "separators": ".,",
        "showlegend": False,
    }


def _config() -> Json:
    buttons = {
        "Zoom": _("Zoom"),
        "Pan": _("Move"),
        "Zoom in": _("Zoom in"),
        "Zoom out": _("Zoom out"),
        "Reset axes": _("Whole chart"),
    }
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "showTips": False,
        "modeBarButtons": [["zoom2d", "pan2d"], ["zoomIn2d", "zoomOut2d", "resetScale2d"]],
        "locale": "en-GB",
        "locales": {"en-GB": {"dictionary": buttons, "format": {"decimal": ".", "thousands": ","}}},
    }
