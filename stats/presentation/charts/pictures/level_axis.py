"""What charts of values along a level axis share: the axis with its numbers, and the line to read against."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from stats.presentation.charts.description import Reference
from stats.presentation.charts.letters import width_of
from stats.presentation.charts.pictures.canvas import Canvas, Form
from stats.presentation.charts.ticks import Scale, Ticks
from stats.presentation.charts.words import label_with_value

ROOM = 28
"""How far the axis and its numbers reach down."""


def draw_axis(
    canvas: Canvas, ticks: Ticks, *, across: Scale, y: float, beyond: float = 0, parent: ET.Element
) -> None:
    """The line at `y`, reaching so far beyond the scale's ends, and under it the numbers."""
    form = canvas.form
    canvas.line("chart-axis", (across.start - beyond, y), (across.end + beyond, y), parent=parent)
    for value in ticks.values:
        canvas.line("chart-axis", (across(value), y), (across(value), y + 6), parent=parent)
    for value in spaced(ticks, across=across, size=form.text):
        words = ticks.text(value)
        x = middle_of(words, near=across(value), form=form)
        canvas.text(words, "chart-soft", x=x, y=y + 22, anchor="middle", parent=parent)


def draw_reference(
    canvas: Canvas,
    reference: Reference | None,
    *,
    across: Scale,
    top: float,
    bottom: float,
    parent: ET.Element,
) -> None:
    """A dashed line from its words at the top to the bottom; nothing without a reference."""
    if reference is None:
        return
    form, x = canvas.form, across(reference.value)
    words = label_with_value(reference.label, reference.text)
    middle = middle_of(words, near=x, form=form)
    canvas.line("chart-reference", (x, top + form.leading), (x, bottom), parent=parent)
    canvas.text(words, "chart-soft", x=middle, y=top + form.leading - 5, anchor="middle", parent=parent)


def middle_of(words: str, *, near: float, form: Form) -> float:
    """Where the middle of a line of text stands: there, or as near as leaves it whole on the picture."""
    half = width_of(words, size=form.text) / 2
    return min(max(near, half), form.width - half)


def spaced(ticks: Ticks, *, across: Scale, size: float) -> tuple[float, ...]:
    """The ticks that can carry their number without touching the next."""
    widest = max(width_of(ticks.text(value), size=size) for value in ticks.values) + size * 0.6
    every = 1
    while len(ticks.values) > 1 and every * abs(across(ticks.values[1]) - across(ticks.values[0])) < widest:
        every += 1
    return ticks.values[::every]
