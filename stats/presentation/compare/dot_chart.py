"""Areas as dots, England and Wales as the line they are read against, and the chart of both."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from stats.analysis.comparison.benchmark import NationalFigure
from stats.analysis.figures import AreaRef
from stats.analysis.values import Value
from stats.catalogue.indicators import Indicator, Kind
from stats.presentation.charts.description import DotChart, DotRow, Reference
from stats.presentation.compare.basis import doubt_sentence, left_out_sentence
from stats.presentation.components.cells import area_links
from stats.presentation.components.trends import base_text, interval_words, source_line
from stats.presentation.text import words
from stats.presentation.text.findings import dated_title, value_text, when_text
from stats.queries.pages.compare import ComparePage


def reference(indicator: Indicator, national: NationalFigure) -> Reference | None:
    """England and Wales as a line to read areas against; None where there is no figure for it."""
    if national.amount is None:
        return None
    label = _("Areas with figures, together") if national.is_pooled else _("England and Wales")
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
        doubt=" ".join(words.doubts_of(value)),
    )


def area_url(page: ComparePage) -> Callable[[AreaRef], str]:
    """What leads from an area of the page to its own, of the same year where that is held."""
    return area_links({ref.slug for ref, value in page.tiles if value.sources}, year=page.year)


def dot_chart(page: ComparePage) -> DotChart:
    """Every area shown, ordered by value to be read, highest first."""
    indicator = page.indicator
    rows = sorted(page.compared, key=lambda row: (-(row.value.amount or 0), row.area.name))
    url = area_url(page)
    highest, lowest = rows[0], rows[-1]
    said = {
        "title": indicator.title,
        "when": when_text(indicator, page.year),
        "high_area": words.in_sentence(highest.area.name),
        "high": value_text(indicator, highest.value),
        "low_area": words.in_sentence(lowest.area.name),
        "low": value_text(indicator, lowest.value),
        "number": len(rows),
    }
    if len(rows) == 1 and page.chosen:
        finding = _("%(title)s, %(when)s: %(high_area)s, %(high)s.")
    elif len(rows) == 1:
        finding = _("%(title)s, %(when)s: only %(high_area)s has a figure, %(high)s.")
    elif said["low"] == said["high"]:
        finding = _("%(title)s, %(when)s: %(high)s in each of %(number)s areas.")
    else:
        finding = _(
            "%(title)s, %(when)s: from %(low)s in %(low_area)s to %(high)s in %(high_area)s, among "
            "%(number)s areas."
        )
    return DotChart(
        title=dated_title(indicator, page.year),
        finding=finding % said,
        axis_title=base_text(indicator, years=[page.year]),
        rows=tuple(dot_row(indicator, area=row.area, value=row.value, href=url(row.area)) for row in rows),
        # A national count would lie far beyond every area.
        reference=None if indicator.kind is Kind.COUNT else reference(indicator, page.national),
        source_line=source_line(row.value for row in rows),
        starts_at_zero=indicator.kind is Kind.COUNT,
        when=when_text(indicator, page.year),
        notes=tuple(
            filter(None, (_left_out(page), doubt_sentence(row.area for row in rows if row.value.doubts)))
        ),
    )


def _left_out(page: ComparePage) -> str:
    """The areas shown whose number is no dot, with the reason."""
    apart = [(row.area, row.value) for row in page.rows if row.is_apart and row.value.amount is not None]
    return left_out_sentence(apart)
