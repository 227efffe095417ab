"""All areas on one indicator over the years: a small chart each to one scale, and one table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.analysis.trends import AreaSeries, YearChange
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.presentation.charts import description as charts
from stats.presentation.charts.pictures.multiples import MultiplesFigure, present_multiples
from stats.presentation.components import trends
from stats.presentation.components.page_charts import PageChart, PageCharts
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    link,
    number_columns,
    words_cell,
)
from stats.presentation.text import findings
from stats.presentation.text.changes import (
    chance_note,
    chance_text,
    change_text,
    doubt_text,
    span_text,
    without_change,
)
from stats.queries.pages.compare_years import FEWEST_YEARS, CompareYearsPage

KEY = "years"
LONGER = 3
"""Two years make a dash rather than a line: a reader may leave such areas out."""
_MOST_ACROSS = 16  # years that stand side by side on a wide screen


@dataclass(frozen=True)
class YearsText:
    """`fewest` are the years that an area's chart must have at the least."""

    page: CompareYearsPage
    fewest: int = FEWEST_YEARS

    @property
    def drawn(self) -> list[AreaSeries]:
        return [series for series in self.page.areas if len(series.points) >= self.fewest]

    @property
    def choice(self) -> tuple[str, str] | None:
        """What leads to the areas with three years or more, or back to all; None where these are the same."""
        all_of_them = len(self.page.areas)
        longer = sum(len(series.points) >= LONGER for series in self.page.areas)
        if not 0 < longer < all_of_them:
            return None
        if self.fewest > FEWEST_YEARS:
            return _("Show all %(areas)s areas") % {"areas": all_of_them}, f"?#chart-{KEY}"
        text = ngettext(
            "Show only the one area with three years or more",
            "Show only the %(areas)s areas with three years or more",
            longer,
        )
        return text % {"areas": longer}, f"?least={LONGER}#chart-{KEY}"

    @property
    def title(self) -> str:
        return _("%(title)s, over the years") % {"title": self.page.indicator.title}

    @property
    def under(self) -> str:
        held = len(self.page.areas)
        return ngettext(
            "%(held)s of %(areas)s areas has two years or more, drawn to the scale of all.",
            "%(held)s of %(areas)s areas have two years or more, each in a chart of its own, all to one "
            "scale.",
            held,
        ) % {"held": held, "areas": held + len(self.page.one_year) + len(self.page.not_held)}

    @cached_property
    def small_charts(self) -> charts.MultiplesChart | None:
        """One for each area, England and Wales quiet in each of them; None where no area has two years."""
        page, indicator = self.page, self.page.indicator
        if not self.drawn:
            return None
        everything = [*(point for series in page.areas for point in series.points), *page.national]
        return charts.MultiplesChart(
            title=indicator.title,
            finding=_years_finding(page),
            axis_title=trends.base_text(indicator, years=sorted({year for year, _value in everything})),
            multiples=tuple(
                charts.Multiple(
                    trends.series_line(
                        indicator, label=series.area.name, points=series.points, emphasised=True
                    ),
                    findings.finding(
                        indicator,
                        name=series.area.name,
                        points=series.points,
                        breaks=page.breaks,
                        apart=series.apart,
                        tells_breaks=False,
                    ),
                    reverse("area", args=(series.area.slug,)),
                )
                for series in self.drawn
            ),
            reference=trends.national_line(indicator, points=page.national) if page.national else None,
            breaks=trends.chart_breaks(everything, breaks=page.breaks),
            source_line=trends.source_line(value for _year, value in everything),
            snapshot=findings.is_snapshot(indicator),
        )

    @cached_property
    def chart(self) -> MultiplesFigure | None:
        return present_multiples(self.small_charts, key=KEY) if self.small_charts else None

    @property
    def page_charts(self) -> PageCharts:
        """The small charts as one; nothing where no area has two years."""
        chart, table = self.small_charts, self.table
        if chart is None:
            return {}
        unlinked = tuple(
            replace(row, head=Cell(series.area.name))
            for series, row in zip(self.page.areas, table.rows, strict=True)
        )
        table = replace(table, id="", rows=unlinked)
        note = self.page.indicator.cannot_mean
        return {KEY: PageChart(self.title, chart.finding, chart, table=table, note=note)}

    @cached_property
    def table(self) -> Table:
        """A row for each area and a column for each year, oldest first; a dash where a year is not held."""
        years = sorted({year for area in self.page.areas for year, _value in area.points})
        rows = []
        for series in self.page.areas:
            held = {year: findings.value_text(self.page.indicator, value) for year, value in series.points}
            cells = tuple(Cell(held[year]) if year in held else Cell("–", "nothing") for year in years)
            rows.append(TableRow(_area_cell(series.area), cells))
        return Table(
            columns=(Column(_("Area")), *number_columns(year.label for year in years)),
            rows=tuple(rows),
            caption=self.title,
            id="figures",
            classes="turns turns--years" + (" turns--always" if len(years) > _MOST_ACROSS else ""),
        )

    @cached_property
    def changes(self) -> Table | None:
        """The latest change of each area from a year to the next, with its years; None where none has one."""
        rows = tuple(
            TableRow(_area_cell(series.area), (_change_cell(self.page.indicator, series.changes[0]),))
            for series in self.page.areas
            if series.changes
        )
        if not rows:
            return None
        return Table(
            columns=(Column(_("Area")), Column(_("Change"), "words")),
            rows=rows,
            caption=_("Change from a year to the next: %(title)s") % {"title": self.page.indicator.title},
            classes="turns changes",
        )

    @property
    def without_change(self) -> str:
        return without_change([series.area.name for series in self.page.areas if not series.changes])

    @property
    def chance_note(self) -> str:
        return chance_note(self.page.indicator)

    @cached_property
    def breaks(self) -> list[Break]:
        """Those between the first and the last year of the table, in order of time."""
        points = (point for series in self.page.areas for point in series.points)
        return [found for _number, found in trends.numbered(points, breaks=self.page.breaks)]


