"""Areas as dots of a chart, and England and Wales as the line they are read against."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stats.analysis.benchmark import NationalFigure
from stats.analysis.figures import AreaRef
from stats.analysis.values import Value
from stats.catalogue.indicators import Indicator
from stats.presentation.charts import DotRow, Reference
from stats.presentation.components.trends import interval_words
from stats.presentation.text import words
from stats.presentation.text.findings import value_text


def reference(indicator: Indicator, national: NationalFigure) -> Reference | None:
    """England and Wales as a line to read areas against; None where there is no figure for it."""
    if national.amount is None:
        return None
    label = _("Areas held, together") if national.is_pooled else _("England and Wales")
    return Reference(label, float(national.amount), words.national_text(indicator, national))


def dot_row(
    indicator: Indicator, *, area: AreaRef, value: Value, href: str, emphasised: bool = False
) -> DotRow:
    """One area's value, with its interval, as a dot of a chart."""
    ends = value.interval
    return DotRow(
        label=area.name,
        value=float(value.amount or 0),
        text=value_text(indicator, value),
        lower=None if ends is None or ends.upper is None else ends.lower,
        upper=None if ends is None else ends.upper,
        interval_text=interval_words(indicator, value),
        href=href,
        emphasised=emphasised,
        second_hand=value.is_second_hand,
    )
