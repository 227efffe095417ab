"""The cell of a value: the number, or why there is none to compare."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stats.analysis.values import Value
from stats.catalogue.indicators import Indicator
from stats.presentation.components.tables import FigureCell
from stats.presentation.text import words
from stats.presentation.text.findings import value_text


def value_cell(indicator: Indicator, value: Value, *, under: str = "") -> FigureCell:
    """The value with `under` small under it; where it cannot be compared, its lower bound and why."""
    text = value_text(indicator, value)
    if value.why_not is None:
        return FigureCell(text, under=under)
    at_least = _("at least %(number)s") % {"number": text} if text else ""
    return FigureCell(at_least, under=words.why_not(value.why_not))
