"""The front page: England and Wales in a sentence and a chart, the map of the latest year, what is new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Kind
from stats.catalogue.reader import catalogue
from stats.presentation.compare.page import year_links
from stats.presentation.components.cells import Fact, YearLink, held_fact, origin
from stats.presentation.components.series import SeriesText, national_series
from stats.presentation.components.tile_map import TileMap, rate_map
from stats.presentation.nation.facts import counted_fact
from stats.presentation.nation.opening import national_opening, parted
from stats.presentation.nation.page import RSOS
from stats.presentation.text import numbers, words
from stats.presentation.text.changes import percent_text
from stats.presentation.text.findings import value_text
from stats.presentation.text.sentences import Opening, rate_text
from stats.queries.pages.home import HomePage


@dataclass(frozen=True)
class HomeText:
    """The page in words. England and Wales and the map are shown once figures of them are held."""

    page: HomePage

    @cached_property
    def opening(self) -> Opening | None:
        return national_opening(self.page.nation) if self.page.nation else None

    @property
    def facts(self) -> list[Fact]:
        page, nation = self.page, self.page.nation
        if nation is None:
            return []
        said = {"date": numbers.unbroken_snapshot_date(nation.year), "people": words.people(nation.year)}
        facts = []
        for now in nation.headlines:
            text = value_text(now.indicator, now.value) if is_comparable(now.value) else ""
            facts.append(held_fact(_(now.label) % said, text, note=_change(now), origin=origin(now.value)))
        return [*facts, *map(counted_fact, page.facts)]

    @property
    def breaks(self) -> list[Break]:
        """What keeps England and Wales from being compared with the year before."""
        nation = self.page.nation
        return list(dict.fromkeys((*parted(nation.rsos), *parted(nation.rate)))) if nation else []

    @cached_property
    def series(self) -> SeriesText | None:
        """The count of England and Wales over the years, the chart of its own page."""
        if self.page.nation is None or not self.page.national_rsos.points:
            return None
        return national_series(self.page.national_rsos, page="england-and-wales", key=RSOS)

    @property
    def not_meaning(self) -> tuple[str, ...]:
        return (catalogue().rsos.cannot_mean, catalogue().rate.cannot_mean)

    @property
    def rate_means(self) -> tuple[str, ...]:
        return (catalogue().rate.counted, catalogue().rate.high_can_mean)

    @property
    def years(self) -> list[YearLink]:
        """The years of the map; each leads to the comparison of that year, with its map."""
        shown = str(self.page.map.year) if self.page.map else ""
        links = year_links(catalogue().rate, self.page.years)
        return [replace(link, is_current=link.text == shown) for link in links]

    @cached_property
    def map(self) -> TileMap | None:
        """None where only England and Wales has figures, or nothing has."""
        return rate_map(self.page.map)


def _change(now: Headline) -> str:
    """The year before, with the change where one may be told; a break says why there is none."""
    if not is_comparable(now.value):
        return ""
    if parted(now):
        return _("Not compared with the year before: see below")
    change = now.change
    if change is None or change.absolute is None or now.previous is None or now.previous.amount is None:
        return ""
    text = _("%(previous)s a year earlier") % {"previous": rate_text(now.previous)}
    percent = percent_text(change, of_counts=now.indicator.kind is Kind.COUNT)
    return f"{text} ({percent})" if percent else text
