"""Small charts on one sheet, to save: four beside one another, each under the name of its area."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from stats.presentation.charts.description import MultiplesChart
from stats.presentation.charts.letters import wrap
from stats.presentation.charts.pictures.canvas import Canvas, coordinate
from stats.presentation.charts.pictures.multiples import HEIGHT, SmallPicture, present_multiples

COLUMNS = 4
BETWEEN = 12
"""Paper to the right of each small chart and under it."""


def how_to_read(chart: MultiplesChart) -> str:
    """What stands in words above the small charts on the page."""
    figure = present_multiples(chart, key="")
    grey = _("The grey line is %(name)s.") % {"name": figure.reference} if figure.reference else ""
    return " ".join(filter(None, (f"{chart.axis_title}.", figure.scale, grey, *figure.signs)))


def draw_sheet(canvas: Canvas, chart: MultiplesChart) -> None:
    """Everything below the heading. Each small chart leads to its area."""
    pictures = present_multiples(chart, key="").pictures
    canvas.y += BETWEEN
    small = ET.Element("g", {"class": "chart-small"})
    for first in range(0, len(pictures), COLUMNS):
        _draw_row(canvas, pictures[first : first + COLUMNS], small=small)
    canvas.body.append(small)
    canvas.foot(
        key=(), notes=[(item.number, item.reason) for item in chart.breaks], source_line=chart.source_line
    )


def _draw_row(canvas: Canvas, pictures: Sequence[SmallPicture], *, small: ET.Element) -> None:
    """Names over their charts, all charts of the row on one line."""
    form = canvas.form
    step = form.width / COLUMNS
    named = [wrap(one.label, width=step - BETWEEN, size=form.text, bold=True) for one in pictures]
    top = canvas.y + form.leading * max(map(len, named))
    hidden = canvas.group(hidden=True)  # each chart says its area itself
    for column, (one, lines) in enumerate(zip(pictures, named, strict=True)):
        x = column * step
        for index, line in enumerate(reversed(lines)):
            canvas.text(line, "chart-strong", x=x, y=top - form.leading * index - 6, parent=hidden)
        one.picture.attrib = {"x": coordinate(x), "y": coordinate(top)} | one.picture.attrib
        holder = ET.SubElement(small, "a", {"href": one.href}) if one.href else small
        holder.append(one.picture)
    canvas.y = top + HEIGHT + BETWEEN
