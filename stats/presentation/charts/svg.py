"""The picture of a chart: one SVG, drawn on the server, that needs no script and no stylesheet."""

from django.utils.safestring import SafeString

from .canvas import Canvas, Form, Frame
from .description import Chart, DotChart, FunnelChart, StripChart, TrendChart
from .dots import draw_dots
from .funnel import draw_funnel
from .strip import draw_strip
from .trend import draw_trend


def draw(chart: Chart, *, form: Form, prefix: str) -> SafeString:
    """The chart as SVG. The same description always gives the same text.

    `prefix` begins every id in it: it must be unique on the page.
    """
    canvas, _frame = drawn(chart, form=form, prefix=prefix)
    return canvas.finish()


def frame_of(chart: Chart, *, form: Form, title_room: float | None = None) -> Frame:
    """Where the plot stands in the picture, so that the explored chart takes exactly its place.

    `title_room` is the width left for the title where something stands to its right.
    """
    _canvas, frame = drawn(chart, form=form, prefix="frame", title_room=title_room)
    return frame


def drawn(
    chart: Chart,
    *,
    form: Form,
    prefix: str,
    title_room: float | None = None,
    fit: float | None = None,
) -> tuple[Canvas, Frame]:
    """The sheet with the chart on it; `fit` is the height that the whole picture should have, if any."""
    canvas = Canvas(form=form, prefix=prefix, fit=fit)
    canvas.heading(title=chart.title, finding=chart.finding, axis_title=chart.axis_title, room=title_room)
    return canvas, _below_heading(canvas, chart)


def _below_heading(canvas: Canvas, chart: Chart) -> Frame:
    match chart:
        case DotChart():
            return draw_dots(canvas, chart)
        case StripChart():
            return draw_strip(canvas, chart)
        case FunnelChart():
            return draw_funnel(canvas, chart)
        case TrendChart():
            return draw_trend(canvas, chart)
