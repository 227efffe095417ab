"""What the layouts of all explored charts are put together from."""

from math import log10
from typing import Any

from . import palette
from .canvas import Form, Frame, PlacedName, subtitle_lines, title_lines
from .description import Chart, Reference
from .level_axis import middle_of
from .plotly_traces import Json, plain
from .ticks import Scale
from .words import label_with_value

ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def heading(chart: Chart, *, form: Form, frame: Frame, room: float | None) -> list[Json]:
    """Title and unit, as two texts of their own: Plotly's title grows upwards, out of the chart."""
    titles = title_lines(chart.title, form=form, room=room)
    font = {"size": form.title, "weight": 700, "color": palette.INK}
    common = {
        "x": 0,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "xshift": -frame.left,
    }
    under = len(titles) * (form.title + 5) + 4
    unit = "<br>".join(map(plain, subtitle_lines(chart.axis_title, form=form)))
    return [
        annotation("<br>".join(map(plain, titles)), yshift=frame.top, font=font, **common),
        annotation(unit, yshift=frame.top - under, **common),
    ]


def axis(*, named: bool) -> Json:
    return {
        "showticklabels": named,
        "showline": False,
        "ticks": "",
        "gridcolor": palette.LINE,
        "linecolor": palette.INK,
        "tickcolor": palette.INK,
        "zeroline": False,
        "automargin": False,
    }


def upright(at: float, *, dash: str, colour: str) -> Json:
    line = {"color": colour, "width": 1.25, "dash": dash}
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": line,
    } | {"layer": "below"}


def reference(
    against: Reference | None, *, across: Scale, form: Form, lift: float
) -> tuple[list[Json], list[Json]]:
    """The line to read against and, so far above it, its words: shapes and annotations, none without one."""
    if against is None:
        return [], []
    words = label_with_value(against.label, against.text)
    at = across(against.value)
    told = annotation(
        plain(words),
        x=against.value,
        y=1,
        xref="x",
        yref="paper",
        yanchor="bottom",
        xshift=middle_of(words, near=at, form=form) - at,
        yshift=lift,
    )
    return [upright(against.value, dash="3px,4px", colour=palette.SOFT)], [told]


def foot(frame: Frame) -> list[Json]:
    """The key, the reasons and the source, at the places they have in the picture."""
    texts = [(line.x, line.y, line.text) for line in frame.foot]
    texts += [(line.x - 25, line.y, line.sign) for line in frame.foot if line.sign]
    return [
        annotation(
            plain(text),
            x=0,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            xshift=x - frame.left,
            yshift=frame.bottom - y - 5,
        )
        for x, y, text in texts
    ]


def annotation(text: str, **given: Any) -> Json:
    return {"text": text, "showarrow": False, "borderpad": 0} | given


def names(frame: Frame, *, logarithmic: bool = False) -> list[Json]:
    """The labels on the plot, each as far from its point as in the picture."""
    return [_name(name, logarithmic=logarithmic) for name in frame.names]


def _name(name: PlacedName, *, logarithmic: bool) -> Json:
    style = palette.STYLES[name.css]
    made = annotation(
        "<br>".join(map(plain, name.lines)),
        x=log10(name.x) if logarithmic else name.x,
        y=name.y,
        xref="x",
        yref="y",
        xanchor=ANCHORS[name.anchor],
        align=ANCHORS[name.anchor],
        font={"weight": int(style.get("font-weight", "400")), "color": style["fill"]},
    )
    if not name.leader:
        return made | {"xshift": name.across, "yshift": -name.down}
    return made | {
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": palette.SOFT,
        "standoff": 9,
        "ax": name.across,
        "ay": name.down,
    }
