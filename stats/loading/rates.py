"""Printed rates set against their counts: a warning where a rate is not what count and population make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from stats.analysis.figures import Population, Populations, PublishedFigure, SourceRef, estimate_behind
from stats.analysis.values import value_of
from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents.problems import Problem, Severity
from stats.loading.checks import CheckedFigure
from stats.models import Figure, PopulationEstimate

_Place = tuple[str, int]  # an area's slug and a start year
_Cells = dict[CellKey, PublishedFigure]


def warnings_about_rates(checked: Iterable[CheckedFigure]) -> list[Problem]:
    """Every printed rate given for an area that its count does not make, over the population of its year.

    The count is the one that the same source gives; else what is public for that area and year, or given with
    it. Where no population is held nothing can be said. A figure is stored as printed all the same.
    """
    indicator = catalogue().rate
    given: dict[tuple[_Place, object], dict[CellKey, CheckedFigure]] = defaultdict(dict)
    for figure in checked:
        if figure.cell_key in indicator.cells:
            place = figure.cell.area_slug, figure.cell.start_year
            given[place, figure.source][figure.cell_key] = figure
    rates = {key: cells for key, cells in given.items() if indicator.printed in cells}
    if not rates or indicator.printed is None:
        return []
    places = {place for place, _source in rates}
    held: dict[_Place, _Cells] = defaultdict(dict)
    for (place, _source), cells in given.items():
        held[place] |= {key: _published(figure) for key, figure in cells.items()}
    for place, public in _public_figures(places).items():
        held[place] |= public
    populations = _populations(places)
    problems = []
    for (place, _source), cells in rates.items():
        own = {key: _published(figure) for key, figure in cells.items()}
        slug, year = place[0], ReportingYear(place[1])
        value = value_of(
            indicator, area_slug=slug, year=year, held={**held[place], **own}, populations=populations
        )
        if value.printed_differs and value.computed is not None and value.numerator is not None:
            rate = cells[indicator.printed]
            problems.append(
                rate.where.problem(
                    "the printed rate is not what count and population make, and is kept as printed",
                    found=rate.printed.as_printed,
                    expected=f"{value.computed:.1f} by {value.numerator.normalize():,f} among "
                    f"{value.denominator:,f} people",
                    severity=Severity.WARNING,
                )
            )
    return problems


def _published(figure: CheckedFigure) -> PublishedFigure:
    source = SourceRef(0, figure.source.kind, figure.source.title, figure.source.url)
    return PublishedFigure(
        figure.cell.area_slug,
        ReportingYear(figure.cell.start_year),
        figure.cell_key,
        figure.printed.amount,
        figure.printed.as_printed,
        source,
        page="",
        preferred=True,
    )


def _public_figures(places: Collection[_Place]) -> Mapping[_Place, _Cells]:
    """What is public for those areas and years and preferred; one query."""
    found: dict[_Place, _Cells] = defaultdict(dict)
    figures = Figure.objects.public().filter(
        preferred=True,
        division=None,
        measure__in={key.measure for key in catalogue().rate.cells},
        report__area__slug__in={slug for slug, _start in places},
        report__start_year__in={start for _slug, start in places},
    )
    for figure in figures.select_related("report__area", "source"):
        slug, start = figure.report.area.slug, figure.report.start_year
        key = CellKey(figure.measure, figure.category, figure.level)
        amount = Amount.from_stored(figure.value, marker=figure.marker, qualifier=figure.qualifier)
        source = SourceRef(figure.source_id, figure.source.kind, figure.source.title, figure.source.url)
        found[slug, start][key] = PublishedFigure(
            slug, ReportingYear(start), key, amount, figure.as_printed, source, page="", preferred=True
        )
    return found


def _populations(places: Collection[_Place]) -> Populations:
    """The estimates that those years divide by; one query."""
    behind = {estimate_behind(ReportingYear(start)) for _slug, start in places} - {None}
    rows = PopulationEstimate.objects.filter(
        area__slug__in={slug for slug, _start in places}, mid_year__in={one[0] for one in behind if one}
    ).values_list("area__slug", "mid_year", "age_band", "persons")
    return Populations(
        {
            (slug, mid_year, age_band): Population(persons, mid_year, age_band, is_own_estimate=False)
            for slug, mid_year, age_band, persons in rows
        }
    )
