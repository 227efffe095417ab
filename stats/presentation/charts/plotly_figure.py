"""The explored chart: a Plotly figure made from the same description as the picture, in the picture's place.

Only what the basic bundle draws without an inline style is used: no pseudo-HTML but line breaks (Plotly turns
<b> into a style attribute, which the site's Content-Security-Policy refuses; a font weight says the same).
"""

import json

from django.utils.translation import gettext as _

from . import palette
from .canvas import Form, Frame
from .description import Chart, DotChart, FunnelChart, StripChart, TrendChart, has_points
from .dots import dot_ticks
from .plotly_funnel import funnel_layout, funnel_traces
from .plotly_parts import annotation, axis, foot, heading, names, reference, upright
from .plotly_strip import strip_layout, strip_traces
from .plotly_traces import Json, dot_traces, hover, plain, trend_traces
from .svg import frame_of
from .ticks import Scale
from .trend import trend_ticks, year_span, year_ticks
from .words import nothing_held, year_tick

MODEBAR = 150  # room for the buttons at the right of the title, in the wide form
BAR_BELOW_MIDDLE = (
    0.16  # narrow rows carry their label above: the dot stands this share of a row below the middle
)


def figure(chart: Chart) -> Json:
    """`data`, `layout`, `config` and `palette`, and `narrow_data` and `narrow_layout` for under 600 pixels,
    ready for JSON. Only a strip has other data when narrow: its dots are stacked higher.

    The points are those of the description, unrounded. Sizes are in the units of the picture's viewBox, so
    that explore.js can give the chart the scale that the picture has on the reader's screen. `palette` names,
    for each colour used, the custom property that holds the reader's own.
    """
    import plotly.graph_objects as go  # slow to import, and only few requests need it

    forms = {}
    for form in Form:
        traces = [go.Scatter(**trace) for trace in _traces(chart, form=form)]
        forms[form] = json.loads(go.Figure(data=traces, layout=_layout(chart, form=form)).to_json())
    wide, narrow = forms[Form.WIDE], forms[Form.NARROW]
    return {
        **wide,
        **({"narrow_data": narrow["data"]} if narrow["data"] != wide["data"] else {}),
        "narrow_layout": narrow["layout"],
        "config": _config(),
        "palette": {
            colour: {"variable": variable, "opacity": opacity}
            for colour, (variable, opacity) in palette.VARIABLES.items()
        },
    }


def _traces(chart: Chart, *, form: Form) -> list[Json]:
    match chart:
        case DotChart():
            return dot_traces(chart)
        case FunnelChart():
            return funnel_traces(chart)
        case StripChart():
            return strip_traces(chart, form=form)
        case TrendChart():
            return trend_traces(chart)


def _specific(chart: Chart, *, form: Form, frame: Frame) -> Json:
    match chart:
        case DotChart():
            return _dot_layout(chart, form=form, frame=frame)
        case FunnelChart():
            return funnel_layout(chart, form=form, frame=frame)
        case StripChart():
            return strip_layout(chart, form=form, frame=frame)
        case TrendChart():
            return _trend_layout(chart, form=form, frame=frame)


def _layout(chart: Chart, *, form: Form) -> Json:
    import plotly.graph_objects as go

    height = frame_of(chart, form=form).height
    room = form.width - MODEBAR if form is Form.WIDE else None
    frame = frame_of(chart, form=form, title_room=room)
    specific = _specific(chart, form=form, frame=frame)
    if not has_points(chart):
        specific["annotations"].append(annotation(nothing_held(), x=0.5, y=0.5, xref="paper", yref="paper"))
    specific["annotations"] += heading(chart, form=form, frame=frame, room=room) + foot(frame)
    return {
        "template": go.layout.Template(),
        "height": height,
        "autosize": True,
        "margin": {
            "l": frame.left,
            "r": form.width - frame.right,
            "t": frame.top,
            "b": frame.height - frame.bottom,
            "pad": 0,
            "autoexpand": False,
        },
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
        **specific,
    }


