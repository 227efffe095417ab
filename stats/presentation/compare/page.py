"""The compare page: all areas on one indicator, in words, a table, a chart, a map and a CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.comparison.compare import CompareRow
from stats.analysis.series import is_comparable
from stats.analysis.values import WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.reader import catalogue
from stats.presentation.charts.component import ChartFigure
from stats.presentation.charts.description import DotChart
from stats.presentation.compare.basis import national_sentence, reason, usual_sentence
from stats.presentation.compare.dot_chart import area_url, dot_chart
from stats.presentation.compare.funnel import FunnelText
from stats.presentation.compare.table import table, table_notes
from stats.presentation.components import trends
from stats.presentation.components.cells import YearLink, areas_note
from stats.presentation.components.page_charts import PageChart, PageCharts, chart_addresses, numbers_table
from stats.presentation.components.sortable import SortableTable
from stats.presentation.components.tile_map import TileMap, is_worth_a_map, tile_map
from stats.presentation.text import words
from stats.presentation.text.findings import dated_title, value_text, when_text
from stats.queries.pages.compare import ComparePage
from stats.queries.years_held import YearHeld

KEY, FUNNEL_KEY = "chart", "funnel"
TABLE_ID = "figures"
# Of what somebody typed in the address for an area.
_LONGEST = 60


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
        text = _("%(when)s. %(held)s of %(areas)s areas can be compared.")
        if page.indicator.kind is Kind.POPULATION_RATE:
            text = _("Per 100,000 %(people)s, %(when)s. %(held)s of %(areas)s areas can be compared.")
        return text % said

    @property
    def national(self) -> str:
        """What is held for England and Wales, and whether areas are compared with it."""
        page = self.page
        return national_sentence(page.indicator, page.national, areas=len(page.rows))

    @property
    def usual(self) -> str:
        """What the usual spread rests on, or why there is none; empty for counts, which have none."""
        if self.page.indicator.kind is Kind.COUNT:
            return ""
        return usual_sentence(self.page.rule, areas=len(self.page.tiles))

    @property
    def unknown(self) -> str:
        """That no area is called as the address says; empty where all are known."""
        if not self.page.unknown_areas:
            return ""
        shown = _("The other areas are shown.") if self.page.chosen else _("All areas are shown.")
        return f"{self._no_such_area} {shown}"

    @property
    def unknown_in_file(self) -> str:
        """The same in place of a file, for which all areas would be a wrong answer."""
        return _("%(problem)s The file of all areas: %(address)s") % {
            "problem": self._no_such_area,
            "address": self.csv_url,
        }

    @property
    def _no_such_area(self) -> str:
        names = [_("“%(text)s”") % {"text": slug[:_LONGEST]} for slug in self.page.unknown_areas]
        text = ngettext("There is no area %(names)s.", "There are no areas %(names)s.", len(names))
        return text % {"names": words.listed(names)}

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
            table_id=TABLE_ID,
            caption=f"{caption} {indicator.high_can_mean}" if self.map else caption,
            **chart_addresses("compare", indicator.slug, year, KEY, query=self.query),
        )

    @property
    def csv_url(self) -> str:
        return reverse("compare-data", args=(self.page.indicator.slug, self.page.year)) + self.query

    @property
    def xlsx_url(self) -> str:
        address = reverse("compare-year-figures-xlsx", args=(self.page.indicator.slug, self.page.year))
        return address + self.query

    @cached_property
    def funnel(self) -> FunnelText | None:
        """None where there is no funnel to draw."""
        found = self.page.funnel
        if found is None:
            return None
        addresses = chart_addresses(
            "compare", self.page.indicator.slug, self.page.year, FUNNEL_KEY, query=self.query
        )
        return FunnelText(self.page, found, key=FUNNEL_KEY, addresses=addresses)

    @property
    def why_no_funnel(self) -> str:
        """Why a rate or ratio has no funnel plot; empty for counts, which never have one."""
        if self.page.indicator.kind is Kind.COUNT:
            return ""
        if self.page.rule.usual is None:
            return _("There is no funnel plot. %(reason)s") % {"reason": self.usual}
        return _(
            "There is no funnel plot: there is no England and Wales figure that it could be drawn about."
        )

    @cached_property
    def map(self) -> TileMap | None:
        """None for counts, and where so few areas can be compared that the chart says as much."""
        page = self.page
        if not is_worth_a_map(page.indicator, (value for _ref, value in page.tiles)):
            return None
        return tile_map(
            page.tiles,
            indicator=page.indicator,
            year=page.year,
            href=area_url(page),
            caption=_("%(title)s.") % {"title": dated_title(page.indicator, page.year)},
            table_url=f"#{TABLE_ID}",
            verdicts=page.verdicts,
            national=page.national,
        )

    @cached_property
    def _table(self) -> tuple[SortableTable, Sequence[str]]:
        return table(self.page, sort=self.sort, anchor=TABLE_ID)

    @property
    def table(self) -> SortableTable:
        return self._table[0]

    @property
    def footnotes(self) -> Sequence[str]:
        """What the raised numbers in the table stand for, from 1."""
        return self._table[1]

    @property
    def table_notes(self) -> list[str]:
        return table_notes(self.page)

    @property
    def page_charts(self) -> PageCharts:
        """The areas in order of their values, and the funnel plot where there is one."""
        indicator, title = self.page.indicator, dated_title(self.page.indicator, self.page.year)
        dots = PageChart(
            title=title,
            finding=self.dots.finding if self.dots else _("There is no figure that can be compared."),
            chart=self.dots,
            table=numbers_table(
                title,
                first=_("Area"),
                heads=(indicator.short_title, _("95% interval"), _("Remarks")),
                rows=((row.area.name, _value_cells(row, indicator=indicator)) for row in self.page.rows),
            ),
            note=f"{self.under} {self.national}".strip(),
        )
        note = " ".join(filter(None, (self.under, self.national, self.usual)))
        funnel = {FUNNEL_KEY: self.funnel.page_chart(note=note)} if self.funnel else {}
        return {KEY: dots, **funnel}


def _value_cells(row: CompareRow, *, indicator: Indicator) -> tuple[str, str, str]:
    """Value, interval, and why there is none of either or what is doubted; where an area is set apart,
    why."""
    value = row.value
    ends = "" if row.is_apart else trends.interval_text(indicator, value)
    return (
        value_text(indicator, value),
        ends,
        "; ".join(filter(None, (reason(value), *words.doubts_of(value)))),
    )


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
