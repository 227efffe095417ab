"""A funnel to explore: limits as lines, points with the rings and names that they have in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from stats.presentation.charts import palette
from stats.presentation.charts.description import FunnelChart, FunnelPoint, Outside
from stats.presentation.charts.explored.parts import (
    LEADER,
    Explored,
    Json,
    Mark,
    axis,
    line,
    note,
    points,
    quiet_then_loud,
    value_axis,
)
from stats.presentation.charts.pictures.axes import Plot
from stats.presentation.charts.pictures.canvas import RINGS, Form
from stats.presentation.charts.pictures.funnel import (
    HEIGHT,
    funnel_plot,
    is_loud,
    line_names,
    named_curves,
    placed_names,
    rings,
    size_names,
)
from stats.presentation.charts.words import funnel_words

LIMIT: Json = {"color": palette.SOFT, "width": 1.5}
ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def explore_funnel(chart: FunnelChart, form: Form) -> Explored:
    plot = funnel_plot(chart, form=form, top=0, bottom=HEIGHT[form])
    sizes = size_names(chart, plot, size=form.text)
    ends = (plot.across.low, plot.across.high)
    layout = {
        "margin": {"r": form.width - plot.room.right},
        "xaxis": axis(
            across=True,
            named=bool(sizes),
            type="log" if plot.across.logarithmic else "linear",
            range=[_place(end, plot) for end in ends],
            tickvals=[value for value, _words in sizes],
            ticktext=[words for _value, words in sizes],
        ),
        "yaxis": value_axis(plot.ticks, across=False, named=bool(chart.points)),
        "annotations": _point_names(chart, plot, form=form) + _line_names(chart, plot, form=form),
    }
    return Explored(_band(chart) + _limits(chart) + _points(chart), layout)


def _place(denominator: float, plot: Plot) -> float:
    """Where Plotly has a denominator: the ends of a logarithmic axis and notes on it are powers of ten."""
    return log10(denominator) if plot.across.logarithmic else denominator


def _band(chart: FunnelChart) -> list[Json]:
    inner = [curve for curve in named_curves(chart) if curve.coverage == Outside.WARNING.value]
    if not inner or not chart.points or any(upper is None for _at, _lower, upper in inner[0].ends):
        return []
    ends = inner[0].ends
    around = [(at, upper) for at, _lower, upper in ends] + [(at, lower) for at, lower, _upper in ends[::-1]]
    shade = {"fill": "toself", "fillcolor": palette.faint(palette.GREY, palette.BAND_OPACITY)}
    return [line(around, width=0) | shade]


def _limits(chart: FunnelChart) -> list[Json]:
    traces = []
    for curve in sorted(chart.curves, key=lambda curve: curve.adjusted):
        look = LIMIT | {"dash": "solid" if curve.adjusted else "dot"}
        traces += [line([(ends[0], ends[side]) for ends in curve.ends], **look) for side in (1, 2)]
    if chart.benchmark and chart.points:
        sizes = [point.denominator for point in chart.points]
        sizes += [at for curve in chart.curves for at, *_pair in curve.ends]
        ends = (min(sizes) / 2, max(sizes) * 2)
        traces.append(line([(at, chart.benchmark.value) for at in ends], **LIMIT, dash="3px,4px"))
    return traces


def _points(chart: FunnelChart) -> list[Json]:
    """The rings, then the quiet points, then on top those that are named."""
    marks = [
        Mark(
            point,
            point.denominator,
            point.value,
            funnel_words(point, when=chart.when),
            10,
            not is_loud(point),
        )
        for point in chart.points
    ]
    around = [
        _rings([point for point in chart.points if rings(point) >= count], radius=radius)
        for count, radius in enumerate(RINGS, start=1)
        if any(rings(point) >= count for point in chart.points)
    ]
    return around + [points(part) for part in quiet_then_loud(marks)]


def _rings(ringed: Sequence[FunnelPoint], *, radius: float) -> Json:
    marker = {
        "size": [2 * radius + 3 * point.emphasised for point in ringed],
        "symbol": "circle-open",
        "color": palette.BLUE,
        "line": {"width": 1.25, "color": palette.BLUE},
        "opacity": 1,
    }
    places = [(point.denominator, point.value) for point in ringed]
    return line(places) | {"mode": "markers", "marker": marker, "cliponaxis": False}


def _point_names(chart: FunnelChart, plot: Plot, *, form: Form) -> list[Json]:
    """Each as far from its point as in the picture."""
    named = []
    for point, name in placed_names(chart, plot, form=form).items():
        if not name.fits:
            continue
        x, y = plot.at(point.denominator, point.value)
        anchor = name.anchor
        across, down = name.box.ends[anchor] - x, name.box.middle[1] - y
        stands: Json = {"xshift": across, "yshift": -down}
        if name.leader:
            stands = LEADER | {"ax": across, "ay": down}
        loud = point.emphasised
        named.append(
            note(
                *name.lines,
                x=_place(point.denominator, plot),
                y=point.value,
                xanchor=ANCHORS[anchor],
                align=ANCHORS[anchor],
                font={"weight": 700 if loud else 400, "color": palette.BLUE if loud else palette.INK},
                **stands,
            )
        )
    return named


def _line_names(chart: FunnelChart, plot: Plot, *, form: Form) -> list[Json]:
    return [
        note(
            *lines,
            x=1,
            xref="paper",
            xanchor="left",
            xshift=7,
            align="left",
            y=1 - box.middle[1] / HEIGHT[form],
            yref="paper",
            yanchor="middle",
        )
        for lines, box in line_names(chart, plot, form=form)
    ]
