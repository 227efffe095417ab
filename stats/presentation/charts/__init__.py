"""Charts in two layers, made from one description: a picture (SVG) and, when asked for, Plotly."""

from __future__ import annotations

from stats.presentation.charts.component import ChartFigure, present
from stats.presentation.charts.description import (
    Break,
    Chart,
    DotChart,
    DotRow,
    FunnelChart,
    FunnelPoint,
    LimitCurve,
    Multiple,
    MultiplesChart,
    Outside,
    Reference,
    StripChart,
    TrendChart,
    TrendPoint,
    TrendSeries,
)
from stats.presentation.charts.explored.figure import figure
from stats.presentation.charts.kinds import draw
from stats.presentation.charts.pictures.canvas import Form
from stats.presentation.charts.pictures.multiples import MultiplesFigure, SmallPicture, present_multiples
from stats.presentation.charts.pictures.saved import png, shared_png, standalone

__all__ = [
    "Break",
    "Chart",
    "ChartFigure",
    "DotChart",
    "DotRow",
    "Form",
    "FunnelChart",
    "FunnelPoint",
    "LimitCurve",
    "Multiple",
    "MultiplesChart",
    "MultiplesFigure",
    "Outside",
    "Reference",
    "SmallPicture",
    "StripChart",
    "TrendChart",
    "TrendPoint",
    "TrendSeries",
    "draw",
    "figure",
    "png",
    "present",
    "present_multiples",
    "shared_png",
    "standalone",
]
