"""The front page: England and Wales in a sentence and a chart, the map of the latest year, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.headlines import Headline
from stats.analysis.series import is_comparable
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import Fact, held_fact
from stats.presentation.components.series import SeriesText, national_series
from stats.presentation.components.source_list import sentence_source
from stats.presentation.components.tile_map import TileMap, tile_map
from stats.presentation.components.year_links import area_links
from stats.presentation.nation import RSOS
from stats.presentation.text import numbers, words
from stats.presentation.text.findings import value_text
from stats.presentation.text.sentences import Sentence, rate_text, registered_offenders
from stats.queries.pages.home import HomePage, NationalPicture
from stats.queries.releases import ReleaseRef


@dataclass(frozen=True, slots=True)
class HomeNationText:
    """England and Wales; `series` is its count over the years, the chart of its own page."""

    sentence: Sentence
    sentence_source: str
    facts: tuple[Fact, ...]
    breaks: tuple[Break, ...]
    series: SeriesText | None


@dataclass(frozen=True, slots=True)
class HomeText:
    """`nation` is None, `map` None and `coverage` empty until figures of the one and of areas are held."""

    nation: HomeNationText | None
    not_meaning: tuple[str, ...]
    map: TileMap | None
    coverage: str
    rate_means: tuple[str, ...]
    new: tuple[ReleaseRef, ...]


def home_text(page: HomePage) -> HomeText:
    rate, rsos = catalogue().rate, catalogue().rsos
    year = _map_year(page)
    return HomeText(
        nation=None if page.nation is None else _nation(page, page.nation, rsos=rsos),
        not_meaning=(rsos.cannot_mean, rate.cannot_mean),
        map=None if year is None else _map(page, year=year),
        coverage="" if year is None else _coverage(page, year=year),
        rate_means=(rate.counted, rate.high_can_mean),
        new=page.new,
    )


def _map_year(page: HomePage) -> ReportingYear | None:
    """The year of the map; None where only England and Wales has figures, or nothing has."""
    return page.year if page.areas_held else None


def _nation(page: HomePage, nation: NationalPicture, *, rsos: Indicator) -> HomeNationText:
    return HomeNationText(
        sentence=registered_offenders(
            _("England and Wales"),
            year=nation.year,
            count=nation.rsos.value,
            rate=nation.rate.value,
            previous_count=None if _breaks(nation.rsos) else nation.rsos.previous,
            previous_rate=None if _breaks(nation.rate) else nation.rate.previous,
        ),
        sentence_source=sentence_source((nation.rsos.value, nation.rate.value)),
        facts=_home_facts(page, nation),
        breaks=tuple(dict.fromkeys((*_breaks(nation.rsos), *_breaks(nation.rate)))),
        series=_home_series(page, rsos=rsos) if page.national_rsos else None,
    )


def _home_series(page: HomePage, *, rsos: Indicator) -> SeriesText:
    return national_series(
        rsos,
        points=page.national_rsos,
        breaks=catalogue().breaks_for(rsos.slug),
        page="england-and-wales",
        key=RSOS,
    )


def _home_facts(page: HomePage, nation: NationalPicture) -> tuple[Fact, ...]:
    said = {
        "date": numbers.unbroken_snapshot_date(nation.year),
        "people": words.people(nation.year),
    }
    held = [year for year, _value in page.national_rsos]
    facts = []
    for now in nation.headlines:
        text = value_text(now.indicator, now.value) if is_comparable(now.value) else ""
        facts.append(held_fact(_(now.label) % said, text, note=_change(now)))
    year = _map_year(page)
    if year is not None:
        facts.append(
            Fact(
                _("Areas whose rate is held for %(year)s") % {"year": year},
                _("%(held)s of %(areas)s") % {"held": page.areas_held, "areas": page.areas},
                note=_("The latest year with any area's rate"),
            )
        )
    if held:
        facts.append(
            Fact(
                _("Years with a count for England and Wales"),
                numbers.number(len(held)),
                note=_("From %(first)s to %(latest)s") % {"first": held[0], "latest": held[-1]},
            )
        )
    return tuple(facts)


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
    said = {
        "previous": rate_text(now.previous),
        "percent": "" if change.percent is None else numbers.signed_percent(change.percent),
    }
    if change.percent is None:
        return _("%(previous)s a year earlier") % said
    return _("%(previous)s a year earlier (%(percent)s)") % said


def _map(page: HomePage, *, year: ReportingYear) -> TileMap:
    held = {ref.slug for ref, value in page.tiles if value.amount is not None}
    said = {"people": words.people(year), "date": numbers.snapshot_date(year)}
    return tile_map(
        page.tiles,
        indicator=catalogue().rate,
        year=year,
        href=area_links(held, year=year),
        caption=_("Registered sexual offenders for every 100,000 %(people)s, %(date)s.") % said,
        table_url=reverse("compare-year", args=(catalogue().rate.slug, year)),
    )


def _coverage(page: HomePage, *, year: ReportingYear) -> str:
    return _(
        "The latest year with any area's rate is %(year)s. It is held for %(held)s of %(areas)s areas. "
        "Nothing is filled in for the others: their pages show the years that are held."
    ) % {"year": year, "held": page.areas_held, "areas": page.areas}
