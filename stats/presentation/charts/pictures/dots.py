"""Areas on one indicator: a dot for each, its interval drawn softly behind it, its number at the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stats.presentation.charts.description import DotChart, DotRow
from stats.presentation.charts.letters import widest, wrap
from stats.presentation.charts.pictures import axes
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.svg import coordinate
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks
from stats.presentation.charts.words import axis_key, point_key, row_details, row_words

ROW_WIDE = 30
LABEL_AT_MOST = {Form.WIDE: 232, Form.MIDDLE: 180}


def draw_dots(canvas: Canvas, chart: DotChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    ticks = dot_ticks(chart, form=form)
    left, right = plot_sides(chart, form=form)
    across = Scale(ticks.low, ticks.high, left, right)
    top = canvas.y + 14
    canvas.y = top + (form.leading + 4 if chart.reference else 0)
    edges = [canvas.y]
    for row in chart.rows:
        text_height = form.leading * len(label_lines(chart, row, form=form))
        edges.append(
            edges[-1] + (max(ROW_WIDE, text_height + 9) if form is not Form.NARROW else text_height + 28)
        )
    canvas.y = edges[-1] if chart.rows else canvas.y + 40
    middles = [below - 17 if form is Form.NARROW else (above + below) / 2 for above, below in pairwise(edges)]
    with canvas.group(hidden=True):
        guides = (f"M{coordinate(left)} {coordinate(middle)}H{coordinate(right)}" for middle in middles)
        canvas.path("chart-grid", "".join(guides))
        names = _on_the_reference(chart, edges=edges, across=across, form=form)
        axes.draw_reference(canvas, chart.reference, across=across, top=top, bottom=canvas.y, names=names)
        if chart.rows:
            axes.draw_axis(canvas, ticks, across=across, y=canvas.y)
    if not chart.rows:
        canvas.nothing_held(x=(left + right) / 2, y=canvas.y - 15)
    else:
        canvas.y += axes.ROOM
    if chart.rows and canvas.is_drawn:
        some_emphasised = any(row.emphasised for row in chart.rows)
        with canvas.group(role="list"):
            for row, (edge, below), middle in zip(chart.rows, pairwise(edges), middles, strict=True):
                words = row_words(row, when=chart.when)
                mark = "quiet" if some_emphasised and not row.emphasised else "own"
                with canvas.group(role="listitem"), canvas.link(row.href, "chart-row", label=words):
                    width = form.width + 12
                    canvas.mark(
                        "rect", "chart-hit", x=-6, y=edge + 1, width=width, height=below - edge - 2, rx=2
                    )
                    _draw_row(canvas, chart, row, mark=mark, across=across, middle=middle)
    canvas.foot(key=(*point_key(chart), *axis_key(ticks)))


def dot_ticks(chart: DotChart, *, form: Form) -> Ticks:
    values = [row.value for row in chart.rows]
    values += [end for row in chart.rows for end in (row.lower, row.upper) if end is not None]
    values += [chart.reference.value] if chart.reference else []
    return nice_ticks(values, at_most=5 if form is Form.NARROW else 7, from_zero=chart.starts_at_zero)


def _value_width(chart: DotChart, *, form: Form) -> float:
    return widest((row.text for row in chart.rows), size=form.text, bold=True)


def label_lines(chart: DotChart, row: DotRow, *, form: Form) -> tuple[str, ...]:
    room = LABEL_AT_MOST.get(form) or form.width - _value_width(chart, form=form) - 14
    return wrap(row.label, width=room, size=form.text, bold=row.emphasised)


def plot_sides(chart: DotChart, *, form: Form) -> tuple[float, float]:
    """Where the plot begins and ends: in the wider forms between the names and the numbers."""
    if form is Form.NARROW:
        return 14, form.width - 14
    widths = (
        widest(label_lines(chart, row, form=form), size=form.text, bold=row.emphasised) for row in chart.rows
    )
    return max(widths, default=0) + 24, form.width - _value_width(chart, form=form) - 24


def _on_the_reference(
    chart: DotChart, *, edges: Sequence[float], across: Scale, form: Form
) -> list[tuple[float, float]]:
    """Top and bottom of the rows' words that the line of the reference would run through: the narrow form's,
    which stand above the dots."""
    if chart.reference is None or form is not Form.NARROW:
        return []
    x, air = across(chart.reference.value), 4
    found = []
    for row, (edge, below) in zip(chart.rows, pairwise(edges), strict=True):
        name = widest(label_lines(chart, row, form=form), size=form.text, bold=row.emphasised)
        value = widest([row.text], size=form.text, bold=row.emphasised)
        if x < name + air or x > form.width - value - air:
            found.append((edge + 3, below - 26))
    return found


def _draw_row(
    canvas: Canvas, chart: DotChart, row: DotRow, *, mark: str, across: Scale, middle: float
) -> None:
    """The name left of the dot and the number right of it; in the narrow form both stand above it."""
    form = canvas.form
    wide = form is not Form.NARROW
    lines = label_lines(chart, row, form=form)
    css = "chart-strong" if row.emphasised else "chart-text"
    x, anchor = (across.start - 14, "end") if wide else (0, "start")
    text_height = form.leading * len(lines)
    first = middle + form.leading - (text_height / 2 + 5.5 if wide else text_height + 14)
    for index, line in enumerate(lines):
        canvas.text(line, css, x=x, y=first + index * form.leading, anchor=anchor, halo=not wide)
    y = middle + 5.5 if wide else first
    canvas.text(row.text, css, x=form.width, y=y, anchor="end", halo=not wide)
    canvas.interval(row, across=across, y=middle, mark=mark)
    canvas.point(across(row.value), middle, mark=mark, second_hand=row.second_hand, radius=6.5)
    if details := row_details(row, when=chart.when):
        canvas.mark("title", words=details)  # shown by the pointer, beside the name and number
