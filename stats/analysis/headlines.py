"""The first numbers of an area's page: a year beside the year before and beside England and Wales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stats.analysis.comparison.benchmark import NationalFigure, Verdict, national_figure, yardstick
from stats.analysis.series import Series, change_between
from stats.analysis.values import Value
from stats.calculations.change import Change
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Role
from stats.catalogue.pages import PageFigure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator of the year beside the year before and England and Wales, with its label on the page.

    `areas` is how many areas the word about the usual spread rests on.
    """

    indicator: Indicator
    label: str
    value: Value
    previous_year: ReportingYear | None
    previous: Value | None
    change: Change | None
    breaks: tuple[Break, ...]
    national: NationalFigure
    verdict: Verdict | None
    areas: int
    is_part: bool = False


def headline(
    figure: PageFigure, *, slug: str, year: ReportingYear, series: Series, areas: Mapping[str, Value]
) -> Headline:
    """That of one area. `areas` are the values of all that it is compared with, itself too; empty where
    `series` holds no others, and then there is no word."""
    indicator = catalogue().indicators[figure.indicator]
    before = year.before
    value = series.value(indicator, area_slug=slug, year=year)
    previous = series.value(indicator, area_slug=slug, year=before) if before else None
    breaks = catalogue().breaks_between(indicator.slug, earlier=before, later=year) if before else ()
    nation = series.value(indicator, area_slug=NATION_SLUG, year=year)
    national = national_figure(indicator, nation=nation, areas=areas)
    rule = yardstick(indicator, values=areas, national=national)
    return Headline(
        indicator=indicator,
        label=figure.label,
        value=value,
        previous_year=before,
        previous=previous,
        change=change_between(indicator, earlier=previous, later=value, breaks=breaks) if previous else None,
        breaks=breaks,
        national=national,
        verdict=rule.verdict(slug, value=value) if slug in areas else None,
        areas=rule.areas,
        is_part=figure.is_part,
    )


class Headlined:
    """What has headlines, among them those of the indicators that the catalogue gives a role."""

    headlines: tuple[Headline, ...]

    @property
    def rate(self) -> Headline:
        return next(found for found in self.headlines if found.indicator.role is Role.RATE)

    @property
    def rsos(self) -> Headline:
        return next(found for found in self.headlines if found.indicator.role is Role.RSOS)


@dataclass(frozen=True, slots=True)
class NationalPicture(Headlined):
    """England and Wales in the latest year with a national count or rate."""

    year: ReportingYear
    headlines: tuple[Headline, ...]


def national_picture(shown: Iterable[PageFigure], *, series: Series) -> NationalPicture | None:
    """The figures that a page shows; None where nothing national is held of them."""
    figures = tuple(shown)
    indicators = (catalogue().indicators[figure.indicator] for figure in figures)
    points = (series.points(indicator, area_slug=NATION_SLUG) for indicator in indicators)
    year = max((year for held in points for year, _value in held), default=None)
    if year is None:
        return None
    return NationalPicture(
        year,
        tuple(headline(figure, slug=NATION_SLUG, year=year, series=series, areas={}) for figure in figures),
    )
