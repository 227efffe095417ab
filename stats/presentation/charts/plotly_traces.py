"""The points and lines of the explored chart, as the arguments of Plotly's scatter traces."""

from collections.abc import Iterable, Sequence
from typing import Any

from . import palette
from .canvas import Form
from .description import DotChart, DotRow, FunnelPoint, TrendChart, TrendPoint, TrendSeries
from .labels import fill
from .trend_names import mark_of, quiet_first
from .words import point_words, row_words

HOVER_WIDTH = 280
# The shapes of Canvas.picked_point under Plotly's names.
SYMBOLS = {
    "pick-1": "square",
    "pick-2": "triangle-up",
    "pick-3": "triangle-down",
    "pick-4": "x",
    "pick-5": "cross",
}
SIZES = {"own": 12, "quiet": 9, "pick-2": 11, "pick-3": 11}

Json = dict[str, Any]


def dot_traces(chart: DotChart) -> list[Json]:
    """One trace for the quiet rows and one for the others: error bars have one colour for a trace."""
    some_emphasised = any(row.emphasised for row in chart.rows)
    placed = [*enumerate(chart.rows)]
    groups = (
        (True, [(at, row) for at, row in placed if some_emphasised and not row.emphasised]),
        (False, [(at, row) for at, row in placed if row.emphasised or not some_emphasised]),
    )
    return [
        {
            "x": [row.value for _at, row in rows],
            "y": [at for at, _row in rows],
            "error_x": intervals([row for _at, row in rows], quiet=quiet),
            "hovertext": [hover(row_words(row, when=chart.when)) for _at, row in rows],
            "customdata": [row.href for _at, row in rows],
            "mode": "markers",
            "marker": markers([row for _at, row in rows], quiet=quiet, size=13),
            **common(),
        }
        for quiet, rows in groups
        if rows
    ]


def trend_traces(chart: TrendChart) -> list[Json]:
    """For each series its joined stretches, dotted over missing years, then its points on top."""
    traces: list[Json] = []
    for series in quiet_first(chart):
        mark = mark_of(chart, series)
        for dotted in (False, True):
            joined = [(start, end) for start, end, gap in chart.joins(series) if gap is dotted]
            if joined:
                traces.append(_stretches(joined, mark=mark, dotted=dotted))
        if series.points:
            traces.append(_points(chart, series, mark=mark))
    return traces


def _colour(mark: str) -> str:
    return {"own": palette.BLUE, "quiet": palette.GREY, **palette.PICKED}[mark]


def _stretches(joined: Sequence[tuple[TrendPoint, TrendPoint]], *, mark: str, dotted: bool) -> Json:
    width = 3 if mark == "own" else 2
    line = {"color": _colour(mark), "width": width, "dash": "dot" if dotted else "solid"}
    return {
        "x": [at for start, end in joined for at in (start.year, end.year, None)],
        "y": [at for start, end in joined for at in (start.value, end.value, None)],
        "mode": "lines",
        "line": line,
        "connectgaps": False,
        **common(),
        "hoverinfo": "skip",
        "hovertemplate": None,
    }


def _points(chart: TrendChart, series: TrendSeries, *, mark: str) -> Json:
    told: Json = {}
    if series.emphasised or not chart.picked:
        told = {"error_y": intervals(series.points, quiet=mark != "own")}
    return {
        "name": plain(series.label),
        "x": [point.year for point in series.points],
        "y": [point.value for point in series.points],
        **told,
        "hovertext": [
            hover(point_words(point, series=series, snapshot=chart.snapshot)) for point in series.points
        ],
        "mode": "markers",
        "marker": markers(
            series.points,
            quiet=mark != "own",
            size=SIZES.get(mark, 9),
            symbol=SYMBOLS.get(mark, "circle"),
            colour=_colour(mark),
        ),
        **common(),
    }


def common() -> Json:
    return {"hovertemplate": "%{hovertext}<extra></extra>", "showlegend": False, "cliponaxis": False}


def markers(
    points: Iterable[DotRow | TrendPoint | FunnelPoint],
    *,
    quiet: bool,
    size: float,
    press_size: float | None = None,
    symbol: str = "circle",
    colour: str = "",
) -> Json:
    """Dots, or hollow diamonds for figures at second hand, as in the picture.

    `press_size` is that of the dot which a diamond stands for, where it is another.
    """
    colour = colour or (palette.GREY if quiet else palette.BLUE)
    second_hand = [point.second_hand for point in points]
    return {
        "size": [_diamond(press_size or size) if is_so else size for is_so in second_hand],
        "symbol": ["diamond" if is_so else symbol for is_so in second_hand],
        "color": [palette.PAPER if is_so else colour for is_so in second_hand],
        "line": {
            "color": [colour if is_so else palette.PAPER for is_so in second_hand],
            "width": [2.5 if is_so else 1.5 for is_so in second_hand],
        },
        "opacity": 1,
    }


def _diamond(size: float) -> float:
    """Plotly's size of a diamond that reaches as far as Canvas.point has it, 1.5 beyond the dot: Plotly's own
    reaches 1.3 times as far as its dot."""
    return round((size + 3) / 1.3, 1)


def intervals(points: Sequence[DotRow | TrendPoint], *, quiet: bool) -> Json:
    """Error bars as thick and soft as the picture's intervals; none where no interval is held."""
    colour = (
        palette.faint(palette.GREY, palette.QUIET_INTERVAL_OPACITY)
        if quiet
        else palette.faint(palette.BLUE, palette.INTERVAL_OPACITY)
    )
    held = [(point.value, point.lower, point.upper) for point in points]
    return {
        "type": "data",
        "symmetric": False,
        "array": [None if upper is None or lower is None else upper - value for value, lower, upper in held],
        "arrayminus": [
            None if upper is None or lower is None else value - lower for value, lower, upper in held
        ],
        "color": colour,
        "thickness": 9,
        "width": 0,
        "visible": any(lower is not None and upper is not None for _value, lower, upper in held),
    }


def hover(words: str) -> str:
    """The words in lines short enough for a label that hangs beside its point."""
    return "<br>".join(plain(line) for line in fill(words, width=HOVER_WIDTH, size=Form.WIDE.text))


def plain(text: str) -> str:
    """The text with nothing that Plotly would read as a tag or an entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
