"""A trend to explore: lines in the colours and marks of the picture, named in a legend that can hide them."""

from __future__ import annotations

from stats.presentation.charts.description import TrendChart, TrendPoint, TrendSeries
from stats.presentation.charts.explored.parts import Json, band, colour, hover, line, note, points, upright
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.trend import mark_of, name_lines, quiet_first
from stats.presentation.charts.words import marked_words, point_words, year_tick

COLOURS = {"own": "blue", "quiet": "grey"}
# The shapes of canvas.SHAPES under Plotly's names.
SYMBOLS = {
    "pick-1": "square",
    "pick-2": "triangle-up",
    "pick-3": "triangle-down",
    "pick-4": "x",
    "pick-5": "cross",
}
SIZES = {"own": 12, "pick-2": 11, "pick-3": 11}
YEARS = {Form.WIDE: 7, Form.MIDDLE: 6, Form.NARROW: 4}
"""At most so many years are named."""


def explore_trend(chart: TrendChart, form: Form) -> tuple[list[Json], Json]:
    """Of many lines the picture's key names them, with their marks, in all but the wide form."""
    legend: Json = {"x": 1.02, "y": 1}
    if form is not Form.WIDE:
        legend = {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"}
    step = next(step for step in (1, 2, 5, 10, 20, 50) if len(chart.years) <= step * YEARS[form])
    named = [year for year in chart.years if year % step == 0]
    betweens = sorted({item.between for item in chart.breaks_drawn})
    layout = {
        "xaxis": {
            "tickvals": named,
            "ticktext": [year_tick(year, snapshot=chart.snapshot) for year in named],
        },
        "yaxis": {"rangemode": "tozero", "fixedrange": True},
        "shapes": [
            *([band(chart.marked_point.year)] if chart.marked_point else []),
            *(upright(between - 0.5, dash="6px,4px", name="ink") for between in betweens),
        ],
        "annotations": [
            *(_badge(chart, between) for between in betweens),
            *([_marked(chart, chart.marked_point)] if chart.marked_point else []),
        ],
        "showlegend": form is Form.WIDE or not chart.picked,
        "legend": legend,
    }
    held = [series for series in quiet_first(chart) if series.points]
    return [trace for series in held for trace in _series(chart, series, form=form)], layout


def _series(chart: TrendChart, series: TrendSeries, *, form: Form) -> list[Json]:
    """The joined stretches, dotted over missing years, then the points on top, named in the legend."""
    mark = mark_of(chart, series)
    name = COLOURS.get(mark, mark)
    traces = []
    for dash, over_a_gap in (("solid", False), ("dot", True)):
        places: list[tuple[float | None, float | None]] = []
        for start, end, gap in chart.joins(series):
            if gap is over_a_gap:
                places += [(start.year, start.value), (end.year, end.value), (None, None)]
        if places:
            traces.append(line(places, color=colour(name), width=3 if mark == "own" else 2, dash=dash))
    drawn = points(
        [
            (point, point.year, point.value, point_words(point, series=series, snapshot=chart.snapshot))
            for point in series.points
        ],
        name=name,
        size=SIZES.get(mark, 9),
        symbol=SYMBOLS.get(mark, "circle"),
        bars="error_y" if series.emphasised or not chart.picked else "",
    )
    drawn["name"] = note(*name_lines(chart, series, form=form))["text"]
    drawn["showlegend"] = True
    drawn["legendrank"] = -series.points[-1].value
    return [trace | {"legendgroup": series.label} for trace in (*traces, drawn)]


def _marked(chart: TrendChart, point: TrendPoint) -> Json:
    """The number of the year that the page is about, over its point."""
    words = marked_words(point, snapshot=chart.snapshot)
    font = {"weight": 700, "color": colour("blue")}
    return note(words, x=point.year, y=point.value, yanchor="bottom", yshift=10, font=font)


def _badge(chart: TrendChart, between: int) -> Json:
    """The numbers of the breaks before that year, which say their reasons when pointed at."""
    here = [item for item in chart.breaks_drawn if item.between == between]
    return note(
        ", ".join(str(item.number) for item in here),
        x=between - 0.5,
        y=1,
        yref="paper",
        yanchor="bottom",
        bordercolor=colour("ink"),
        bgcolor=colour("paper"),
        borderwidth=1,
        borderpad=2,
        font={"weight": 700, "color": colour("ink")},
        hovertext="<br>".join(hover(item.reason) for item in here),
    )
