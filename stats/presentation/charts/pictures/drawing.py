"""The picture of a chart: one SVG, drawn on the server, that needs no script and no stylesheet."""

from __future__ import annotations

from django.utils.safestring import SafeString

from stats.presentation.charts.description import Chart
from stats.presentation.charts.kinds import KINDS
from stats.presentation.charts.pictures.canvas import Canvas, Form


def draw(chart: Chart, *, form: Form, prefix: str) -> SafeString:
    """The chart as SVG. The same description always gives the same text.

    `prefix` begins every id in it: it must be unique on the page.
    """
    return drawn(chart, form=form, prefix=prefix).finish()


def drawn(chart: Chart, *, form: Form, prefix: str, fit: float | None = None) -> Canvas:
    """The sheet with the chart on it; `fit` is the height that the whole picture should have, if any."""
    canvas = Canvas(form=form, prefix=prefix, fit=fit)
    canvas.heading(title=chart.title, finding=chart.finding, axis_title=chart.axis_title)
    KINDS[type(chart)].draw(canvas, chart)
    return canvas
