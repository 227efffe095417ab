"""Areas over the years in small charts, all to one scale: their shapes are compared, not their numbers.

Each is a bare line beside the quiet line of England and Wales, with its last number; the page has its name
above it and the scale once, in words. Forty-two of them stand on one page, so each is a handful of paths,
written as text; what all of them share is written once and repeated.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString, mark_safe

from .description import Break, Multiple, MultiplesChart, TrendPoint, TrendSeries
from .labels import width_of
from .markup import coordinate, styled, text
from .strokes import strokes
from .ticks import Scale, nice_ticks
from .words import scale_words, sign_words

WIDTH, HEIGHT = 132, 84
SIZE = 15
TOP, BOTTOM = 14, HEIGHT - 6


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """One small chart: the name of its area, its picture, where it leads."""

    label: str
    svg: SafeString
    href: str


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


def _shared(chart: MultiplesChart, *, across: Scale, down: Scale) -> str:
    """Axis, breaks and reference: the same in every picture."""
    drawn = [_path("chart-axis", f"M0 {coordinate(down(0))}H{coordinate(across.end + 4)}")]
    years = {item.between for item in chart.breaks if across.low < item.between <= across.high}
    if years:
        at = "".join(f"M{coordinate(across(year - 0.5))} {TOP - 6}V{BOTTOM}" for year in sorted(years))
        drawn.append(_path("chart-break-small", at))
    if chart.reference:
        drawn.append(_line(chart.reference, "-quiet", breaks=chart.breaks, across=across, down=down))
    return "".join(drawn)


def _drawn(one: Multiple, chart: MultiplesChart, *, shared: str, across: Scale, down: Scale) -> SmallPicture:
    series = one.series
    drawn = [shared, _line(series, "", breaks=chart.breaks, across=across, down=down)]
    if series.points:
        last = series.points[-1]
        x, y = across(last.year), down(last.value)
        drawn.append(_end(last, x=x, y=y))
        baseline = coordinate(min(max(y + 5, TOP), BOTTOM - 2))
        label = styled("chart-strong chart-halo")
        drawn.append(f'<text{label} x="{coordinate(x + 8)}" y="{baseline}">{text(last.text)}</text>')
    return SmallPicture(
        series.label,
        mark_safe(  # noqa: S308 -- numbers, and words that are escaped
            f'<svg class="multiple-picture" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            f'font-size="{SIZE}" role="img"><title>{text(one.finding)}</title>{"".join(drawn)}</svg>'
        ),
        one.href,
    )


def _line(series: TrendSeries, suffix: str, *, breaks: Iterable[Break], across: Scale, down: Scale) -> str:
    """The series as three paths: joined years, dotted ways over missing years, and lone points."""
    drawn = strokes(series, breaks=breaks, across=across, down=down)
    css, width = f"chart-line{suffix}", "1.75" if suffix else "2.25"
    line = f' stroke-width="{width}"'
    return (
        _path(css, drawn.solid, more=line)
        + _path(css, drawn.dotted, more=f'{line} stroke-dasharray="0.1 4.5"')
        + _path(css, drawn.lone, more=' stroke-width="5"')
    )


def _end(point: TrendPoint, *, x: float, y: float) -> str:
    """The last point: hollow where it is from a press report."""
    if not point.second_hand:
        return f'<circle{styled("chart-dot")} cx="{coordinate(x)}" cy="{coordinate(y)}" r="4.5"/>'
    place = f"M{coordinate(x)} {coordinate(y - 5)}l5 5l-5 5l-5 -5z"
    return f'<path{styled("chart-press")} d="{place}"/>'


def _path(css: str, places: str, *, more: str = "") -> str:
    if not places:
        return ""
    style = _unsized(css) if "stroke-width=" in more else styled(css)
    return f'<path{style}{more} d="{places}"/>'


@cache
def _unsized(css: str) -> str:
    return re.sub(r' stroke-width="[^"]*"', "", styled(css))
