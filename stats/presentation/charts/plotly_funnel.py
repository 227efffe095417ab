"""A funnel to explore: limits as lines, points as markers with the rings they have in the picture."""

from collections.abc import Sequence
from math import log10

from . import palette
from .canvas import RINGS, Form, Frame
from .description import FunnelChart, FunnelPoint, Outside
from .funnel import funnel_plot, named_curves, rings, size_names
from .plotly_parts import axis, names
from .plotly_traces import Json, common, hover, markers
from .words import funnel_words


def funnel_traces(chart: FunnelChart) -> list[Json]:
    """The shaded inside, the limits, the benchmark, the rings, then the points on top of all."""
    traces = _band(chart) + _limits(chart)
    quiet = [point for point in chart.points if _is_quiet(point)]
    loud = [point for point in chart.points if not _is_quiet(point)]
    for count, radius in enumerate(RINGS, start=1):
        ringed = [point for point in chart.points if rings(point) >= count]
        if ringed:
            traces.append(_rings(ringed, size=2 * radius))
    traces += [_points(chart, points, quiet=points is quiet) for points in (quiet, loud) if points]
    return traces


def funnel_layout(chart: FunnelChart, *, form: Form, frame: Frame) -> Json:
    plot = funnel_plot(chart, form=form, top=frame.top, bottom=frame.bottom)
    named = size_names(chart, plot, size=form.text)
    ends = (plot.across.low, plot.across.high)
    annotations = names(frame, logarithmic=plot.logarithmic)
    return {
        "xaxis": {
            **axis(named=bool(named)),
            "type": "log" if plot.logarithmic else "linear",
            "range": [log10(end) for end in ends] if plot.logarithmic else [*ends],
            "tickvals": [value for value, _words in named],
            "ticktext": [words for _value, words in named],
            "showgrid": False,
            "ticks": "outside" if named else "",
            "showline": True,
        },
        "yaxis": {
            **axis(named=bool(chart.points)),
            "range": [plot.ticks.low, plot.ticks.high],
            "tickvals": [*plot.ticks.values],
            "ticktext": [plot.ticks.text(value) for value in plot.ticks.values],
        },
        "shapes": [],
        "annotations": annotations,
    }


def _is_quiet(point: FunnelPoint) -> bool:
    return not point.emphasised and point.outside is Outside.NO


def _band(chart: FunnelChart) -> list[Json]:
    inner = [curve for curve in named_curves(chart) if curve.coverage == Outside.WARNING.value]
    if not inner or not chart.points or any(upper is None for _at, _lower, upper in inner[0].ends):
        return []
    ends = inner[0].ends
    return [
        {
            "x": [at for at, *_pair in ends] + [at for at, *_pair in reversed(ends)],
            "y": [upper for _at, _lower, upper in ends] + [lower for _at, lower, _upper in reversed(ends)],
            "mode": "none",
            "fill": "toself",
            "fillcolor": palette.faint(palette.GREY, palette.BAND_OPACITY),
            **_silent(),
        }
    ]


def _limits(chart: FunnelChart) -> list[Json]:
    traces: list[Json] = []
    for curve in sorted(chart.curves, key=lambda one: one.adjusted):
        dash = "solid" if curve.adjusted else "dot"
        traces += [_line([(one[0], one[end]) for one in curve.ends], dash=dash) for end in (1, 2)]
    if chart.benchmark and chart.points:
        sizes = [point.denominator for point in chart.points]
        sizes += [at for curve in chart.curves for at, *_pair in curve.ends]
        ends = (min(sizes) / 2, max(sizes) * 2)
        traces.append(_line([(at, chart.benchmark.value) for at in ends], dash="3px,4px"))
    return traces


def _line(places: Sequence[tuple[float, float | None]], *, dash: str) -> Json:
    return {
        "x": [x for x, _y in places],
        "y": [y for _x, y in places],
        "mode": "lines",
        "line": {"color": palette.SOFT, "width": 1.5, "dash": dash},
        **_silent(),
    }


def _silent() -> Json:
    """Lines are cut at the plot's edge, as in the picture, and say nothing."""
    return common() | {"hoverinfo": "skip", "hovertemplate": None, "cliponaxis": True}


def _rings(points: Sequence[FunnelPoint], *, size: float) -> Json:
    return {
        "x": [point.denominator for point in points],
        "y": [point.value for point in points],
        "mode": "markers",
        "marker": {
            "size": [size + 3 * point.emphasised for point in points],
            "symbol": "circle-open",
            "color": palette.BLUE,
            "line": {"width": 1.25, "color": palette.BLUE},
            "opacity": 1,
        },
        **_silent(),
    }


def _points(chart: FunnelChart, points: Sequence[FunnelPoint], *, quiet: bool) -> Json:
    return {
        "x": [point.denominator for point in points],
        "y": [point.value for point in points],
        "hovertext": [hover(funnel_words(point, when=chart.when)) for point in points],
        "customdata": [point.href for point in points],
        "mode": "markers",
        "marker": markers(points, quiet=quiet, size=10),
        **common(),
    }
