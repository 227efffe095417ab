"""Areas over the years in small charts, all to one scale: their shapes are compared, not their numbers.

Each is a bare line beside the quiet line of England and Wales, with its last number; the page has its name
above it and the scale once, in words. To save, they stand on one sheet, four beside one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stats.presentation.charts.description import Break, Multiple, MultiplesChart, TrendSeries
from stats.presentation.charts.letters import widest, wrap
from stats.presentation.charts.pictures.axes import Plot, strokes
from stats.presentation.charts.pictures.canvas import Canvas
from stats.presentation.charts.pictures.placing import Box
from stats.presentation.charts.pictures.svg import Drawing, coordinate, on_page
from stats.presentation.charts.ticks import Scale, nice_ticks
from stats.presentation.charts.words import scale_words, sign_words

WIDTH, HEIGHT = 132, 84
SIZE = 15
TOP, BOTTOM = 14, HEIGHT - 6
COLUMNS = 4
BETWEEN = 12
"""Paper to the right of each small chart on a sheet and under it."""


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """One small chart: the name of its area, its picture, where it leads."""

    label: str
    drawing: Drawing
    href: str

    @property
    def svg(self) -> SafeString:
        return on_page(self.placed())

    def placed(self, *, x: float = 0, y: float = 0) -> SafeString:
        """The same with its upper left corner there on a sheet."""
        frame = Drawing()
        with frame.group(
            "multiple-picture",
            tag="svg",
            x=x,
            y=y,
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            width=WIDTH,
            height=HEIGHT,
            font_size=SIZE,
            role="img",
        ):
            frame.parts += self.drawing.parts
        return frame.svg


@dataclass(frozen=True, slots=True)
class MultiplesFigure:
    """All of them, for templates/stats/components/multiples.html. `scale` says what each runs from and to.

    `signs` are sentences on what the marks drawn mean.
    """

    chart: MultiplesChart
    key: str
    pictures: tuple[SmallPicture, ...]
    scale: str
    signs: tuple[str, ...]
    reference: str


def present_multiples(chart: MultiplesChart, *, key: str) -> MultiplesFigure:
    """The small charts drawn. Without points there are no pictures and no scale."""
    lines = [multiple.series for multiple in chart.multiples] + ([chart.reference] if chart.reference else [])
    points = [point for series in lines for point in series.points]
    if not points:
        return MultiplesFigure(chart, key, (), "", (), "")
    years = [point.year for point in points]
    ticks = nice_ticks((point.value for point in points), at_most=6, from_zero=True)
    ends = (series.points[-1].text for series in lines[: len(chart.multiples)] if series.points)
    right = WIDTH - widest(ends, size=SIZE, bold=True) - 10
    across = Scale(min(years), max(*years, min(years) + 1), 4, right)
    down = Scale(ticks.low, ticks.high, BOTTOM, TOP)
    plot = Plot(across, down, ticks, Box(0, TOP, right + 4, BOTTOM))
    shared = _shared(chart, plot)
    return MultiplesFigure(
        chart,
        key,
        tuple(
            SmallPicture(
                multiple.series.label,
                _drawn(multiple, plot, breaks=chart.breaks, shared=shared),
                multiple.href,
            )
            for multiple in chart.multiples
        ),
        scale=scale_words(chart, first=min(years), last=max(years), highest=ticks.text(ticks.high)),
        signs=sign_words(chart),
        reference=chart.reference.label if chart.reference and chart.reference.points else "",
    )


def _shared(chart: MultiplesChart, plot: Plot) -> list[str]:
    """Axis, breaks and reference: the same in every picture."""
    shared, across = Drawing(), plot.across
    shared.mark("path", "chart-axis", d=f"M0 {BOTTOM}H{coordinate(plot.room.right)}")
    years = sorted({item.between for item in chart.breaks if across.low < item.between <= across.high})
    lines = "".join(f"M{coordinate(across(year - 0.5))} {TOP - 6}V{BOTTOM}" for year in years)
    shared.path("chart-break-small", lines)
    if chart.reference:
        _draw_line(shared, chart.reference, plot, breaks=chart.breaks, css="chart-line-quiet", width="1.75")
    return shared.parts


def _drawn(multiple: Multiple, plot: Plot, *, breaks: Iterable[Break], shared: Iterable[str]) -> Drawing:
    drawing, series = Drawing(), multiple.series
    drawing.mark("title", words=multiple.finding)
    drawing.parts += shared
    _draw_line(drawing, series, plot, breaks=breaks, css="chart-line", width="2.25")
    if series.points:
        last = series.points[-1]
        x, y = plot.at(last.year, last.value)
        if last.second_hand:
            drawing.mark("path", "chart-press", d=f"M{coordinate(x)} {coordinate(y - 5)}l5 5l-5 5l-5 -5z")
        else:
            drawing.mark("circle", "chart-dot", cx=x, cy=y, r=4.5)
        baseline = min(max(y + 5, TOP), BOTTOM - 2)
        drawing.mark("text", "chart-strong chart-halo", words=last.text, x=x + 8, y=baseline)
    return drawing


def _draw_line(
    drawing: Drawing, series: TrendSeries, plot: Plot, *, breaks: Iterable[Break], css: str, width: str
) -> None:
    """The series as three paths: joined years, dotted ways over missing years, and lone points."""
    solid, dotted, lone = strokes(series, plot, breaks=breaks)
    drawing.path(css, solid, ("stroke-width", width))
    drawing.path(css, dotted, ("stroke-width", width), ("stroke-dasharray", "0.1 4.5"))
    drawing.path(css, lone, ("stroke-width", "5"))


def how_to_read(chart: MultiplesChart) -> str:
    """What stands in words above the small charts on the page."""
    figure = present_multiples(chart, key="")
    grey = _("The grey line is %(name)s.") % {"name": figure.reference} if figure.reference else ""
    return " ".join(filter(None, (f"{chart.axis_title}.", figure.scale, grey, *figure.signs)))


def draw_sheet(canvas: Canvas, chart: MultiplesChart) -> None:
    """Names over their charts, all charts of a row on one line. Each leads to its area."""
    pictures = present_multiples(chart, key="").pictures
    form, step = canvas.form, canvas.form.width / COLUMNS
    canvas.y += BETWEEN
    corners = []
    with canvas.group(hidden=True):  # each chart says its area itself
        for first in range(0, len(pictures), COLUMNS):
            row = pictures[first : first + COLUMNS]
            named = [wrap(picture.label, width=step - BETWEEN, size=form.text, bold=True) for picture in row]
            top = canvas.y + form.leading * max(map(len, named))
            for column, lines in enumerate(named):
                corners.append((column * step, top))
                for index, line in enumerate(reversed(lines)):
                    canvas.text(line, "chart-strong", x=column * step, y=top - form.leading * index - 6)
            canvas.y = top + HEIGHT + BETWEEN
    with canvas.group("chart-small"):
        for picture, (x, y) in zip(pictures, corners, strict=True):
            with canvas.link(picture.href):
                canvas.parts.append(picture.placed(x=x, y=y))
    canvas.foot(breaks=chart.breaks)
