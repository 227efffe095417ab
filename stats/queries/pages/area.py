"""What an area's page needs: one area, one reporting year, and the years around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, OuterRef, Q
from django.db.models.functions import JSONObject

from stats.analysis.comparison.ranking import rank_ranges
from stats.analysis.comparison.similar_areas import Profile, most_similar
from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef, sources_of
from stats.analysis.headlines import Headline, Headlined, headline
from stats.analysis.notes import NoteText
from stats.analysis.series import Series, is_comparable
from stats.analysis.tables.conflicts import Conflict, conflicts
from stats.analysis.tables.printed_tables import PrintedTable, figures_outside_tables, printed_tables
from stats.analysis.trends import Trend, trend
from stats.analysis.values import Value
from stats.calculations.ranks import RankRange
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Coverage
from stats.catalogue.years import ReportingYear
from stats.models import Area, Correction, Figure, LocalActivity, Place
from stats.queries.activities import TOLD, ToldActivity, told_of
from stats.queries.figures import (
    AREA_COLUMNS,
    PRINTED_ORDER,
    any_cell,
    area_ref_of,
    figure_rows,
    figures_of,
    note_rows,
    notes_of,
)
from stats.queries.populations import fetch_populations
from stats.queries.prepared import Prepared, Rows, is_one_of
from stats.queries.releases import Corrected, correction_rows, corrections_of
from stats.queries.similar_areas import profiles
from stats.queries.years_held import coverage_of, own_reports


@dataclass(frozen=True, slots=True)
class AreaDetail:
    """An area with the years held for it, oldest first, what is held of its report of each, and what its
    reports tell of their own work."""

    ref: AreaRef
    police_force: str
    country: str
    region: str
    districts: tuple[str, ...]
    coverage: Mapping[ReportingYear, Coverage]
    activities: tuple[ToldActivity, ...]

    @property
    def years(self) -> tuple[ReportingYear, ...]:
        return tuple(self.coverage)

    @property
    def report_years(self) -> frozenset[ReportingYear]:
        """The years of its own reports that are held."""
        own = catalogue().own_report.coverage
        return frozenset(year for year, held in self.coverage.items() if held.code == own)


@dataclass(frozen=True, slots=True)
class AreaPage(Headlined):
    area: AreaDetail
    year: ReportingYear
    headlines: tuple[Headline, ...]
    trends: tuple[Trend, ...]
    tables: tuple[PrintedTable, ...]
    outside: tuple[PublishedFigure, ...]
    notes: tuple[NoteText, ...]
    sources: tuple[SourceRef, ...]
    conflicts: tuple[Conflict, ...]
    # Every area whose rate of the year can be compared, by name; this one too where its own can.
    rates: tuple[tuple[AreaRef, Value], ...]
    # Areas whose rate of the year is held and cannot be compared, by name; this one too.
    rates_left_out: tuple[tuple[AreaRef, Value], ...]
    # The range of ranks that chance leaves its rate among them; None where there is none.
    rank: RankRange | None
    # The breaks of every indicator that the page's figures go into.
    breaks: tuple[Break, ...]
    # Every area that can be put beside this one, by name, and those that are.
    every_area: tuple[AreaRef, ...]
    beside: tuple[AreaRef, ...]
    unknown_beside: tuple[str, ...]
    profile: Profile | None
    similar: tuple[Profile, ...]
    # The year's published figures that were changed or withdrawn since, newest first.
    corrections: tuple[Corrected, ...]
    # What a report of the year tells in numbers of the area's own work.
    activities: tuple[ToldActivity, ...]

    @property
    def rates_held(self) -> int:
        return len(self.rates)


def area_page(slug: str, *, year: ReportingYear | None = None, beside: Sequence[str] = ()) -> AreaPage | None:
    """The page of an area for that year, or for the latest year held, with other areas in its trends.

    `beside` are slugs; one that is no area is told in `unknown_beside`, the area itself is left out. None
    where there is no such area, or the year asked for is not held. An area with no figures at all has a page
    of its own (`area_without_figures`). At most six queries.
    """
    area = _detail(slug)
    if area is None or not area.years or (year is not None and year not in area.years):
        return None
    return _page(area, year=year or area.years[-1], beside=beside)


def area_without_figures(
    slug: str, *, year: ReportingYear | None = None
) -> tuple[AreaDetail, tuple[Corrected, ...]] | None:
    """An area and what was withdrawn of that year, for a page without figures to show; None if unknown."""
    area = _detail(slug)
    if area is None:
        return None
    return area, () if year is None else _corrections(slug, year=year)


def _detail(slug: str) -> AreaDetail | None:
    for held, report_starts, told, districts, police_force, country, region, *row in _areas(slug=slug):
        ref = area_ref_of(*row)
        return AreaDetail(
            ref=ref,
            police_force=police_force,
            country=country,
            region=region,
            districts=tuple(districts),
            coverage=_coverage(held, report_starts=report_starts),
            activities=tuple(told_of(ref, one) for one in told),
        )
    return None


@Prepared
def _areas(*, slug: Expression) -> Rows:
    """The area of that slug, if there is one, in a row."""
    figures = Figure.objects.public().filter(report__area=OuterRef("pk"), preferred=True)
    told = LocalActivity.objects.filter(area=OuterRef("pk"))
    held = JSONObject(start="report__start_year", kind="source__kind")
    own = own_reports().filter(report__area__slug=OuterRef("slug"))
    # Districts say more of an area than a thousand villages do.
    districts = Place.objects.filter(area=OuterRef("pk"), kind__in=catalogue().districts).order_by("name")
    return Area.objects.filter(slug=slug, kind=Area.Kind.AREA).values_list(
        ArraySubquery(figures.order_by().values(held=held).distinct()),
        ArraySubquery(own.values("newest")),
        ArraySubquery(told.order_by("start_year", "pk").values(one=TOLD)),
        ArraySubquery(districts.values("name").distinct()),
        *("police_force", "country", "region", *AREA_COLUMNS),
    )


def _coverage(
    held: Iterable[Mapping[str, Any]], *, report_starts: Collection[int]
) -> Mapping[ReportingYear, Coverage]:
    """By year, oldest first, from the kinds of source of its figures."""
    kinds: dict[int, list[str]] = defaultdict(list)
    for one in held:
        kinds[one["start"]].append(one["kind"])
    found = {
        start: coverage_of(kinds[start], has_own_report=start in report_starts) for start in sorted(kinds)
    }
    return {ReportingYear(start): coverage for start, coverage in found.items() if coverage is not None}


def _corrections(slug: str, *, year: ReportingYear) -> tuple[Corrected, ...]:
    return corrections_of(_correction_rows(slug=slug, start=year.start))[::-1]


@Prepared
def _correction_rows(*, slug: Expression, start: Expression) -> Rows:
    return correction_rows(Correction.objects.filter(area__slug=slug, start_year=start).order_by("pk"))


def _page(area: AreaDetail, *, year: ReportingYear, beside: Sequence[str]) -> AreaPage:
    slug, layout = area.ref.slug, catalogue().layout_for(year)
    known = profiles(year)
    others = tuple(known[other].area for other in known if other in beside and other != slug)
    slugs = (slug, *(ref.slug for ref in others))
    figures = _figures(slugs, year=year)
    series = Series(figures, populations=fetch_populations(slugs, years=[year]))
    notes = notes_of(_note_rows(slug=slug, starts=[year.start, year.start - 1]))
    mine = tuple(figure for figure in figures if figure.area_slug == slug)
    of_year = tuple(figure for figure in mine if figure.year == year)
    rates = series.comparable(catalogue().rate, year=year)
    rates = {other: rates[other] for other in known if other in rates}
    trends = (
        trend(catalogue().indicators[indicator], slug=slug, series=series, others=others)
        for indicator in catalogue().pages["area"].trends
    )
    return AreaPage(
        area=area,
        year=year,
        headlines=tuple(
            headline(
                figure,
                slug=slug,
                year=year,
                series=series,
                areas=rates if figure.indicator == catalogue().rate.slug else {},
            )
            for figure in catalogue().pages["area"].figures
        ),
        trends=tuple(shown for shown in trends if len(shown.points) > 1),
        tables=printed_tables(layout, figures=mine, area_slug=slug, year=year, notes=notes),
        outside=figures_outside_tables(layout, figures=mine, year=year),
        notes=tuple(note for key, note in notes.items() if key.year == year),
        sources=sources_of(of_year),
        conflicts=conflicts(of_year, notes=notes),
        rates=tuple((known[other].area, value) for other, value in rates.items()),
        rates_left_out=tuple(_left_out(known, series=series, year=year)),
        rank=rank_ranges(catalogue().rate, values=rates).get(slug),
        breaks=_breaks_of(of_year),
        every_area=tuple(profile.area for profile in known.values()),
        beside=others,
        unknown_beside=tuple(other for other in dict.fromkeys(beside) if other not in known),
        profile=known.get(slug),
        similar=most_similar(slug, profiles=known),
        corrections=_corrections(slug, year=year),
        activities=tuple(one for one in area.activities if one.year == year),
    )


def _left_out(
    known: Mapping[str, Profile], *, series: Series, year: ReportingYear
) -> Iterator[tuple[AreaRef, Value]]:
    for slug, profile in known.items():
        value = series.value(catalogue().rate, area_slug=slug, year=year)
        if value.amount is not None and not is_comparable(value):
            yield profile.area, value


def _figures(slugs: Sequence[str], *, year: ReportingYear) -> tuple[PublishedFigure, ...]:
    """The first area's figures of the year and the year before, the cells of its headlines and trends in
    every year, there and in the areas beside it, and every area's rate of the year."""
    rows = _figure_rows(
        slugs=[*slugs, NATION_SLUG], slug=slugs[0], year=year.start, starts=[year.start, year.start - 1]
    )
    return figures_of(rows)


@Prepared
def _figure_rows(*, slugs: Expression, slug: Expression, year: Expression, starts: Expression) -> Rows:
    indicators = catalogue().indicators
    cells = {cell for slug in catalogue().pages["area"].indicators for cell in indicators[slug].cells}
    return figure_rows(
        (is_one_of("report__area__slug", slugs) & any_cell(cells))
        | (Q(report__area__slug=slug) & is_one_of("report__start_year", starts))
        | (Q(report__start_year=year) & any_cell(catalogue().rate.cells)),
        order_by=PRINTED_ORDER,
    )


@Prepared
def _note_rows(*, slug: Expression, starts: Expression) -> Rows:
    return note_rows(Q(area__slug=slug) & is_one_of("start_year", starts))


def _breaks_of(figures: Iterable[PublishedFigure]) -> tuple[Break, ...]:
    """The breaks of every indicator that the figures go into."""
    measures = {figure.cell.measure for figure in figures}
    indicators = catalogue().indicators
    return tuple(
        each
        for each in catalogue().breaks
        if any(cell.measure in measures for slug in each.indicators for cell in indicators[slug].cells)
    )
