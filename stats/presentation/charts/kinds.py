"""The kinds of chart: how the picture of each is drawn, and how it is explored.

A new kind is a description, a function that draws it, one that makes it explorable, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

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
from stats.presentation.charts.pictures.multiples import draw_sheet
from stats.presentation.charts.pictures.strip import draw_strip
from stats.presentation.charts.pictures.trend import draw_trend


@dataclass(frozen=True, slots=True)
class Kind:
    """`draw` draws everything below the heading on a sheet; `explore` gives Plotly's traces, and what its
    layout has beyond that of every chart. It is None for what cannot be explored.
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


def draw(chart: Chart, *, form: Form, prefix: str, fit: float | None = None) -> SafeString:
    """The picture of a chart, as SVG that needs no script and no stylesheet.

    The same description always gives the same text. `prefix` begins every id in it: it must be unique on the
    page. `fit` is how high it may be.
    """
    return drawn(Canvas(chart, form=form, prefix=prefix, fit=fit)).finish()


def drawn(canvas: Canvas) -> Canvas:
    """The sheet with everything that stands under the heading.

    KeyError where nobody has said how charts of its type are drawn.
    """
    KINDS[type(canvas.chart)].draw(canvas, canvas.chart)
    return canvas
