"""Areas on one indicator: a dot for each, its interval drawn softly behind it, its number at the right."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from stats.presentation.charts.description import DotChart, DotRow
from stats.presentation.charts.letters import width_of, wrap
from stats.presentation.charts.pictures import level_axis
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.pictures.level_axis import draw_axis, draw_reference
from stats.presentation.charts.ticks import Scale, Ticks, nice_ticks
from stats.presentation.charts.words import axis_key, nothing_held, point_key, row_details, row_words

ROW_WIDE = 30
LABEL_AT_MOST = 232


def draw_dots(canvas: Canvas, chart: DotChart) -> None:
    """Everything below the heading, which stands on the sheet already."""
    form = canvas.form
    ticks = dot_ticks(chart, form=form)
    left, right = plot_sides(chart, form=form)
    across = Scale(ticks.low, ticks.high, left, right)

    canvas.y += 14
    reference_top = canvas.y
    if chart.reference:
        canvas.y += form.leading + 4
    drawing = canvas.group(hidden=True)
    rows = canvas.group(role="list") if chart.rows else canvas.body
    some_emphasised = any(row.emphasised for row in chart.rows)
    for row in chart.rows:
        mark = "quiet" if some_emphasised and not row.emphasised else "own"
        _draw_row(canvas, chart, row, mark=mark, across=across, guides=drawing, rows=rows)
    if not chart.rows:
        canvas.y += 40
        canvas.text(nothing_held(), "chart-soft", x=(left + right) / 2, y=canvas.y - 15, anchor="middle")
    plot_bottom = canvas.y
    draw_reference(
        canvas, chart.reference, across=across, top=reference_top, bottom=plot_bottom, parent=drawing
    )
    if chart.rows:
        draw_axis(canvas, ticks, across=across, y=plot_bottom, parent=drawing)
        canvas.y += level_axis.ROOM
    canvas.foot(key=(*point_key(chart), *axis_key(ticks)), source_line=chart.source_line)


def dot_ticks(chart: DotChart, *, form: Form) -> Ticks:
    values = [row.value for row in chart.rows]
    values += [end for row in chart.rows for end in (row.lower, row.upper) if end is not None]
    values += [chart.reference.value] if chart.reference else []
    return nice_ticks(values, at_most=7 if form is Form.WIDE else 5, from_zero=chart.starts_at_zero)


def _value_width(chart: DotChart, *, form: Form) -> float:
    return max((width_of(row.text, size=form.text, bold=True) for row in chart.rows), default=0)


def label_lines(chart: DotChart, row: DotRow, *, form: Form) -> tuple[str, ...]:
    room = LABEL_AT_MOST if form is Form.WIDE else form.width - _value_width(chart, form=form) - 14
    return wrap(row.label, width=room, size=form.text, bold=row.emphasised)


def plot_sides(chart: DotChart, *, form: Form) -> tuple[float, float]:
    """Where the plot begins and ends: in the wide form between the names and the numbers."""
    if form is Form.NARROW:
        return 14, form.width - 14
    widths = [
        width_of(line, size=form.text, bold=row.emphasised)
        for row in chart.rows
        for line in label_lines(chart, row, form=form)
    ]
    return max(widths, default=0) + 24, form.width - _value_width(chart, form=form) - 24


def _draw_row(
    canvas: Canvas,
    chart: DotChart,
    row: DotRow,
    *,
    mark: str,
    across: Scale,
    guides: ET.Element,
    rows: ET.Element,
) -> None:
    form = canvas.form
    wide = form is Form.WIDE
    lines = label_lines(chart, row, form=form)
    top = canvas.y
    text_height = form.leading * len(lines)
    height = max(ROW_WIDE, text_height + 9) if wide else text_height + 28
    canvas.y += height
    middle = top + height / 2 if wide else top + text_height + 11
    first = middle - text_height / 2 + form.leading - 5.5 if wide else top + form.leading - 3

    words = row_words(row, when=chart.when)
    item = canvas.group(role="listitem", parent=rows)
    holder = canvas.told("chart-row", words, href=row.href, parent=item)
    canvas.mark(
        "rect", "chart-hit", parent=holder, x=-6, y=top + 1, width=form.width + 12, height=height - 2, rx=2
    )
    canvas.line("chart-grid", (across.start, middle), (across.end, middle), parent=guides)

    css = "chart-strong" if row.emphasised else "chart-text"
    for index, line in enumerate(lines):
        canvas.text(
            line,
            css,
            x=across.start - 14 if wide else 0,
            y=first + index * form.leading,
            anchor="end" if wide else "start",
            halo=not wide,
            parent=holder,
        )
    canvas.text(
        row.text,
        css,
        x=form.width,
        y=middle + 5.5 if wide else first,
        anchor="end",
        halo=not wide,
        parent=holder,
    )
    if row.lower is not None and row.upper is not None:
        canvas.interval(across(row.lower), across(row.upper), y=middle, mark=mark, parent=holder)
    canvas.point(across(row.value), middle, mark=mark, second_hand=row.second_hand, radius=6.5, parent=holder)
    for text in holder.findall("text"):
        text.tail = " "  # read one after the other, they are words and not one word
    details = row_details(row, when=chart.when)
    if details:
        ET.SubElement(holder, "title").text = details  # shown by the pointer, beside the name and number
