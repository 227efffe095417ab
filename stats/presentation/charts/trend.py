"""An area's indicator over the years: lines named at their ends, breaks drawn and numbered, gaps dotted."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .canvas import Canvas, Form, Frame
from .description import TrendChart, TrendPoint, TrendSeries
from .labels import Box, place, width_of, wrap
from .ticks import Scale, Ticks, nice_ticks
from .words import break_words, key_words, label_with_value, nothing_held, point_words, year_tick

PLOT_HEIGHT = 236
BADGE_ROOM = 26
BAR = 9
LABEL_AT_MOST = {Form.WIDE: 192, Form.NARROW: 140}
LEADER_FROM = 26


@dataclass(frozen=True, slots=True)
class BreakInk:
    """Where the breaks are drawn: labels keep off the numbers and, if they can, off the lines."""

    lines: list[Box]
    badges: list[Box]


def draw_trend(
    chart: TrendChart, *, form: Form, prefix: str, title_room: float | None = None
) -> tuple[Canvas, Frame]:
    canvas = Canvas(form=form, prefix=prefix)
    canvas.heading(title=chart.title, finding=chart.finding, axis_title=chart.axis_title, room=title_room)
    ticks = trend_ticks(chart)
    headroom = 16 + (BADGE_ROOM if chart.breaks_drawn or form is Form.NARROW else 0)
    top = canvas.y + headroom
    bottom = top + PLOT_HEIGHT
    left = max(width_of(ticks.text(value), size=form.text) for value in ticks.values) + 10
    right = form.width - _right_margin(chart, form=form)
    inset = 18 if form is Form.WIDE else 14
    first, last = year_span(chart)
    across = Scale(first, last, left + inset, right - inset)
    down = Scale(ticks.low, ticks.high, bottom, top)

    _draw_grid(canvas, ticks, named=bool(chart.years), down=down, left=left, right=right)
    _draw_years(canvas, chart, across=across, bottom=bottom)
    breaks = _draw_breaks(canvas, chart, across=across, top=top, bottom=bottom)
    if not chart.years:
        middle = (left + right) / 2
        canvas.text(nothing_held(), "chart-soft", x=middle, y=(top + bottom) / 2, anchor="middle", halo=True)
    for series in _quiet_first(chart):
        _draw_series(canvas, chart, series, across=across, down=down)
    room = Box(left + 2, top - headroom + 2, form.width, bottom - 3)
    _draw_names(canvas, chart, across=across, down=down, breaks=breaks, room=room)

    canvas.y = bottom + 28
    canvas.foot(
        key=key_words(chart, axis_starts_at=""),
        notes=tuple((item.number, item.reason) for item in chart.breaks_drawn),
        source_line=chart.source_line,
    )
    return canvas, canvas.frame(left=left, top=top, right=right, bottom=bottom)


def trend_ticks(chart: TrendChart) -> Ticks:
    """Always from zero: a line that starts elsewhere makes small changes look large."""
    points = [point for series in chart.series for point in series.points]
    ends = [end for point in points for end in (point.lower, point.upper) if end is not None]
    return nice_ticks([*(point.value for point in points), *ends], at_most=5, from_zero=True)


def year_span(chart: TrendChart) -> tuple[int, int]:
    """The ends of the axis of years: one year alone stands in the middle."""
    years = chart.years or range(1)
    return (years[0], years[-1]) if len(years) > 1 else (years[0] - 1, years[0] + 1)


def year_ticks(chart: TrendChart, *, across: Scale, size: float) -> tuple[int, ...]:
    """The years that can carry their name without touching the next; in even steps of round years."""
    if not chart.years:
        return ()
    widest = width_of(year_tick(2000, snapshot=chart.snapshot), size=size) + size * 0.7
    for step in (1, 2, 5, 10, 20):
        shown = tuple(year for year in chart.years if year % step == 0)
        if step * abs(across(1) - across(0)) >= widest and shown:
            return shown
    return (chart.years[-1],)


def name_lines(series: TrendSeries, *, form: Form) -> tuple[str, ...]:
    """The name at the end of a line, with its last number."""
    words = label_with_value(series.label, series.points[-1].text)
    return wrap(words, width=LABEL_AT_MOST[form], size=form.text, bold=series.emphasised)


def _right_margin(chart: TrendChart, *, form: Form) -> float:
    """Room for the names of the series that reach the last year; the others are named inside the plot."""
    if form is Form.NARROW:
        return 2
    widths = [
        width_of(line, size=form.text, bold=series.emphasised)
        for series in chart.series
        if series.points and series.points[-1].year == chart.years[-1]
        for line in name_lines(series, form=form)
    ]
    return max(widths, default=0)


def _quiet_first(chart: TrendChart) -> list[TrendSeries]:
    return sorted(chart.series, key=lambda series: series.emphasised)


def _draw_grid(canvas: Canvas, ticks: Ticks, *, named: bool, down: Scale, left: float, right: float) -> None:
    parent = canvas.group(hidden=True)
    for value in ticks.values:
        y = down(value)
        canvas.line("chart-grid" if value else "chart-axis", (left, y), (right, y), parent=parent)
        if not named:
            continue
        canvas.text(ticks.text(value), "chart-soft", x=left - 8, y=y + 5.5, anchor="end", parent=parent)


def _draw_years(canvas: Canvas, chart: TrendChart, *, across: Scale, bottom: float) -> None:
    parent = canvas.group(hidden=True)
    named = year_ticks(chart, across=across, size=canvas.form.text)
    for year in chart.years:
        x = across(year)
        canvas.line("chart-axis", (x, bottom), (x, bottom + (6 if year in named else 3)), parent=parent)
    for year in named:
        words = year_tick(year, snapshot=chart.snapshot)
        half = width_of(words, size=canvas.form.text) / 2
        x = min(across(year), canvas.form.width - half)
        canvas.text(words, "chart-soft", x=x, y=bottom + 22, anchor="middle", parent=parent)


def _draw_breaks(canvas: Canvas, chart: TrendChart, *, across: Scale, top: float, bottom: float) -> BreakInk:
    """A numbered line half way between the two years; the room it takes is returned."""
    taken = BreakInk([], [])
    if not chart.breaks_drawn:
        return taken
    parent = canvas.group()
    for between in sorted({item.between for item in chart.breaks_drawn}):
        here = [item for item in chart.breaks_drawn if item.between == between]
        x = across(between - 0.5)
        canvas.line("chart-break", (x, top - BADGE_ROOM + 20), (x, bottom), parent=parent)
        taken.lines.append(Box(x - 2, top - BADGE_ROOM + 20, x + 2, bottom))
        for index, item in enumerate(here):
            middle = x + (index - (len(here) - 1) / 2) * 23
            badge = canvas.group("chart-break-mark", role="img", parent=parent)
            ET.SubElement(badge, "title").text = break_words(item.number, item.reason)
            canvas.badge(item.number, x=middle, y=top - BADGE_ROOM + 10, parent=badge)
            taken.badges.append(Box(middle - 12, top - BADGE_ROOM - 3, middle + 12, top - BADGE_ROOM + 22))
    return taken


def _draw_series(
    canvas: Canvas, chart: TrendChart, series: TrendSeries, *, across: Scale, down: Scale
) -> None:
    if not series.points:
        return
    quiet = not series.emphasised
    lines = canvas.group(hidden=True)
    for point in series.points:
        if point.lower is not None and point.upper is not None:
            canvas.mark(
                "rect",
                "chart-interval-quiet" if quiet else "chart-interval",
                parent=lines,
                x=across(point.year) - BAR / 2,
                y=down(point.upper),
                width=BAR,
                height=max(down(point.lower) - down(point.upper), 1),
                rx=1,
            )
    for earlier, later, gap in chart.joins(series):
        canvas.line(
            "chart-line-quiet" if quiet else "chart-line",
            (across(earlier.year), down(earlier.value)),
            (across(later.year), down(later.value)),
            dotted=gap,
            parent=lines,
        )
    held = canvas.group("chart-points", role="list", label=series.label)
    for point in series.points:
        item = canvas.group(role="listitem", parent=held)
        words = point_words(point, series=series, snapshot=chart.snapshot)
        mark = canvas.group("chart-point", role="img", parent=item)
        ET.SubElement(mark, "title").text = words
        x, y = across(point.year), down(point.value)
        canvas.mark("circle", "chart-hit", parent=mark, cx=x, cy=y, r=12)
        canvas.point(
            x, y, second_hand=point.second_hand, quiet=quiet, radius=4.5 if quiet else 6, parent=mark
        )


def _draw_names(
    canvas: Canvas, chart: TrendChart, *, across: Scale, down: Scale, breaks: BreakInk, room: Box
) -> None:
    """Each series is named at its last point, and the first number of the emphasised one is written too."""
    form, parent = canvas.form, canvas.group(hidden=True)
    obstacles = breaks.badges + [
        box for series in chart.series for box in _ink(chart, series, across=across, down=down)
    ]
    at = {
        (series.label, point.year): (across(point.year), down(point.value))
        for series in chart.series
        for point in series.points
    }
    wanted: list[tuple[TrendSeries, TrendPoint, tuple[str, ...]]] = [
        (series, series.points[-1], name_lines(series, form=form))
        for series in reversed(_quiet_first(chart))
        if series.points
    ]
    wanted += [
        (series, series.points[0], (series.points[0].text,))
        for series in chart.series
        if series.emphasised and len(series.points) > 1
    ]
    placed: list[Box] = []
    for series, point, lines in wanted:
        own = at[series.label, point.year]
        box = place(
            own,
            width=max(width_of(line, size=form.text, bold=series.emphasised) for line in lines),
            height=form.leading * len(lines) - 2,
            room=room,
            obstacles=obstacles,
            thin=breaks.lines,
            others=[place_of for (label, _year), place_of in at.items() if label != series.label],
        )
        obstacles.append(box)
        ends = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}
        anchor = min(ends, key=lambda end: abs(ends[end] - own[0]))
        _draw_leader(canvas, own, box, names=placed, parent=parent)
        placed.append(box)
        canvas.name(
            lines,
            "chart-name" if series.emphasised else "chart-name-quiet",
            box,
            anchor=anchor,
            at=own,
            point=(point.year, point.value),
            parent=parent,
        )


def _draw_leader(
    canvas: Canvas, point: tuple[float, float], box: Box, *, names: list[Box], parent: ET.Element
) -> None:
    """A thin line to a name that had to stand away from its point, unless it would cross another name."""
    if box.distance_to(*point) <= LEADER_FROM:
        return
    below = box.top > point[1]
    start = (point[0], point[1] + (9 if below else -9))
    end = (min(max(point[0], box.left + 4), box.right - 4), box.top + 1 if below else box.bottom - 1)
    reach = Box(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]) + 1, max(start[1], end[1])
    )
    if not any(reach.overlaps(name) for name in names):
        canvas.line("chart-leader", start, end, parent=parent)


def _ink(chart: TrendChart, series: TrendSeries, *, across: Scale, down: Scale) -> list[Box]:
    """The boxes that a series' points, intervals and lines cover."""
    boxes: list[Box] = []
    for point in series.points:
        x, y = across(point.year), down(point.value)
        boxes.append(Box(x - 8, y - 8, x + 8, y + 8))
        if point.lower is not None and point.upper is not None:
            boxes.append(Box(x - BAR / 2, down(point.upper), x + BAR / 2, down(point.lower)))
    for earlier, later, _gap in chart.joins(series):
        x0, y0, x1, y1 = across(earlier.year), down(earlier.value), across(later.year), down(later.value)
        pieces = max(1, round((x1 - x0) / 12))
        for piece in range(pieces):
            start, end = piece / pieces, (piece + 1) / pieces
            ys = (y0 + (y1 - y0) * start, y0 + (y1 - y0) * end)
            boxes.append(Box(x0 + (x1 - x0) * start, min(ys) - 2, x0 + (x1 - x0) * end, max(ys) + 2))
    return boxes
