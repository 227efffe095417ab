"""An area's indicator over the years: lines named at their ends, breaks drawn and numbered, gaps dotted.

One or two lines are named where they end. With areas that the reader picked there may be seven, which end
close together: in the wide form their names stand in a column at the right, each joined to its last point; in
the others there is no room for that, and they are told under the plot with the mark of each. The year that a
page is about has a light band, and its number stands there in bold with the year.
"""

from __future__ import annotations

from itertools import groupby

from stats.presentation.charts.description import TrendChart, TrendPoint, TrendSeries
from stats.presentation.charts.letters import widest, width_of, wrap
from stats.presentation.charts.pictures import axes
from stats.presentation.charts.pictures.axes import Plot
from stats.presentation.charts.pictures.canvas import BAR, DOTTED, Canvas, Form, suffix_of
from stats.presentation.charts.pictures.placing import (
    CROSS_A_LINE,
    HIDE_A_MARK,
    Box,
    pieces,
    place_name,
    spread,
)
from stats.presentation.charts.pictures.svg import coordinate
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks
from stats.presentation.charts.words import (
    break_words,
    label_with_value,
    last_words,
    marked_words,
    point_words,
    trend_key,
    year_tick,
)

PLOT_HEIGHT = 236
PLOT_HEIGHT_PICKED = 300
BADGE_ROOM = 26
LABEL_AT_MOST = {Form.WIDE: 192, Form.MIDDLE: 124, Form.NARROW: 140}
BAND = 16
"""How broad the band of a year is at the most."""
COLUMN_GAP = 40
"""Between the last year and the column of names: room for the lines that lead to them."""
SIGN_ROOM = 15


