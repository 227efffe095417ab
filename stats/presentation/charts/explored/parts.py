"""What the explored charts of all kinds are put together from, as arguments of Plotly.

Sizes are CSS pixels. Plotly lays out its own axes, margins and legend; title, unit, key, reasons and source
are those of the picture, which stay in sight around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stats.presentation.charts import palette
from stats.presentation.charts.description import DotRow, FunnelPoint, Reference, TrendPoint
from stats.presentation.charts.letters import fill, width_of
from stats.presentation.charts.pictures.canvas import BAR, Form
from stats.presentation.charts.ticks import Ticks
from stats.presentation.charts.words import label_with_value

HOVER_WIDTH = 280
EDGE = 8
"""Room at the edges for marks that stand there."""

Json = dict[str, Any]

LEADER: Json = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": palette.SOFT, "standoff": 9}
"""A thin line from a note to its point."""


@dataclass(frozen=True, slots=True)
class Explored:
    """The traces of a chart, and what its layout has beyond that of every chart."""

    data: Sequence[Json]
    layout: Json


def top(form: Form, *, more: float = 0) -> float:
    """The margin above the plot: in the wide form the buttons stand there, and under them `more`."""
    return (34 if form is Form.WIDE else EDGE) + more


@dataclass(frozen=True, slots=True)
class Mark:
    """A point where it stands, and what it says when pointed at."""

    point: DotRow | TrendPoint | FunnelPoint
    x: float
    y: float
    words: str
    size: float
    quiet: bool = False


def points(marks: Sequence[Mark], *, symbol: str = "circle", colour: str = "", bars: str = "") -> Json:
    """Dots, or hollow diamonds for figures at second hand; `bars` is the error bar that shows intervals."""
    quiet = marks[0].quiet
    colour = colour or (palette.GREY if quiet else palette.BLUE)
    second_hand = [mark.point.second_hand for mark in marks]
    trace: Json = {
        "x": [mark.x for mark in marks],
        "y": [mark.y for mark in marks],
        "mode": "markers",
        "hovertext": [hover(mark.words) for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [getattr(mark.point, "href", "") for mark in marks],  # where it leads
        "cliponaxis": False,
        "showlegend": False,
        "marker": {
            "size": [mark.size for mark in marks],
            "symbol": ["diamond" if is_so else symbol for is_so in second_hand],
            "color": [palette.PAPER if is_so else colour for is_so in second_hand],
            "line": {
                "color": [colour if is_so else palette.PAPER for is_so in second_hand],
                "width": [2.5 if is_so else 1.5 for is_so in second_hand],
            },
            "opacity": 1,
        },
    }
    return trace | ({bars: _intervals(marks, quiet=quiet)} if bars else {})


def quiet_then_loud(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks of the quiet trace and, on top, of the loud: error bars have one colour for a trace."""
    parted = ([mark for mark in marks if mark.quiet is quiet] for quiet in (True, False))
    return [part for part in parted if part]


def line(places: Sequence[tuple[float | None, float | None]], **look: Any) -> Json:
    """A line that says nothing when pointed at; None in it is a gap."""
    x, y = zip(*places, strict=True)
    silent = {"hoverinfo": "skip", "showlegend": False}
    return {"x": [*x], "y": [*y], "mode": "lines", "line": look} | silent


def _intervals(marks: Sequence[Mark], *, quiet: bool) -> Json:
    """Error bars as thick and soft as the picture's intervals; none where no interval is held."""
    held = [mark.point for mark in marks if isinstance(mark.point, DotRow | TrendPoint)]
    colour, opacity = (
        (palette.GREY, palette.QUIET_INTERVAL_OPACITY) if quiet else (palette.BLUE, palette.INTERVAL_OPACITY)
    )
    return {
        "type": "data",
        "symmetric": False,
        "array": [None if point.upper is None else point.upper - point.value for point in held],
        "arrayminus": [None if point.lower is None else point.value - point.lower for point in held],
        "color": palette.faint(colour, opacity),
        "thickness": BAR,
        "width": 0,
        "visible": any(point.has_interval for point in held),
    }


def axis(*, across: bool, named: bool, **more: Any) -> Json:
    """The lower axis of a chart (`across`), with a line, or the other, with a grid."""
    return {
        "showticklabels": named,
        "showline": across,
        "ticks": "outside" if across and named else "",
        "showgrid": not across,
        "gridcolor": palette.LINE,
        "linecolor": palette.INK,
        "tickcolor": palette.INK,
        "zeroline": False,
        "automargin": True,
    } | more


def value_axis(ticks: Ticks, *, across: bool, named: bool, **more: Any) -> Json:
    """An axis over the values that the picture's goes over, with about as many numbers."""
    numbers = {"nticks": len(ticks.values) + 1, "tickformat": f",.{ticks.decimals}f"}
    high = ticks.high + (ticks.high - ticks.low) * 0.002  # a grid line at the very edge would be left out
    return axis(across=across, named=named, range=[ticks.low, high], **numbers, **more)


def note(*lines: str, **look: Any) -> Json:
    """Words on the chart, as an annotation without an arrow unless `look` gives it one."""
    return {"text": "<br>".join(map(plain, lines)), "showarrow": False, "borderpad": 0} | look


def upright(at: float, *, dash: str, colour: str) -> Json:
    """A line from the foot of the plot to its top."""
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "layer": "below", "line": {"color": colour, "width": 1.25, "dash": dash}} | ends


def reference(against: Reference | None, *, ticks: Ticks, form: Form) -> tuple[list[Json], list[Json]]:
    """The line to read against and, above it, its words: shapes and annotations, none without one."""
    if against is None:
        return [], []
    words = label_with_value(against.label, against.text)
    told = level_name(words, against.value, ticks=ticks, form=form, y=1, yref="paper", yanchor="bottom")
    return [upright(against.value, dash="3px,4px", colour=palette.SOFT)], [told]


def level_name(
    words: str, value: float, *, ticks: Ticks, form: Form, bold: bool = False, beside: float = 0, **more: Any
) -> Json:
    """Words at a value of a level axis: over its middle, or where they stay on the chart.

    `beside` is -1 where they rather stand to the left of it, 1 to the right.
    """
    share = (value - ticks.low) / (ticks.high - ticks.low)
    wide = width_of(words, size=form.text, bold=bold) / form.width
    left = min(max(share - wide * (1 - beside) / 2, 0), 1 - wide)
    side = "left" if left > share - wide / 4 else "right" if left < share - wide * 3 / 4 else "center"
    return note(words, x=value, xanchor=side, **more)


def hover(words: str) -> str:
    """The words in lines short enough for a label that hangs beside its point."""
    return "<br>".join(plain(part) for part in fill(words, width=HOVER_WIDTH, size=Form.WIDE.text))


def plain(text: str) -> str:
    """The text with nothing that Plotly would read as a tag or an entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
