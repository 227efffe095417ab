"""What an area's page needs: one area, one reporting year, and the years around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models import Value as Constant
from django.db.models.functions import JSONObject

from stats.analysis.benchmark import NationalFigure, national_figure, verdicts
from stats.analysis.changes import Changes, changes
from stats.analysis.conflicts import conflicts
from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.notes import NoteText
from stats.analysis.printed_tables import PrintedTable, figures_outside_tables, printed_tables
from stats.analysis.ranking import rank_ranges
from stats.analysis.series import Point, Series, change_between
from stats.analysis.values import Value
from stats.calculations.change import Change
from stats.calculations.funnel import Verdict
from stats.calculations.ranks import RankRange
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Indicator, Kind, Role
from stats.catalogue.layouts import Layout
from stats.catalogue.pages import PageFigure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_START, ReportingYear
from stats.models import Area, Correction, Figure, Place
from stats.queries.figures import any_cell, area_ref, fetch_figures
from stats.queries.notes import fetch_notes
from stats.queries.pages.updates import COLUMNS, Corrected, corrected
from stats.queries.populations import populations_behind
from stats.queries.similar_areas import Profile, Similar, most_similar, profiles


@dataclass(frozen=True, slots=True)
class AreaDetail:
    ref: AreaRef
    police_force: str
    country: str
    region: str
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator of the year beside the year before and England and Wales, with its label on the page."""

    indicator: Indicator
    label: str
    value: Value
    previous_year: ReportingYear | None
    previous: Value | None
    change: Change | None
    breaks: tuple[Break, ...]
    national: NationalFigure
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class OtherSeries:
    """An area that the reader put beside this one."""

    area: AreaRef
    points: tuple[Point, ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator over the years for the area, for England and Wales and for the areas a reader picked,
    oldest first. `changes` are the area's own."""

    indicator: Indicator
    points: tuple[Point, ...]
    national: tuple[Point, ...]
    breaks: tuple[Break, ...]
    others: tuple[OtherSeries, ...] = ()
    changes: Changes | None = None
    national_changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class AreaPage:
    area: AreaDetail
    year: ReportingYear
    years: tuple[ReportingYear, ...]
    # The years for which figures of the area's own report are held.
    report_years: frozenset[ReportingYear]
    headlines: tuple[Headline, ...]
    trends: tuple[Trend, ...]
    layout: Layout | None
    tables: tuple[PrintedTable, ...]
    outside: tuple[PublishedFigure, ...]
    notes: tuple[NoteText, ...]
    sources: tuple[SourceRef, ...]
    conflicts: tuple[tuple[PublishedFigure, ...], ...]
    # Every area whose rate of the year can be compared, by name; this one too where its own can.
    rates: tuple[tuple[AreaRef, Value], ...]
    # The range of ranks that chance leaves its rate among them; None where there is none.
    rank: RankRange | None
    # The breaks of every indicator that the page's figures go into.
    breaks: tuple[Break, ...]
    # Every area that can be put beside this one, by name, and those that are.
    every_area: tuple[AreaRef, ...]
    beside: tuple[AreaRef, ...]
    unknown_beside: tuple[str, ...]
    profile: Profile | None
    similar: tuple[Similar, ...]
    # The year's published figures that were changed or withdrawn since, newest first.
    corrections: tuple[Corrected, ...]

    @property
    def rates_held(self) -> int:
        return len(self.rates)

    @property
    def rate(self) -> Headline:
        return self._in_role(Role.RATE)

    @property
    def rsos(self) -> Headline:
        return self._in_role(Role.RSOS)

    def _in_role(self, role: Role) -> Headline:
        return next(headline for headline in self.headlines if headline.indicator.role is role)


def area_page(slug: str, *, year: ReportingYear | None = None, beside: Sequence[str] = ()) -> AreaPage | None:
    """The page of an area for that year, or for the latest year held, with other areas in its trends.

    `beside` are slugs; one that is no area is told in `unknown_beside`, the area itself is left out. None
    where there is no such area, or the year asked for is not held. An area with no figures at all has a page
    of its own (`area_without_figures`). At most six queries.
    """
    area = _area(slug, year=year)
    if area is None:
        return None
    years = _years(area)
    if not years or (year is not None and year not in years):
        return None
    return _page(area, year=year or years[-1], years=years, beside=beside)


def area_without_figures(
    slug: str, *, year: ReportingYear | None = None
) -> tuple[AreaDetail, tuple[ReportingYear, ...], tuple[Corrected, ...]] | None:
    """An area, the years held for it and what was withdrawn of that year, for a page that has no figures to
    show; None if unknown."""
    area = _area(slug, year=year)
    return None if area is None else (_detail(area), _years(area), _corrections(area))


def _area(slug: str, *, year: ReportingYear | None) -> Area | None:
    """The area with all that does not hang on its figures: one query, whatever is asked for."""
    starts = Figure.objects.public().filter(report__area=OuterRef("pk")).order_by("report__start_year")
    # A report prints some figures of the year before; its own year is the newest in it.
    own = (
        Figure.objects.public()
        .filter(report__area=OuterRef("pk"), source__kind=catalogue().own_report.code)
        .order_by()
        .values("source")
        .annotate(newest=Max("report__start_year"))
    )
    # Districts say more of an area than a thousand villages do.
    districts = Place.objects.filter(area=OuterRef("pk"), kind__in=catalogue().districts).order_by("name")
    return (
        Area.objects.filter(slug=slug, kind=Area.Kind.AREA)
        .annotate(
            starts=ArraySubquery(starts.values("report__start_year").distinct()),
            report_starts=ArraySubquery(own.values("newest")),
            districts=ArraySubquery(districts.values("name").distinct()),
            shown=Subquery(starts.order_by("-report__start_year").values("report__start_year")[:1])
            if year is None
            else Constant(year.start),
        )
        .annotate(corrections_shown=ArraySubquery(_corrections_shown()))
        .first()
    )


def _corrections_shown() -> QuerySet[Correction, Any]:
    """The corrections of the year shown, each as one JSON object."""
    of_year = Correction.objects.filter(area=OuterRef("pk"), start_year=OuterRef("shown")).order_by("-pk")
    return of_year.values(row=JSONObject(**{name: name for name in COLUMNS}))


def _corrections(area: Area) -> tuple[Corrected, ...]:
    return tuple(map(corrected, area.corrections_shown))  # type: ignore[attr-defined]


def _years(area: Area) -> tuple[ReportingYear, ...]:
    return tuple(ReportingYear(start) for start in area.starts)  # type: ignore[attr-defined]


def _detail(area: Area) -> AreaDetail:
    return AreaDetail(
        ref=area_ref(area),
        police_force=area.police_force,
        country=area.country,
        region=area.region,
        districts=tuple(area.districts),  # type: ignore[attr-defined]
    )


def _page(
    area: Area, *, year: ReportingYear, years: tuple[ReportingYear, ...], beside: Sequence[str]
) -> AreaPage:
    indicators, shown = catalogue().indicators, catalogue().pages["area"]
    cells = {cell for slug in shown.indicators for cell in indicators[slug].cells}
    around = Q(report__start_year__in=(year.start, year.start - 1))
    known = profiles(year)
    others = tuple(one.area for slug, one in known.items() if slug in beside and slug != area.slug)
    slugs = tuple(ref.slug for ref in others)
    over_the_years = Q(report__area__slug__in=(area.slug, NATION_SLUG, *slugs))
    found = fetch_figures(
        (over_the_years & any_cell(cells))
        | (Q(report__area=area) & around)
        | (Q(report__start_year=year.start) & any_cell(catalogue().rate.cells))
    )
    mine = tuple(held for held in found if held.area_slug == area.slug)
    series = Series(found, populations=populations_behind((area.slug, *slugs), year=year))
    notes = fetch_notes(Q(area=area, start_year__in=(year.start, year.start - 1)))
    standing = _standing(series, year=year)
    layout = catalogue().layout_for(year)
    of_year = tuple(held for held in mine if held.year == year)
    report = tuple(held for held in mine if held.year.start in (year.start, year.start - 1))
    trends = (_trend(indicators[one], slug=area.slug, series=series, others=others) for one in shown.trends)
    return AreaPage(
        area=_detail(area),
        year=year,
        years=years,
        report_years=frozenset(ReportingYear(start) for start in area.report_starts),  # type: ignore[attr-defined]
        headlines=tuple(
            _headline(one, slug=area.slug, year=year, series=series, standing=standing)
            for one in shown.figures
        ),
        trends=tuple(trend for trend in trends if len(trend.points) > 1),
        layout=layout,
        tables=()
        if layout is None
        else printed_tables(layout, figures=report, area_slug=area.slug, year=year, notes=notes),
        outside=figures_outside_tables(layout, figures=of_year, year=year),
        notes=tuple(note for key, note in notes.items() if key.year == year),
        sources=tuple({held.source.id: held.source for held in of_year}.values()),
        conflicts=conflicts(of_year),
        rates=tuple((one.area, standing[slug]) for slug, one in known.items() if slug in standing),
        rank=rank_ranges(catalogue().rate, values=standing).get(area.slug),
        breaks=_breaks_of(of_year),
        every_area=tuple(one.area for one in known.values()),
        beside=others,
        unknown_beside=tuple(one for one in dict.fromkeys(beside) if one not in known),
        profile=known.get(area.slug),
        similar=most_similar(area.slug, profiles=known),
        corrections=_corrections(area),
    )


def _breaks_of(figures: Iterable[PublishedFigure]) -> tuple[Break, ...]:
    measures = {held.cell.measure for held in figures}
    return tuple(
        one
        for one in catalogue().breaks
        if any(
            cell.measure in measures for slug in one.indicators for cell in catalogue().indicators[slug].cells
        )
    )


def _standing(series: Series, *, year: ReportingYear) -> Mapping[str, Value]:
    rates = series.comparable(catalogue().rate, year=year)
    return {slug: value for slug, value in rates.items() if slug != NATION_SLUG}


def _headline(
    figure: PageFigure, *, slug: str, year: ReportingYear, series: Series, standing: Mapping[str, Value]
) -> Headline:
    indicator = catalogue().indicators[figure.indicator]
    before = year.back(1) if year.start > FIRST_START else None
    value = series.value(indicator, area_slug=slug, year=year)
    previous = series.value(indicator, area_slug=slug, year=before) if before else None
    breaks = catalogue().breaks_between(indicator.slug, earlier=before, later=year) if before else ()
    areas = standing if indicator.role is Role.RATE else {}
    national = national_figure(
        indicator, nation=series.value(indicator, area_slug=NATION_SLUG, year=year), areas=areas
    )
    return Headline(
        indicator=indicator,
        label=figure.label,
        value=value,
        previous_year=before,
        previous=previous,
        change=change_between(indicator, earlier=previous, later=value, breaks=breaks) if previous else None,
        breaks=breaks,
        national=national,
        verdict=verdicts(indicator, values=areas, national=national).get(slug),
    )


def _trend(indicator: Indicator, *, slug: str, series: Series, others: Sequence[AreaRef]) -> Trend:
    breaks = catalogue().breaks_for(indicator.slug)
    points = series.points(indicator, area_slug=slug)
    # A national count beside an area's would flatten the area's line to nothing.
    national = () if indicator.kind is Kind.COUNT else series.points(indicator, area_slug=NATION_SLUG)
    beside = ((ref, series.points(indicator, area_slug=ref.slug)) for ref in others)
    return Trend(
        indicator,
        points,
        national,
        breaks,
        others=tuple(
            OtherSeries(ref, found, changes(indicator, points=found, breaks=breaks)) for ref, found in beside
        ),
        changes=changes(indicator, points=points, breaks=breaks),
        national_changes=changes(indicator, points=national, breaks=breaks),
    )
