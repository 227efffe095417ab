"""The front page: England and Wales in a sentence and a chart, the map of the latest year, what is new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Kind
from stats.catalogue.reader import catalogue
from stats.presentation.compare.page import year_links
from stats.presentation.components.cells import Fact, YearLink, area_links, held_fact, origin
from stats.presentation.components.series import SeriesText, national_series
from stats.presentation.components.tile_map import TileMap, tile_map
from stats.presentation.nation import RSOS
from stats.presentation.text import numbers, words
from stats.presentation.text.attribution import (
    Credit,
    Part,
    ToldNumber,
    credit_line,
    in_words,
    told_numbers,
)
from stats.presentation.text.changes import percent_text
from stats.presentation.text.findings import value_text
from stats.presentation.text.sentences import Sentence, rate_text, registered_offenders
from stats.queries.pages.home import HomePage


@dataclass(frozen=True)
class HomeText:
    """The page in words. England and Wales and the map are shown once figures of them are held."""

    page: HomePage

    @cached_property
    def sentence(self) -> Sentence | None:
        nation = self.page.nation
        if nation is None:
            return None
        return registered_offenders(
            _("England and Wales"),
            year=nation.year,
            count=nation.rsos.value,
            rate=nation.rate.value,
            previous_count=None if _breaks(nation.rsos) else nation.rsos.previous,
            previous_rate=None if _breaks(nation.rate) else nation.rate.previous,
        )

    @property
    def _told(self) -> tuple[ToldNumber, ...]:
        """The numbers of the sentence."""
        nation = self.page.nation
        if nation is None:
            return ()
        before = [None if _breaks(one) else one.previous for one in (nation.rsos, nation.rate)]
        return told_numbers(
            (Part.COUNT, nation.rsos.value),
            (Part.RATE, nation.rate.value),
            *((Part.BEFORE, value) for value in before if value is not None and is_comparable(value)),
        )

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The line under the sentence: whose number it is, and what was worked out here."""
        return credit_line(self._told)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is doubted of the sentence's numbers."""
        return words.doubts_of(*(one.value for one in self._told))

    @property
    def sentence_source(self) -> str:
        """What is copied after the sentence: the doubts, and whose each number is."""
        return " ".join((*self.doubts, in_words(self._told))) if self._told else ""

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
        if page.areas_held:
            facts.append(
                Fact(
                    _("Areas with a rate for %(year)s") % {"year": page.year},
                    _("%(held)s of %(areas)s") % {"held": page.areas_held, "areas": page.areas},
                    note=_("The latest year with a rate for a third of the areas"),
                )
            )
        if held := [year for year, _value in page.national_rsos.points]:
            facts.append(
                Fact(
                    _("Years with a count for England and Wales"),
                    numbers.number(len(held)),
                    note=_("From %(first)s to %(latest)s") % {"first": held[0], "latest": held[-1]},
                )
            )
        return facts

    @property
    def breaks(self) -> list[Break]:
        """What keeps England and Wales from being compared with the year before."""
        nation = self.page.nation
        return list(dict.fromkeys((*_breaks(nation.rsos), *_breaks(nation.rate)))) if nation else []

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
        links = year_links(catalogue().rate, self.page.years)
        return [replace(link, is_current=link.text == str(self.page.year)) for link in links]

    @cached_property
    def map(self) -> TileMap | None:
        """None where only England and Wales has figures, or nothing has."""
        page, year = self.page, self.page.year
        if not page.areas_held or year is None:
            return None
        said = {"people": words.people(year), "date": numbers.snapshot_date(year)}
        return tile_map(
            page.tiles,
            indicator=catalogue().rate,
            year=year,
            href=area_links({ref.slug for ref, value in page.tiles if value.amount is not None}, year=year),
            caption=_("Registered sexual offenders for every 100,000 %(people)s, %(date)s.") % said,
            table_url=reverse("compare-year", args=(catalogue().rate.slug, year)),
            national=page.national,
        )


def _breaks(now: Headline) -> tuple[Break, ...]:
    """What keeps the year from being compared with the year before, where that is held at all."""
    return now.breaks if now.previous is not None and is_comparable(now.previous) else ()


def _change(now: Headline) -> str:
    """The year before, with the change where one may be told; a break says why there is none."""
    if not is_comparable(now.value):
        return ""
    if _breaks(now):
        return _("Not compared with the year before: see below")
    change = now.change
    if change is None or change.absolute is None or now.previous is None or now.previous.amount is None:
        return ""
    text = _("%(previous)s a year earlier") % {"previous": rate_text(now.previous)}
    percent = percent_text(change, of_counts=now.indicator.kind is Kind.COUNT)
    return f"{text} ({percent})" if percent else text
