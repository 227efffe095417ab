"""The picture of a chart: one SVG, drawn on the server, that needs no script and no stylesheet."""

from __future__ import annotations

from django.utils.safestring import SafeString

from stats.presentation.charts.description import Chart
from stats.presentation.charts.kinds import kind_of
from stats.presentation.charts.pictures.canvas import Canvas, Form


def draw(chart: Chart, *, form: Form, prefix: str) -> SafeString:
    """The chart as SVG. The same description always gives the same text.

    `prefix` begins every id in it: it must be unique on the page.
    """
    return drawn(Canvas(chart, form=form, prefix=prefix)).finish()


def drawn(canvas: Canvas) -> Canvas:
    """The sheet with everything that stands under the heading."""
    kind_of(canvas.chart).draw(canvas, canvas.chart)
    return canvas
