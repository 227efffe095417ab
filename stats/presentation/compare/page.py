"""The compare page: all areas on one indicator, in words, a table, a chart, a map and a CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.compare import CompareRow
from stats.analysis.series import is_comparable
from stats.analysis.values import WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import DotChart
from stats.presentation.compare.dot_chart import area_url, dot_chart
from stats.presentation.compare.funnel import FunnelText
from stats.presentation.compare.table import table, table_notes
from stats.presentation.components import trends
from stats.presentation.components.cells import YearLink, areas_note
from stats.presentation.components.page_charts import PageChart, PageCharts, chart_addresses, numbers_table
from stats.presentation.components.sortable import SortableTable
from stats.presentation.components.tile_map import TileMap, tile_map
from stats.presentation.text import words
from stats.presentation.text.findings import dated_title, value_text, when_text
from stats.queries.pages.compare import ComparePage
from stats.queries.years_held import YearHeld

KEY, FUNNEL_KEY = "chart", "funnel"
TABLE_ID = "figures"
# With fewer areas than this the chart is so much shorter than the map that there is room below it.
_SHORT = 8


@dataclass(frozen=True)
class CompareText:
    """The page in words; `query` is its own query string ("?areas=kent"), which its files keep."""

    page: ComparePage
    query: str = ""
    sort: str = "area"

    @property
    def under(self) -> str:
        """What is shown, of when, and how many areas it is held for."""
        page = self.page
        said = {
            "held": sum(is_comparable(value) for _ref, value in page.tiles),
            "areas": len(page.tiles),
            "when": when_text(page.indicator, page.year),
            "people": words.people(page.year),
        }
        if page.indicator.kind is Kind.POPULATION_RATE:
            return _("Per 100,000 %(people)s, %(when)s. Held for %(held)s of %(areas)s areas.") % said
        return _("%(when)s. Held for %(held)s of %(areas)s areas.") % said

    @property
    def national(self) -> str:
        """What the areas are compared with; empty where nothing is held to compare with."""
        national = self.page.national
        if national.amount is None:
            return ""
        text = _("England and Wales: %(number)s.")
        if national.is_pooled:
            text = _(
                "No figure for England and Wales is held for this year. The %(areas)s areas with figures, "
                "taken together: %(number)s."
            )
        number = words.national_text(self.page.indicator, national)
        return text % {"number": number, "areas": national.areas}

    @property
    def population_note(self) -> str:
        """Where the people below the line come from, for rates; empty for anything else."""
        if self.page.indicator.kind is not Kind.POPULATION_RATE:
            return ""
        base = catalogue().population_base(self.page.year)
        return base.evidence if base else ""

    @property
    def indicators(self) -> list[Indicator]:
        """What else areas can be compared on."""
        return list(catalogue().indicators.values())

    @cached_property
    def held(self) -> set[str]:
        """The slugs of areas of which anything is held for this choice."""
        return {ref.slug for ref, value in self.page.tiles if value.why_not is not WhyNot.NOT_HELD}

    @property
    def breaks(self) -> tuple[Break, ...]:
        return catalogue().breaks_for(self.page.indicator.slug)

    @property
    def is_short(self) -> bool:
        """The chart leaves room beside the map for how to read it."""
        return len(self.page.compared) < _SHORT

    @cached_property
    def dots(self) -> DotChart | None:
        """The areas in order of their values; None where none of them can be compared."""
        return dot_chart(self.page) if self.page.compared else None

    @cached_property
    def chart(self) -> ChartFigure | None:
        if self.dots is None:
            return None
        indicator, year = self.page.indicator, self.page.year
        caption = _("Ordered by value to be read, not as a ranking.") if len(self.page.compared) > 1 else ""
        return ChartFigure(
            self.dots,
            key=indicator.slug,
            csv_url=self.csv_url,
            table_id=TABLE_ID,
            caption=caption if self.is_short else f"{caption} {indicator.high_can_mean}",
            **chart_addresses("compare", indicator.slug, year, KEY, query=self.query),
        )

    @property
    def csv_url(self) -> str:
        return reverse("compare-data", args=(self.page.indicator.slug, self.page.year)) + self.query

    @cached_property
    def funnel(self) -> FunnelText | None:
        """None where there is no funnel to draw."""
        found = self.page.funnel
        if found is None:
            return None
        addresses = chart_addresses(
            "compare", self.page.indicator.slug, self.page.year, FUNNEL_KEY, query=self.query
        )
        return FunnelText(self.page, found, key=FUNNEL_KEY, addresses={"csv_url": self.csv_url, **addresses})

    @property
    def why_no_funnel(self) -> str:
        """Why a rate or ratio has no funnel plot; empty for counts, which never have one."""
        if self.page.indicator.kind is Kind.COUNT:
            return ""
        if not self.page.national.amount:
            return _(
                "There is no funnel plot: no figure for England and Wales that areas could stand around is "
                "held, or it is zero."
            )
        return _(
            "There is no funnel plot: it takes five areas or more whose counts are held to say how much "
            "areas differ anyway."
        )

    @cached_property
    def tiles(self) -> TileMap:
        page = self.page
        return tile_map(
            page.tiles,
            indicator=page.indicator,
            year=page.year,
            href=area_url(page),
            caption=f"{dated_title(page.indicator, page.year)}.",
            table_url=f"#{TABLE_ID}",
        )

    @cached_property
    def table(self) -> SortableTable:
        return table(self.page, sort=self.sort)

    @property
    def table_notes(self) -> list[str]:
        return table_notes(self.page)

    @property
    def page_charts(self) -> PageCharts:
        """The areas in order of their values, and the funnel plot where there is one."""
        indicator, title = self.page.indicator, dated_title(self.page.indicator, self.page.year)
        dots = PageChart(
            title=title,
            finding=self.dots.finding if self.dots else _("No figure that can be compared is held."),
            chart=self.dots,
            table=numbers_table(
                title,
                first=_("Area"),
                heads=(indicator.short_title, _("95% interval")),
                rows=((row.area.name, _value_cells(row, indicator=indicator)) for row in self.page.rows),
            ),
            note=self.under,
        )
        funnel = {FUNNEL_KEY: self.funnel.page_chart(note=self.under)} if self.funnel else {}
        return {KEY: dots, **funnel}


def _value_cells(row: CompareRow, *, indicator: Indicator) -> tuple[str, str]:
    """Value and interval; where an area is set apart, why."""
    if row.value.why_not is not None:
        return words.why_not(row.value.why_not), "–"
    return value_text(indicator, row.value), trends.interval_cell(indicator, row.value)


def topics() -> list[tuple[str, list[Indicator]]]:
    """What can be compared, by the titles of topics, in the catalogue's order."""
    indicators = catalogue().indicators.values()
    return [
        (topic.title, [indicator for indicator in indicators if indicator.topic == topic.slug])
        for topic in catalogue().topics.values()
    ]


def year_links(indicator: Indicator, years: Sequence[YearHeld]) -> list[YearLink]:
    """The years that areas can be compared in, newest first, with how many areas each has."""
    return [
        YearLink(
            held.year.label,
            reverse("compare-year", args=(indicator.slug, held.year)),
            note=areas_note(held.areas),
        )
        for held in years
    ]
