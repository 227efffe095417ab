"""Areas over the years in small charts, all to one scale: their shapes are compared, not their numbers.

Each is a bare line beside the quiet line of England and Wales, with its last number; the page has its name
above it and the scale once, in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString

from stats.presentation.charts.description import Break, Multiple, MultiplesChart, TrendSeries
from stats.presentation.charts.letters import width_of
from stats.presentation.charts.pictures.canvas import coordinate, mark, markup
from stats.presentation.charts.pictures.strokes import strokes
from stats.presentation.charts.ticks import Scale, nice_ticks
from stats.presentation.charts.words import scale_words, sign_words

WIDTH, HEIGHT = 132, 84
SIZE = 15
TOP, BOTTOM = 14, HEIGHT - 6


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """One small chart: the name of its area, its picture, where it leads."""

    label: str
    picture: ET.Element
    href: str

    @property
    def svg(self) -> SafeString:
        return markup(self.picture)


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
    lines = [one.series for one in chart.multiples] + ([chart.reference] if chart.reference else [])
    points = [point for series in lines for point in series.points]
    if not points:
        return MultiplesFigure(chart, key, (), "", (), "")
    years = [point.year for point in points]
    ticks = nice_ticks((point.value for point in points), at_most=6, from_zero=True)
    ends = [one.series.points[-1].text for one in chart.multiples if one.series.points]
    widest = max((width_of(end, size=SIZE, bold=True) for end in ends), default=0)
    across = Scale(min(years), max(*years, min(years) + 1), 4, WIDTH - widest - 10)
    down = Scale(ticks.low, ticks.high, BOTTOM, TOP)
    shared = _shared(chart, across=across, down=down)
    return MultiplesFigure(
        chart,
        key,
        tuple(_drawn(one, chart, shared=shared, across=across, down=down) for one in chart.multiples),
        scale=scale_words(chart, first=min(years), last=max(years), highest=ticks.text(ticks.high)),
        signs=sign_words(chart),
        reference=chart.reference.label if chart.reference and chart.reference.points else "",
    )


def _shared(chart: MultiplesChart, *, across: Scale, down: Scale) -> list[ET.Element]:
    """Axis, breaks and reference: the same in every picture."""
    shared = ET.Element("g")
    mark(shared, "path", "chart-axis", d=f"M0 {coordinate(down(0))}H{coordinate(across.end + 4)}")
    years = {item.between for item in chart.breaks if across.low < item.between <= across.high}
    if years:
        at = "".join(f"M{coordinate(across(year - 0.5))} {TOP - 6}V{BOTTOM}" for year in sorted(years))
        mark(shared, "path", "chart-break-small", d=at)
    if chart.reference:
        _line(shared, chart.reference, breaks=chart.breaks, quiet=True, across=across, down=down)
    return [*shared]


def _drawn(
    one: Multiple, chart: MultiplesChart, *, shared: Iterable[ET.Element], across: Scale, down: Scale
) -> SmallPicture:
    svg = ET.Element(
        "svg",
        {
            "class": "multiple-picture",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "width": str(WIDTH),
            "height": str(HEIGHT),
            "font-size": str(SIZE),
            "role": "img",
        },
    )
    ET.SubElement(svg, "title").text = one.finding
    svg.extend(shared)
    series = one.series
    _line(svg, series, breaks=chart.breaks, quiet=False, across=across, down=down)
    if series.points:
        last = series.points[-1]
        x, y = across(last.year), down(last.value)
        if last.second_hand:
            mark(svg, "path", "chart-press", d=f"M{coordinate(x)} {coordinate(y - 5)}l5 5l-5 5l-5 -5z")
        else:
            mark(svg, "circle", "chart-dot", cx=x, cy=y, r=4.5)
        baseline = min(max(y + 5, TOP), BOTTOM - 2)
        mark(svg, "text", "chart-strong chart-halo", x=x + 8, y=baseline).text = last.text
    return SmallPicture(series.label, svg, one.href)


def _line(
    parent: ET.Element,
    series: TrendSeries,
    *,
    breaks: Iterable[Break],
    quiet: bool,
    across: Scale,
    down: Scale,
) -> None:
    """The series as three paths: joined years, dotted ways over missing years, and lone points."""
    drawn = strokes(series, breaks=breaks, across=across, down=down)
    css, width = ("chart-line-quiet", 1.75) if quiet else ("chart-line", 2.25)
    for places, look in (
        (drawn.solid, {"stroke_width": str(width)}),
        (drawn.dotted, {"stroke_width": str(width), "stroke_dasharray": "0.1 4.5"}),
        (drawn.lone, {"stroke_width": "5"}),
    ):
        if places:
            mark(parent, "path", css, d=places, **look)
