"""The kinds of chart: how the picture of each is drawn, and how it is explored.

A new kind is a description, a function that draws it, one that makes it explorable, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stats.presentation.charts.description import (
    Chart,
    DotChart,
    FunnelChart,
    MultiplesChart,
    StripChart,
    TrendChart,
)
from stats.presentation.charts.explored.funnel import explore_funnel
from stats.presentation.charts.explored.parts import Json
from stats.presentation.charts.explored.rows import explore_dots, explore_strip
from stats.presentation.charts.explored.trend import explore_trend
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.dots import draw_dots
from stats.presentation.charts.pictures.funnel import draw_funnel
from stats.presentation.charts.pictures.sheet import draw_sheet
from stats.presentation.charts.pictures.strip import draw_strip
from stats.presentation.charts.pictures.trend import draw_trend


@dataclass(frozen=True, slots=True)
class Kind:
    """`draw` draws everything below the heading on a sheet; `explore` gives Plotly's traces and layout.

    `explore` is None for what cannot be explored.
    """

    draw: Callable[[Canvas, Any], None]
    explore: Callable[[Any, Form], tuple[list[Json], Json]] | None


KINDS: dict[type[Chart], Kind] = {
    DotChart: Kind(draw_dots, explore_dots),
    FunnelChart: Kind(draw_funnel, explore_funnel),
    MultiplesChart: Kind(draw_sheet, None),
    StripChart: Kind(draw_strip, explore_strip),
    TrendChart: Kind(draw_trend, explore_trend),
}