def draw_trend(canvas: Canvas, chart: TrendChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    headroom = 16 + (BADGE_ROOM if chart.breaks_drawn or form is Form.NARROW else 0)
    canvas.y += headroom
    usual = PLOT_HEIGHT_PICKED if chart.picked else PLOT_HEIGHT
    top, height = canvas.y, canvas.plot_height(usual, foot=33 + 2 * form.leading)
    if canvas.is_drawn:
        _draw_plot(canvas, chart, top=top, bottom=top + height, headroom=headroom)
    canvas.y = top + height + axes.ROOM
    canvas.foot(key=(*names_key(chart, form=form), *trend_key(chart)), breaks=chart.breaks_drawn)


def _draw_plot(canvas: Canvas, chart: TrendChart, *, top: float, bottom: float, headroom: float) -> None:
    form = canvas.form
    ticks = trend_ticks(chart)
    left, right = axes.number_room(ticks, form=form), form.width - right_margin(chart, form=form)
    room = Box(left, top, right, bottom)
    inset = 18 if form is Form.WIDE else 14
    across = Scale(*year_span(chart), left + inset, right - inset)
    plot = Plot(across, Scale(ticks.low, ticks.high, room.bottom, room.top), ticks, room)

    axes.draw_grid(canvas, plot, named=bool(chart.years))
    named = year_ticks(chart, across=across, size=form.text)
    words = {year: year_tick(year, snapshot=chart.snapshot) for year in named}
    years = {across(year): words.get(year, "") for year in chart.years}
    with canvas.group(hidden=True):
        axes.draw_places(canvas, years, y=room.bottom)
    _draw_band(canvas, chart, plot)
    taken = _draw_breaks(canvas, chart, plot)
    if not chart.years:
        canvas.nothing_held(x=room.middle[0], y=room.middle[1])
    for series in quiet_first(chart):
        if series.points:
            _draw_series(canvas, chart, series, plot)
    with canvas.group(hidden=True):
        names_room = Box(left + 2, room.top - headroom + 2, form.width, room.bottom - 3)
        if chart.picked and form is Form.WIDE:
            _draw_column(canvas, chart, plot, room=names_room)
        else:
            _draw_beside(canvas, chart, plot, room=names_room, taken=taken)


def trend_ticks(chart: TrendChart) -> Ticks:
    """Always from zero: a line that starts elsewhere makes small changes look large."""
    drawn = [end for point in chart.all_points for end in (point.value, point.lower, point.upper)]
    return nice_ticks([end for end in drawn if end is not None], at_most=5, from_zero=True)


def year_span(chart: TrendChart) -> tuple[int, int]:
    """The ends of the axis of years: one year alone stands in the middle."""
    years = chart.years or range(1)
    return (years[0], years[-1]) if len(years) > 1 else (years[0] - 1, years[0] + 1)


def year_ticks(chart: TrendChart, *, across: Scale, size: float) -> tuple[int, ...]:
    """The years that can carry their name without touching the next; in even steps of round years."""
    if not chart.years:
        return ()
    room = width_of(year_tick(2000, snapshot=chart.snapshot), size=size) + size * 0.7
    for step in (1, 2, 5, 10, 20):
        shown = tuple(year for year in chart.years if year % step == 0)
        if step * abs(across(1) - across(0)) >= room and shown:
            return shown
    return (chart.years[-1],)


def quiet_first(chart: TrendChart) -> list[TrendSeries]:
    """In the order of drawing: what the chart is about comes last, on top."""
    return sorted(chart.series, key=lambda series: (series.emphasised, series.picked))


def mark_of(chart: TrendChart, series: TrendSeries) -> str:
    """What tells a series apart: "own", "quiet" or one of the marks of `palette.PICKED`."""
    if series.picked:
        return f"pick-{chart.picked.index(series) + 1}"
    return "own" if series.emphasised else "quiet"


def _draw_band(canvas: Canvas, chart: TrendChart, plot: Plot) -> None:
    if (point := chart.marked_point) is None:
        return
    width = min(abs(plot.across(1) - plot.across(0)), BAND)
    left = plot.across(point.year) - width / 2
    canvas.mark(
        "rect", "chart-band", x=left, y=plot.room.top, width=width, height=plot.room.bottom - plot.room.top
    )


def _draw_breaks(canvas: Canvas, chart: TrendChart, plot: Plot) -> dict[float, list[Box]]:
    """A numbered line half way between the two years; the room it takes, by what it costs a name."""
    taken: dict[float, list[Box]] = {HIDE_A_MARK: [], CROSS_A_LINE: []}
    if not chart.breaks_drawn:
        return taken
    top, bottom = plot.room.top - BADGE_ROOM, plot.room.bottom
    with canvas.group():
        for between, breaks in groupby(chart.breaks_drawn, key=lambda item: item.between):
            here, x = [*breaks], plot.across(between - 0.5)
            canvas.line("chart-break", (x, top + 20), (x, bottom))
            taken[CROSS_A_LINE].append(Box(x - 2, top + 20, x + 2, bottom))
            for index, item in enumerate(here):
                middle = x + (index - (len(here) - 1) / 2) * 23
                with canvas.group("chart-break-mark", role="img"):
                    canvas.mark("title", words=break_words(item.number, item.reason))
                    canvas.badge(item.number, x=middle, y=top + 10)
                taken[HIDE_A_MARK].append(Box(middle - 12, top - 3, middle + 12, top + 22))
    return taken


def _draw_series(canvas: Canvas, chart: TrendChart, series: TrendSeries, plot: Plot) -> None:
    mark = mark_of(chart, series)
    line = f"chart-line{suffix_of(mark)}"
    solid, dotted, _lone = axes.strokes(series, plot, breaks=chart.breaks)
    with canvas.group(hidden=True):
        if series.emphasised or not chart.picked:
            canvas.path(f"chart-interval{suffix_of(mark)}", _bars(series, plot))
        canvas.path(line, solid)
        canvas.path(line, dotted, *DOTTED)
    with canvas.group("chart-points", role="list", aria_label=series.label):
        for point in series.points:
            x, y = plot.at(point.year, point.value)
            with canvas.group(role="listitem"), canvas.group("chart-point", role="img"):
                words = point_words(point, series=series, snapshot=chart.snapshot)
                canvas.mark("title", words=words)
                canvas.mark("circle", "chart-hit", cx=x, cy=y, r=12)
                canvas.point(x, y, mark=mark, second_hand=point.second_hand, radius=_radius(mark))


def _radius(mark: str) -> float:
    return 6 if mark == "own" else 4.5


def _bars(series: TrendSeries, plot: Plot) -> str:
    """The intervals of the points that have one, each a bar at least one unit high."""
    drawn = ""
    for point in series.points:
        if point.lower is not None and point.upper is not None:
            x, top = plot.at(point.year, point.upper)
            height = coordinate(max(plot.down(point.lower) - top, 1))
            drawn += f"M{coordinate(x - BAR / 2)} {coordinate(top)}h{BAR}v{height}h-{BAR}z"
    return drawn


def name_lines(chart: TrendChart, series: TrendSeries, *, form: Form) -> tuple[str, ...]:
    """The name at the end of a line, with its last number."""
    label = series.label if form is Form.WIDE else series.short or series.label
    words = _last(chart, series) if chart.picked else label_with_value(label, series.points[-1].text)
    return wrap(words, width=LABEL_AT_MOST[form], size=form.text, bold=series.emphasised)


def right_margin(chart: TrendChart, *, form: Form) -> float:
    """Room for the names of the series that reach the last year; the others are named inside the plot.

    The narrow form has it for short names alone, and with picked areas only the wide form has any.
    """
    if chart.picked and form is not Form.WIDE:
        return 2
    widths = (
        widest(name_lines(chart, series, form=form), size=form.text, bold=series.emphasised)
        for series in chart.series
        if series.points and (chart.picked or series.points[-1].year == chart.years[-1])
        if form is not Form.NARROW or series.short
    )
    return max(widths, default=2) + (COLUMN_GAP + SIGN_ROOM - 18 if chart.picked else 0)


def names_key(chart: TrendChart, *, form: Form) -> tuple[tuple[str, str], ...]:
    """The names to tell under the plot, the highest last number first; empty where they stand on it."""
    if form is Form.WIDE or not chart.picked:
        return ()
    return tuple((mark_of(chart, series), _last(chart, series)) for series in by_last_value(chart))


def by_last_value(chart: TrendChart) -> list[TrendSeries]:
    """The series that have points, the highest last number first."""
    held = [series for series in chart.series if series.points]
    return sorted(held, key=lambda series: series.points[-1].value, reverse=True)


def _last(chart: TrendChart, series: TrendSeries) -> str:
    """The name and last number of a series; where that is older than the chart's last year, its year too."""
    point = series.points[-1]
    year = str(point.year) if chart.snapshot else point.year_label
    return last_words(series.label, point, year="" if point.year == chart.years[-1] else year)


def _draw_column(canvas: Canvas, chart: TrendChart, plot: Plot, *, room: Box) -> None:
    form = canvas.form
    held = [series for series in chart.series if series.points]
    names = [name_lines(chart, series, form=form) for series in held]
    heights = [form.leading * len(lines) - 1.0 for lines in names]
    ends = [plot.at(series.points[-1].year, series.points[-1].value) for series in held]
    middles = spread([y for _x, y in ends], heights=heights, room=(room.top, room.bottom + 12))
    left = plot.across.end + COLUMN_GAP + SIGN_ROOM
    for series, lines, height, (x, y), middle in zip(held, names, heights, ends, middles, strict=True):
        mark, sign = mark_of(chart, series), left - SIGN_ROOM + 4
        canvas.line("chart-leader", (x + 9, y), (sign - 9, middle))
        canvas.point(sign, middle, mark=mark, radius=_radius(mark))
        box = Box(left, middle - height / 2, form.width, middle + height / 2)
        canvas.name(lines, f"chart-name{suffix_of(mark)}", box)


def _draw_beside(
    canvas: Canvas, chart: TrendChart, plot: Plot, *, room: Box, taken: dict[float, list[Box]]
) -> None:
    """Each series is named at its last point, and the first number of the emphasised one is written too.

    Where the names are told under the plot, only what the chart is about is named on it. The number of the
    marked year stands out, and the other two are lighter then.
    """
    form = canvas.form
    taken[HIDE_A_MARK] += [box for series in chart.series for box in _ink(chart, series, plot)]
    names: list[Box] = []
    marked = chart.marked_point
    named: list[tuple[TrendSeries, TrendPoint, tuple[str, ...]]] = [
        (series, series.points[-1], name_lines(chart, series, form=form))
        for series in reversed(quiet_first(chart))
        if series.points and (series.emphasised or not chart.picked)
    ]
    for series in chart.series:
        if series.emphasised and len(series.points) > 1:
            first, *_others, last = series.points
            if marked is not None and marked is not last:
                named.insert(0, (series, marked, (marked_words(marked, snapshot=chart.snapshot),)))
            if marked is not first:
                named.append((series, first, (first.text,)))
    for series, point, lines in named:
        css = "chart-name" if series.emphasised else "chart-name-quiet"
        if series.emphasised and marked is not None and point is not marked:
            css = "chart-name-light"
        name = place_name(
            plot.at(point.year, point.value),
            lines,
            width=widest(lines, size=form.text, bold=css == "chart-name"),
            height=form.leading * len(lines) - 2,
            room=room,
            names=names,
            costs=taken,
            others=[
                plot.at(held.year, held.value)
                for other in chart.series
                if other is not series
                for held in other.points
            ],
        )
        names += name.covered
        if any(line.overlaps(name.box) for line in taken[CROSS_A_LINE]):
            box = name.box
            canvas.mark(
                "rect",
                "chart-backing",
                x=box.left - 3,
                y=box.top,
                width=box.right - box.left + 6,
                height=box.bottom - box.top,
            )
        canvas.placed(name, css)


def _ink(chart: TrendChart, series: TrendSeries, plot: Plot) -> list[Box]:
    """The boxes that a series' points, intervals and lines cover."""
    boxes: list[Box] = []
    for point in series.points:
        x, y = plot.at(point.year, point.value)
        boxes.append(Box(x - 8, y - 8, x + 8, y + 8))
        if point.lower is not None and point.upper is not None:
            boxes.append(Box(x - BAR / 2, plot.down(point.upper), x + BAR / 2, plot.down(point.lower)))
    for earlier, later, _gap in chart.joins(series):
        boxes += pieces(plot.at(earlier.year, earlier.value), plot.at(later.year, later.value))
    return boxes