def _area_cell(area: AreaRef) -> Cell:
    return Cell(link(area.name, url=reverse("area", args=(area.slug,))))


def _change_cell(indicator: Indicator, found: YearChange) -> Cell:
    """`+12 (+26.1%)`, and under it `from 46 to 58, 2014-15 to 2015-16: no more than chance could make.`"""
    said = {
        "earlier": findings.value_text(indicator, found.earlier[1]),
        "later": findings.value_text(indicator, found.later[1]),
        "span": span_text(indicator, found),
        "chance": chance_text(found.change),
    }
    under = _("from %(earlier)s to %(later)s, %(span)s.")
    if said["chance"]:
        under = _("from %(earlier)s to %(later)s, %(span)s: %(chance)s.")
    return words_cell(
        change_text(indicator, found), under=" ".join(filter(None, (under % said, doubt_text(found))))
    )


def _years_finding(page: CompareYearsPage) -> str:
    """In how many areas the figure rose and fell, all between the same two neighbouring years."""
    found = [one for series in page.areas for one in series.changes if one.later[0] == page.year]
    if not found:
        return _("No area has two neighbouring years that can be compared.")
    said = {"span": span_text(page.indicator, found[0])}
    told = [
        ngettext(
            "One area can be compared from %(span)s.",
            "%(areas)s areas can be compared from %(span)s.",
            len(found),
        )
        % {**said, "areas": len(found)}
    ]
    turns = [_turn(page.indicator, one) for one in found]
    sentences = (
        (1, ngettext("It rose in one area.", "It rose in %(areas)s areas.", turns.count(1))),
        (-1, ngettext("It fell in one area.", "It fell in %(areas)s areas.", turns.count(-1))),
        (
            0,
            ngettext(
                "It stayed the same in one area.",
                "It stayed the same in %(areas)s areas.",
                turns.count(0),
            ),
        ),
        (
            None,
            ngettext(
                "In one area it changed by no more than chance could make.",
                "In %(areas)s areas it changed by no more than chance could make.",
                turns.count(None),
            ),
        ),
    )
    told += [text % {"areas": turns.count(turn)} for turn, text in sentences if turns.count(turn)]
    return " ".join(told)


def _turn(indicator: Indicator, found: YearChange) -> int | None:
    """1 for a rise, -1 for a fall, 0 for neither, as shown; None where chance could make the difference."""
    if found.change.beyond_chance is False:
        return None
    earlier, later = (findings.shown_number(indicator, point[1]) for point in (found.earlier, found.later))
    return (later > earlier) - (later < earlier)
