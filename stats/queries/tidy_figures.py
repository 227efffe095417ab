"""Every published figure in the tidy shape, streamed."""

from __future__ import annotations

from collections.abc import Iterator

from stats.analysis.figures import AreaRef, PublishedFigure
from stats.catalogue.reader import catalogue
from stats.models import Figure
from stats.queries.figures import FIGURE_COLUMNS, figure_of

_CHUNK = 2000


def tidy_figures(*, area_slug: str | None = None) -> Iterator[tuple[AreaRef, PublishedFigure]]:
    """Published figures with their areas by area, year, measure, category and level; of one area if asked.
    Every source's figures are there.

    One query, read in chunks by a server-side cursor, so that memory does not grow with the data.
    """
    figures = Figure.objects.public().filter(measure__in=catalogue().measures)
    if area_slug is not None:
        figures = figures.filter(report__area__slug=area_slug)
    rows = figures.order_by(
        "report__area__name",
        "report__start_year",
        "division__name",
        "measure",
        "category",
        "level",
        "-preferred",
        "source__title",
        "pk",
    ).values_list("report__area__name", "report__area__gss_codes", *FIGURE_COLUMNS)
    for name, codes, *row in rows.iterator(chunk_size=_CHUNK):
        figure = figure_of(row)
        yield AreaRef(figure.area_slug, name, tuple(codes)), figure