def _dot_layout(chart: DotChart, *, form: Form, frame: Frame) -> Json:
    ticks, wide = dot_ticks(chart, form=form), form is Form.WIDE
    lower = 0 if wide else BAR_BELOW_MIDDLE
    annotations: list[Json] = []
    for at, row in enumerate(chart.rows):
        font = {"color": palette.INK, "size": form.text, "weight": 700 if row.emphasised else 400}
        shift = 0 if wide else 19
        common = {"y": at, "xref": "paper", "yref": "y", "yshift": shift, "font": font}
        label = annotation(plain(row.label), x=0, xanchor="right" if wide else "left", **common)
        if row.href:  # the name leads to its area, as the whole row does in the picture
            label |= {"captureevents": True, "name": row.href}
        value = annotation(plain(row.text), x=1, xanchor="right", **common)
        label["xshift"] = -13 if wide else -frame.left
        value["xshift"] = form.width - frame.right
        annotations += [label, value]
    across = Scale(ticks.low, ticks.high, frame.left, frame.right)
    shapes, words = reference(chart.reference, across=across, form=form, lift=6)
    return {
        "xaxis": {
            **axis(named=bool(chart.rows)),
            "range": [ticks.low, ticks.high],
            "nticks": len(ticks.values),
            "tickformat": f",.{ticks.decimals}f" if ticks.decimals else ",",
            "showgrid": False,
            "ticks": "outside",
            "showline": bool(chart.rows),
        },
        "yaxis": {
            **axis(named=False),
            "range": [max(len(chart.rows), 1) - 0.5 - lower, -0.5 - lower],
            "tickvals": [*range(len(chart.rows))],
            "fixedrange": True,
        },
        "shapes": shapes,
        "annotations": annotations + words,
    }


def _trend_layout(chart: TrendChart, *, form: Form, frame: Frame) -> Json:
    ticks = trend_ticks(chart)
    first, last = year_span(chart)
    inset = 18 * (last - first) / (frame.right - frame.left - 36)
    across = Scale(first - inset, last + inset, frame.left, frame.right)
    named = year_ticks(chart, across=across, size=form.text)
    annotations = names(frame)
    at_between: dict[int, list[str]] = {}
    for item in chart.breaks_drawn:
        at_between.setdefault(item.between, []).append(str(item.number))
    for between, numbers in at_between.items():
        badge = annotation(", ".join(numbers), x=between - 0.5, y=1, xref="x", yref="paper", yanchor="bottom")
        reasons = [item.reason for item in chart.breaks_drawn if item.between == between]
        badge |= {
            "bordercolor": palette.INK,
            "bgcolor": palette.PAPER,
            "borderwidth": 1,
            "borderpad": 2,
            "font": {"size": form.text, "weight": 700, "color": palette.INK},
            "hovertext": "<br>".join(hover(reason) for reason in reasons),
        }
        annotations.append(badge)
    return {
        "xaxis": {
            **axis(named=True),
            "range": [first - inset, last + inset],
            "tickvals": [*named],
            "ticktext": [year_tick(year, snapshot=chart.snapshot) for year in named],
            "showgrid": False,
            "ticks": "outside" if named else "",
            "showline": True,
        },
        "yaxis": {
            **axis(named=bool(chart.years)),
            "range": [ticks.low, ticks.high * 1.002],  # a grid line at the very edge would be cut off
            "tickvals": [*ticks.values],
            "ticktext": [ticks.text(value) for value in ticks.values],
            "zeroline": True,
            "zerolinecolor": palette.INK,
            "zerolinewidth": 1,
            "fixedrange": True,
        },
        "shapes": [upright(between - 0.5, dash="6px,4px", colour=palette.INK) for between in at_between],
        "annotations": annotations,
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
        "responsive": True,
        "displaylogo": False,
        "displayModeBar": True,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "showTips": False,
        "modeBarButtons": [["zoom2d", "pan2d"], ["zoomIn2d", "zoomOut2d", "resetScale2d"]],
        "locale": "en-GB",
        "locales": {"en-GB": {"dictionary": buttons, "format": {"decimal": ".", "thousands": ","}}},
    }
