"""A funnel to explore: limits as lines, points with the rings and names that they have in the picture."""

from __future__ import annotations

from math import log10

from stats.presentation.charts import palette
from stats.presentation.charts.description import FunnelChart, Outside
from stats.presentation.charts.explored.parts import Json, colour, line, note, quiet_and_loud
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

LIMIT: Json = {"color": colour("soft"), "width": 1.5}
ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def explore_funnel(chart: FunnelChart, form: Form) -> tuple[list[Json], Json]:
    plot = funnel_plot(chart, form=form, top=0, bottom=HEIGHT[form])
    sizes = size_names(chart, plot, size=form.text)
    layout = {
        "margin": {"r": form.width - plot.room.right},
        "xaxis": {
            "type": "log" if plot.across.logarithmic else "linear",
            "range": [_place(end, plot) for end in (plot.across.low, plot.across.high)],
            "tickvals": [value for value, _words in sizes],
            "ticktext": [words for _value, words in sizes],
        },
        "yaxis": {"range": [plot.ticks.low, plot.ticks.high]},
        "annotations": _names(chart, plot, form=form),
    }
    marks = [
        (point, point.denominator, point.value, funnel_words(point, when=chart.when))
        for point in chart.points
    ]
    return [*_limits(chart), *_rings(chart), *quiet_and_loud(marks, is_loud=is_loud, size=10)], layout


def _place(denominator: float, plot: Plot) -> float:
    """Where Plotly has a denominator: the ends of a logarithmic axis and notes on it are powers of ten."""
    return log10(denominator) if plot.across.logarithmic else denominator


def _limits(chart: FunnelChart) -> list[Json]:
    """The limits, shaded between those that a warning rests on, and the lines that they are about."""
    traces = []
    named = named_curves(chart)
    for curve in sorted(chart.curves, key=lambda curve: curve.adjusted):
        look = LIMIT | {"dash": "solid" if curve.adjusted else "dot"}
        lower, upper = (line([(ends[0], ends[side]) for ends in curve.ends], **look) for side in (1, 2))
        if curve in named and curve.coverage == Outside.WARNING.value:
            upper |= {"fill": "tonexty", "fillcolor": colour("grey", palette.BAND_OPACITY)}
        traces += [lower, upper]
    sizes = [point.denominator for point in chart.points]
    sizes += [at for curve in chart.curves for at, *_pair in curve.ends]
    for reference, dash in ((chart.benchmark, "3px,4px"), (chart.middle, "solid")):
        if reference and chart.points:
            across = [(at, reference.value) for at in (min(sizes) / 2, max(sizes) * 2)]
            traces.append(line(across, **LIMIT, dash=dash))
    return traces


def _rings(chart: FunnelChart) -> list[Json]:
    """Around the points outside the limits, one or two."""
    ringed = [(point, radius) for point in chart.points for radius in RINGS[: rings(point)]]
    if not ringed:
        return []
    marker = {
        "size": [2 * radius + 3 * point.emphasised for point, radius in ringed],
        "symbol": "circle-open",
        "color": colour("blue"),
        "line": {"width": 1.25},
    }
    around = line((point.denominator, point.value) for point, _radius in ringed)
    return [around | {"mode": "markers", "marker": marker}]


def _names(chart: FunnelChart, plot: Plot, *, form: Form) -> list[Json]:
    """Of points, as far from each as in the picture, and at the right of the limits."""
    named = []
    for point, name in placed_names(chart, plot, form=form).items():
        if not name.fits:
            continue
        x, y = plot.at(point.denominator, point.value)
        anchor = name.anchor
        loud = point.emphasised
        named.append(
            note(
                *name.lines,
                x=_place(point.denominator, plot),
                y=point.value,
                ax=name.box.ends[anchor] - x,
                ay=name.box.middle[1] - y,
                showarrow=True,
                xanchor=ANCHORS[anchor],
                align=ANCHORS[anchor],
                font={"weight": 700 if loud else 400, "color": colour("blue" if loud else "ink")},
            )
        )
    beside = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 7, "align": "left"}
    for lines, box in line_names(chart, plot, form=form):
        at = {"y": 1 - box.middle[1] / HEIGHT[form], "yref": "paper", "yanchor": "middle"}
        named.append(note(*lines, **beside, **at))
    return named
