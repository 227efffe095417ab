"""Cells of numbers. A page may have a thousand, and a template takes ten times as long for each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from stats.presentation.components.cells import NumberCell

register = template.Library()


@register.simple_tag
def number_cells(cells: Iterable[NumberCell]) -> SafeString:
    """A `td` for each, to stand in a row of a table of class `turns`."""
    return mark_safe("".join(map(_written, cells)))  # noqa: S308 -- every part is escaped


def _written(cell: NumberCell) -> str:
    head, value = escape(cell.head), escape(cell.value) or "–"
    under = f'<span class="under-number">{escape(cell.under)}</span>' if cell.under else ""
    return f'<td role="cell" class="number" data-head="{head}">{value}{under}</td>'
