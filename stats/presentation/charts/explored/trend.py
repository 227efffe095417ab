"""A trend to explore: lines in the colours and marks of the picture, named in a legend that can hide them."""

from __future__ import annotations

from stats.presentation.charts import palette
from stats.presentation.charts.description import TrendChart, TrendSeries
from stats.presentation.charts.explored.parts import (
    EDGE,
    Explored,
    Json,
    Mark,
    axis,
    hover,
    line,
    note,
    plain,
    points,
    top,
    upright,
    value_axis,
)
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.trend import (
    by_last_value,
    mark_of,
    name_lines,
    names_key,
    quiet_first,
    right_margin,
    trend_ticks,
    year_span,
    year_ticks,
)
from stats.presentation.charts.ticks import Scale
from stats.presentation.charts.words import point_words, year_tick

# The shapes of canvas.SHAPES under Plotly's names.
SYMBOLS = {
    "pick-1": "square",
    "pick-2": "triangle-up",
    "pick-3": "triangle-down",
    "pick-4": "x",
    "pick-5": "cross",
}
SIZES = {"own": 12, "quiet": 9, "pick-2": 11, "pick-3": 11}
BREAK_ROOM = 26


def explore_trend(chart: TrendChart, form: Form) -> Explored:
    """In the narrow form of many lines the picture's key names them, with their marks."""
    data = [trace for series in quiet_first(chart) for trace in _series(chart, series)]
    if not names_key(chart, form=form):
        data += [_named(chart, series, form=form) for series in by_last_value(chart)]
    return Explored(data, _layout(chart, form=form))


def _series(chart: TrendChart, series: TrendSeries) -> list[Json]:
    """The joined stretches, dotted over missing years, then the points on top."""
    mark = mark_of(chart, series)
    traces = []
    for dash, over_a_gap in (("solid", False), ("dot", True)):
        joined = [(start, end) for start, end, gap in chart.joins(series) if gap is over_a_gap]
        places: list[tuple[float | None, float | None]] = []
        for start, end in joined:
            places += [(start.year, start.value), (end.year, end.value), (None, None)]
        if places:
            traces.append(line(places, color=_colour(mark), width=_width(mark), dash=dash))
    marks = [
        Mark(
            point,
            point.year,
            point.value,
            point_words(point, series=series, snapshot=chart.snapshot),
            SIZES.get(mark, 9),
            mark != "own",
        )
        for point in series.points
    ]
    if marks:
        bars = "error_y" if series.emphasised or not chart.picked else ""
        drawn = points(marks, symbol=SYMBOLS.get(mark, "circle"), colour=_colour(mark), bars=bars)
        traces.append(drawn | {"name": plain(series.label)})
    return [trace | {"legendgroup": series.label} for trace in traces]


def _named(chart: TrendChart, series: TrendSeries, *, form: Form) -> Json:
    """An entry of the legend with the mark of the series: Plotly would take that of its first point."""
    mark = mark_of(chart, series)
    return line([(None, None)], color=_colour(mark), width=_width(mark)) | {
        "mode": "lines+markers",
        "marker": {
            "symbol": SYMBOLS.get(mark, "circle"),
            "size": SIZES.get(mark, 9),
            "color": _colour(mark),
            "opacity": 1,
        },
        "name": "<br>".join(map(plain, name_lines(chart, series, form=form))),
        "legendgroup": series.label,
        "showlegend": True,
    }


def _colour(mark: str) -> str:
    return {"own": palette.BLUE, "quiet": palette.GREY, **palette.PICKED}[mark]


def _width(mark: str) -> int:
    return 3 if mark == "own" else 2


def _layout(chart: TrendChart, *, form: Form) -> Json:
    ticks = trend_ticks(chart)
    first, last = year_span(chart)
    inset = (last - first) / 30
    room = Scale(first, last, 60, form.width - EDGE - right_margin(chart, form=form))
    named = year_ticks(chart, across=room, size=form.text)
    betweens = sorted({item.between for item in chart.breaks_drawn})
    legend = (
        {"x": 1.02, "y": 1}
        if form is Form.WIDE
        else {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"}
    )
    return {
        "margin": {"t": top(form, more=BREAK_ROOM if betweens else 0)},
        "xaxis": axis(
            across=True,
            named=bool(named),
            range=[first - inset, last + inset],
            tickvals=[*named],
            ticktext=[year_tick(year, snapshot=chart.snapshot) for year in named],
        ),
        "yaxis": value_axis(
            ticks,
            across=False,
            named=bool(chart.years),
            dtick=ticks.values[1] - ticks.values[0],
            fixedrange=True,
        ),
        "shapes": [upright(between - 0.5, dash="6px,4px", colour=palette.INK) for between in betweens],
        "annotations": [_badge(chart, between) for between in betweens],
        "showlegend": True,
        "legend": {"tracegroupgap": 0, "font": {"color": palette.INK}} | legend,
    }


def _badge(chart: TrendChart, between: int) -> Json:
    """The numbers of the breaks before that year, which say their reasons when pointed at."""
    here = [item for item in chart.breaks_drawn if item.between == between]
    return note(
        ", ".join(str(item.number) for item in here),
        x=between - 0.5,
        y=1,
        yref="paper",
        yanchor="bottom",
        bordercolor=palette.INK,
        bgcolor=palette.PAPER,
        borderwidth=1,
        borderpad=2,
        font={"weight": 700, "color": palette.INK},
        hovertext="<br>".join(hover(item.reason) for item in here),
    )
