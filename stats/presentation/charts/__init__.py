"""Charts in two layers, made from one description: a picture (SVG) and, when asked for, Plotly."""

from .canvas import Form
from .description import (
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
from .figure import ChartFigure, present
from .multiples import MultiplesFigure, SmallPicture, present_multiples
from .plotly_figure import figure
from .saved import png, shared_png, standalone
from .svg import draw

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
