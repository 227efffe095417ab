"""All areas on one indicator over the years: a small chart each to one scale, and one table."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.presentation import charts
from stats.presentation.components import trends
from stats.presentation.components.cells import Link, NumberCell
from stats.presentation.text import findings
from stats.presentation.text.changes import ChangeRow, change_row
from stats.queries.pages.compare_years import CompareYearsArea, CompareYearsPage

KEY = "years"
TABLE_ID = "figures"


@dataclass(frozen=True, slots=True)
class YearsRow:
    area: Link
    cells: tuple[NumberCell, ...]


@dataclass(frozen=True, slots=True)
class YearsText:
    """`years` are the columns of the table, oldest first; `breaks` those between its first and its last."""

    indicator: Indicator
    title: str
    under: str
    chart: charts.MultiplesFigure | None
    years: tuple[str, ...]
    rows: tuple[YearsRow, ...]
    changes: tuple[ChangeRow, ...]
    breaks: tuple[tuple[int, Break], ...]
    one_year: tuple[AreaRef, ...]
    not_held: tuple[AreaRef, ...]
    table_id: str = TABLE_ID


def years_text(page: CompareYearsPage) -> YearsText:
    indicator = page.indicator
    years = sorted({year for one in page.areas for year, _value in one.points})
    everything = [point for one in page.areas for point in one.points]
    return YearsText(
        indicator=indicator,
        title=_("%(title)s, over the years") % {"title": indicator.title},
        under=_under(page),
        chart=charts.present_multiples(multiples_chart(page), key=KEY) if page.areas else None,
        years=tuple(year.label for year in years),
        rows=tuple(_row(one, page=page, years=years) for one in page.areas),
        changes=tuple(
            change_row(indicator, name=one.area.name, found=one.changes) for one in page.areas if one.changes
        ),
        breaks=trends.numbered(everything, breaks=page.breaks),
        one_year=page.one_year,
        not_held=page.not_held,
    )


def _under(page: CompareYearsPage) -> str:
    return ngettext(
        "%(held)s of %(areas)s areas has two years or more, drawn to the scale of all.",
        "%(held)s of %(areas)s areas have two years or more, each in a chart of its own, all to one scale.",
        len(page.areas),
    ) % {
        "held": len(page.areas),
        "areas": len(page.areas) + len(page.one_year) + len(page.not_held),
    }


def multiples_chart(page: CompareYearsPage) -> charts.MultiplesChart:
    """A small chart for each area, England and Wales quiet in each of them."""
    indicator = page.indicator
    everything = [
        *(point for one in page.areas for point in one.points),
        *page.national,
    ]
    return charts.MultiplesChart(
        title=indicator.title,
        finding=_finding(page),
        axis_title=capfirst(indicator.unit),
        multiples=tuple(
            charts.Multiple(
                trends.series_line(indicator, label=one.area.name, points=one.points, emphasised=True),
                findings.finding(indicator, name=one.area.name, points=one.points, breaks=page.breaks),
                reverse("area", args=(one.area.slug,)),
            )
            for one in page.areas
        ),
        reference=trends.series_line(
            indicator, label=_("England and Wales"), points=page.national, emphasised=False
        )
        if page.national
        else None,
        breaks=tuple(
            charts.Break(between=one.first.end, number=number, reason=one.reason)
            for number, one in trends.numbered(everything, breaks=page.breaks)
        ),
        source_line=trends.source_line(value for _year, value in everything),
        snapshot=findings.is_snapshot(indicator),
    )


def _finding(page: CompareYearsPage) -> str:
    """How many areas' figures rose and fell over the years that can be compared."""
    turns = [_turn(page.indicator, one) for one in page.areas]
    return _(
        "Over the years since the last change in what is counted, the figure rose in %(rose)s areas, fell in "
        "%(fell)s and stayed the same in %(stayed)s; in %(alone)s only one year can be compared."
    ) % {
        "rose": turns.count(1),
        "fell": turns.count(-1),
        "stayed": turns.count(0),
        "alone": turns.count(None),
    }


def _turn(indicator: Indicator, one: CompareYearsArea) -> int | None:
    """1 for a rise, -1 for a fall, as shown; None where no two years can be compared."""
    since = one.changes and (one.changes.since_first or one.changes.since_last)
    if not since or since.change.absolute is None or one.changes is None:
        return None
    if findings.value_text(indicator, since.value) == findings.value_text(indicator, one.changes.value):
        return 0
    return 1 if since.change.absolute > 0 else -1


def _row(one: CompareYearsArea, *, page: CompareYearsPage, years: list[ReportingYear]) -> YearsRow:
    held = dict(one.points)
    return YearsRow(
        Link(one.area.name, reverse("area", args=(one.area.slug,))),
        tuple(
            NumberCell(year.label, findings.value_text(page.indicator, held[year]) if year in held else "")
            for year in years
        ),
    )
