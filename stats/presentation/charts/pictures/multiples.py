"""Areas over the years in small charts, all to one scale: their shapes are compared, not their numbers.

Each is a bare line beside the quiet line of England and Wales, with its last number, its first and last year,
and one round value to read it against; the page has its name above it and the scale once, in words. On a page
each is as wide as its cell: lines are stretched, letters and the mark at the end are not. To save, they stand
on one sheet, four beside one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stats.presentation.charts.description import Break, Multiple, MultiplesChart, TrendSeries
from stats.presentation.charts.letters import wrap
from stats.presentation.charts.pictures.axes import Plot, strokes
from stats.presentation.charts.pictures.canvas import Canvas
from stats.presentation.charts.pictures.placing import Box
from stats.presentation.charts.pictures.svg import Drawing, coordinate, on_page
from stats.presentation.charts.ticks import Scale, nice_ticks
from stats.presentation.charts.words import (
    marked_words,
    reference_words,
    scale_words,
    sign_words,
    small_words,
    year_tick,
)

WIDTH, HEIGHT = 148, 124
SIZE = 15
TOP, BOTTOM = 26, HEIGHT - 24
EDGE = 6
"""Paper beside the first and the last year: half of the mark at the end of a line."""
COLUMNS = 4
BETWEEN = 12
"""Paper to the right of each small chart on a sheet and under it."""


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """One small chart: the name of its area, what it is called, its picture, where it leads."""

    label: str
    words: str
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
            width=WIDTH,
            height=HEIGHT,
            font_size=SIZE,
            role="img",
            aria_label=self.words,
        ):
            frame.parts += self.drawing.parts
        return frame.svg


@dataclass(frozen=True, slots=True)
class MultiplesFigure:
    """All of them, for templates/stats/components/multiples.html. `scale` says what each runs from and to.

    `signs` are sentences on what the marks drawn mean; `reference` says what the quiet line is, with its
    last number.
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
    across = Scale(min(years), max(*years, min(years) + 1), EDGE, WIDTH - EDGE)
    down = Scale(ticks.low, ticks.high, BOTTOM, TOP)
    plot = Plot(across, down, ticks, Box(0, TOP, WIDTH, BOTTOM))
    shared, texts = _shared(chart, plot), _texts(chart, plot)
    return MultiplesFigure(
        chart,
        key,
        tuple(
            SmallPicture(
                multiple.series.label,
                small_words(multiple.series, snapshot=chart.snapshot),
                _drawn(multiple, plot, chart=chart, shared=shared, texts=texts),
                multiple.href,
            )
            for multiple in chart.multiples
        ),
        scale=scale_words(chart, first=min(years), last=max(years), highest=ticks.text(ticks.high)),
        signs=sign_words(chart),
        reference=reference_words(chart),
    )


def _shared(chart: MultiplesChart, plot: Plot) -> list[str]:
    """Axis, breaks and reference: the same lines in every picture."""
    shared, across = Drawing(), plot.across
    shared.mark("path", "chart-grid", d=f"M0 {coordinate(plot.down(_round_value(plot)))}H{WIDTH}")
    shared.mark("path", "chart-axis", d=f"M0 {BOTTOM}H{WIDTH}")
    years = sorted({item.between for item in chart.breaks if across.low < item.between <= across.high})
    lines = "".join(f"M{coordinate(across(year - 0.5))} {TOP - 4}V{BOTTOM}" for year in years)
    shared.path("chart-break-small", lines)
    if chart.reference:
        _draw_line(shared, chart.reference, plot, breaks=chart.breaks, css="chart-line-quiet", width="1.75")
    return shared.parts


def _round_value(plot: Plot) -> float:
    """The one nearest to the middle of the scale."""
    middle = (plot.ticks.low + plot.ticks.high) / 2
    return min(plot.ticks.values, key=lambda value: abs(value - middle))


def _texts(chart: MultiplesChart, plot: Plot) -> list[str]:
    """The first and the last year and the round value: the same in every picture."""
    texts, value = Drawing(), _round_value(plot)
    first, last = (
        year_tick(int(year), snapshot=chart.snapshot) for year in (plot.across.low, plot.across.high)
    )
    y = plot.down(value) - 4
    texts.mark("text", "chart-soft chart-halo", words=plot.ticks.text(value), x=0, y=y)
    texts.mark("text", "chart-soft", words=first, x=0, y=HEIGHT - 6)
    texts.mark("text", "chart-soft", words=last, x="100%", y=HEIGHT - 6, text_anchor="end")
    return texts.parts


def _drawn(
    multiple: Multiple, plot: Plot, *, chart: MultiplesChart, shared: Iterable[str], texts: Iterable[str]
) -> Drawing:
    drawing, series = Drawing(), multiple.series
    drawing.mark("title", words=multiple.finding)
    view = f"0 0 {WIDTH} {HEIGHT}"
    with drawing.group(
        tag="svg", hidden=True, width="100%", height=HEIGHT, viewBox=view, preserveAspectRatio="none"
    ):
        drawing.parts += shared
        _draw_line(drawing, series, plot, breaks=chart.breaks, css="chart-line", width="2.25")
    with drawing.group(hidden=True):
        drawing.parts += texts
        if series.points:
            last = series.points[-1]
            x, y = plot.at(last.year, last.value)
            at = f"{coordinate(100 * x / WIDTH)}%"
            if last.second_hand:
                with drawing.group(tag="svg", x=at, y=y, overflow="visible"):
                    drawing.mark("path", "chart-press", d="M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z")
            else:
                drawing.mark("circle", "chart-dot", cx=at, cy=y, r=4.5)
            words = last.text
            if last.year != plot.across.high:
                words = marked_words(last, snapshot=chart.snapshot)
            drawing.mark("text", "chart-strong", words=words, x="100%", y=SIZE, text_anchor="end")
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
