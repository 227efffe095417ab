"""Every published figure in the tidy shape, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stats.analysis.figures import SourceRef
from stats.calculations.amounts import Amount
from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.models import Figure

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class TidyFigure:
    """One row of the tidy shape, every source's figures included."""

    area_slug: str
    area_name: str
    area_code: str
    year: ReportingYear
    cell: CellKey
    measure_title: str
    basis: Basis
    amount: Amount
    source: SourceRef
    source_page: str
    preferred: bool


def tidy_figures(*, area_slug: str | None = None) -> Iterator[TidyFigure]:
    """Published figures by area, year, measure, category and level; of one area if asked.

    One query, read in chunks by a server-side cursor, so that memory does not grow with the data.
    """
    known = catalogue().measures
    figures = Figure.objects.public().select_related("report__area", "division", "source")
    if area_slug is not None:
        figures = figures.filter(report__area__slug=area_slug)
    figures = figures.order_by(
        "report__area__name",
        "report__start_year",
        "division__name",
        "measure",
        "category",
        "level",
        "-preferred",
        "source__title",
        "pk",
    )
    return (_tidy(figure) for figure in figures.iterator(chunk_size=_CHUNK) if figure.measure in known)


def _tidy(figure: Figure) -> TidyFigure:
    area, source = figure.report.area, figure.source
    measure = catalogue().measures[figure.measure]
    year = figure.report.year
    return TidyFigure(
        area_slug=area.slug,
        area_name=area.name,
        area_code=";".join(area.gss_codes),
        year=year,
        cell=CellKey(
            figure.measure,
            figure.category,
            figure.level,
            figure.division.name if figure.division else "",
        ),
        measure_title=measure.title,
        basis=measure.basis_of(year, category=figure.category),
        amount=Amount.from_stored(figure.value, marker=figure.marker),
        source=SourceRef(source.pk, source.kind, source.title, source.url),
        source_page=figure.source_page,
        preferred=figure.preferred,
    )
