"""What the explored charts of all kinds are put together from, as arguments of Plotly.

What all of them look like stands in look.json. Sizes are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from textwrap import wrap
from typing import Any

from stats.presentation.charts import palette
from stats.presentation.charts.description import Point, Reference
from stats.presentation.charts.pictures.canvas import BAR
from stats.presentation.charts.words import label_with_value

HOVER_LETTERS = 40
OPACITIES = {"grey": palette.QUIET_INTERVAL_OPACITY}

Json = dict[str, Any]
Mark = tuple[Point, float, float, str]
"""A point, where it stands, and what it says when pointed at."""


def colour(name: str, opacity: float = 1) -> str:
    """A colour of the reader's (`--chart-blue` of _charts.scss), which explore.js looks up."""
    return f"var(--chart-{name})" if opacity == 1 else f"var(--chart-{name}, {opacity})"


def points(
    marks: Iterable[Mark], *, name: str, size: float, grown: float = 0, symbol: str = "circle", bars: str = ""
) -> Json:
    """Dots in the colour of that name, or hollow diamonds for figures at second hand; other symbols stay.

    Emphasised ones are so much `grown`; `bars` is the error bar that shows intervals. A legend shows the
    first point, so figures at second hand come last.
    """
    held, x, y, words = zip(*sorted(marks, key=lambda mark: mark[0].second_hand), strict=True)
    seen, paper = colour(name), colour("paper")
    return {
        "x": [*x],
        "y": [*y],
        "mode": "markers",
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hovertext": [hover(said) for said in words],
        "customdata": [point.href for point in held],  # where it leads
        "marker": {
            "size": [size + grown * point.emphasised for point in held],
            "symbol": ["diamond" if point.second_hand and symbol == "circle" else symbol for point in held],
            "color": [paper if point.second_hand else seen for point in held],
            "line": {
                "color": [seen if point.second_hand else paper for point in held],
                "width": [2.5 if point.second_hand else 1.5 for point in held],
            },
        },
        **({bars: intervals(held, name=name)} if bars else {}),
    }


def quiet_and_loud(marks: Sequence[Mark], *, is_loud: Callable[[Any], bool], **look: Any) -> list[Json]:
    """The quiet points in grey and, on top, the loud in blue; `look` as for `points`."""
    parted = {
        "grey": [mark for mark in marks if not is_loud(mark[0])],
        "blue": [mark for mark in marks if is_loud(mark[0])],
    }
    return [points(part, name=name, **look) for name, part in parted.items() if part]


def intervals(held: Sequence[Point], *, name: str) -> Json:
    """Error bars as thick and soft as the picture's intervals; none where no interval is held."""
    return {
        "type": "data",
        "array": [None if point.upper is None else point.upper - point.value for point in held],
        "arrayminus": [None if point.lower is None else point.value - point.lower for point in held],
        "color": colour(name, OPACITIES.get(name, palette.INTERVAL_OPACITY)),
        "thickness": BAR,
        "width": 0,
        "visible": any(point.has_interval for point in held),
    }


def line(places: Iterable[tuple[float | None, float | None]], **look: Any) -> Json:
    """A line that says nothing when pointed at; None in it is a gap."""
    x, y = zip(*places, strict=True)
    return {"x": [*x], "y": [*y], "mode": "lines", "line": look, "hoverinfo": "skip"}


def note(*lines: str, **look: Any) -> Json:
    """Words on the chart, as an annotation."""
    return {"text": "<br>".join(map(plain, lines))} | look


def upright(at: float, *, dash: str, name: str) -> Json:
    """A line from the foot of the plot to its top."""
    look = {"color": colour(name), "width": 1.25, "dash": dash}
    return {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": look}


def band(year: int) -> Json:
    """A light band over a year, under everything else."""
    fill = colour("grey", palette.BAND_OPACITY)
    look = {"fillcolor": fill, "line": {"width": 0}}
    return {"type": "rect", "x0": year - 0.5, "x1": year + 0.5, "y0": 0, "y1": 1, "yref": "paper", **look}


def reference(against: Reference | None, *, side: str = "center") -> tuple[list[Json], list[Json]]:
    """The line to read against and, above it, its words: shapes and annotations, none without one.

    `side` is what of the words stands over the line.
    """
    if against is None:
        return [], []
    above = {"x": against.value, "y": 1, "yref": "paper", "xanchor": side, "yanchor": "bottom"}
    words = note(label_with_value(against.label, against.text), **above)
    return [upright(against.value, dash="3px,4px", name="soft")], [words]


def hover(words: str) -> str:
    """The words in lines short enough for a label that hangs beside its point."""
    return "<br>".join(map(plain, wrap(words, HOVER_LETTERS)))


def plain(text: str) -> str:
    """The text with nothing that Plotly would read as a tag or an entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
