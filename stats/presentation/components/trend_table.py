"""The numbers behind a trend chart, as a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stats.analysis.series import Point
from stats.analysis.values import Value, WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.presentation.components.tables import (
    Cell,
    Column,
    KindsCell,
    Table,
    TableRow,
    number_cell,
    number_columns,
)
from stats.presentation.components.trends import interval_cell, kinds_of_source, numbered
from stats.presentation.text import findings, numbers, words

_NOT_HELD = Value(None, WhyNot.NOT_HELD)


def trend_table(
    indicator: Indicator,
    *,
    points: Sequence[Point],
    breaks: Sequence[Break],
    national: Sequence[Point] = (),
    table_id: str = "",
) -> Table:
    """The same years as a table, newest first, with the England and Wales figure of each where any is held.

    In a year that only England and Wales has, the value says so and the source is that of the national
    figure: whatever the chart draws is in its table. Notes tell how the value was worked out, where printed
    and computed differ, and which change of rules begins with this year.
    """
    held, reference = dict(points), dict(national)
    years = sorted(held.keys() | reference.keys())
    begins: dict[ReportingYear, list[str]] = {}
    for number, one in numbered((*points, *national), breaks=breaks):
        # Where the first year counted the new way is not held, the change is told at the next that is.
        first = next((year for year in years if year >= one.first), None)
        if first is not None:
            told = _("Break %(number)s: %(title)s.") % {"number": number, "title": one.title}
            begins.setdefault(first, []).append(told)
    rows = []
    for year in reversed(years):
        value = held.get(year, _NOT_HELD)
        text = findings.value_text(indicator, value)
        if value.amount is None and value.why_not:
            text = words.why_not(value.why_not)
        texts = [text, interval_cell(indicator, value)]
        if reference:
            texts.append(findings.value_text(indicator, reference.get(year, _NOT_HELD)))
        source = KindsCell(
            kinds=kinds_of_source((held[year] if year in held else reference[year],)),
            notes=(*begins.get(year, ()), *_value_notes(indicator, value, year=year)),
        )
        rows.append(TableRow(Cell(year.label), (*map(number_cell, texts), source)))
    heads = (_("Value"), _("95% interval"), _("England and Wales"))
    return Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            *number_columns(heads if reference else heads[:2]),
            Column(_("Source"), "words"),
        ),
        rows=tuple(rows),
        id=table_id,
        classes="turns trend-table",
    )


def _value_notes(indicator: Indicator, value: Value, *, year: ReportingYear) -> tuple[str, ...]:
    """How a value that no source prints was worked out, and where a printed one is not what it should be."""
    if value.printed_differs and value.computed is not None:
        return (
            _("Printed %(printed)s; count and population (%(population)s) give %(computed)s.")
            % {
                "printed": findings.value_text(indicator, value),
                "population": words.denominator(value, year=year),
                "computed": numbers.number(value.computed, places=1),
            },
        )
    if value.population is not None and not value.is_printed:
        return (
            _("Worked out, not printed (%(population)s).")
            % {"population": words.denominator(value, year=year)},
        )
    return ()
