"""Figures as the database holds them, turned into plain values once for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.calculations.amounts import Amount
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Area, Figure

FIGURE_COLUMNS = (
    "report__area__slug",
    "report__start_year",
    "division__name",
    "measure",
    "category",
    "level",
    "value",
    "marker",
    "as_printed",
    "source_page",
    "preferred",
    "source_id",
    "source__kind",
    "source__title",
    "source__url",
    "source__publisher",
    "source__published",
    "source__note",
)


# Hundreds of rows share a few years, cells and sources: each of those is made once, which is a sixth of the
# time of the longest pages (tests/benchmarks/speed.py).
year_of, cell_of = lru_cache(100)(ReportingYear), lru_cache(2000)(CellKey)
source_of = lru_cache(500)(SourceRef)


def fetch_figures(where: Q, *, order_by: Sequence[str] = ()) -> tuple[PublishedFigure, ...]:
    """The published figures that satisfy `where`, in one query."""
    rows = Figure.objects.public().filter(where).order_by(*order_by).values_list(*FIGURE_COLUMNS)
    return tuple(map(figure_of, rows))


def figure_of(row: Sequence[Any]) -> PublishedFigure:
    """A row of FIGURE_COLUMNS."""
    slug, start, division, measure, category, level, value, marker, as_printed, page, preferred, *source = row
    return PublishedFigure(
        area_slug=slug,
        year=year_of(start),
        cell=cell_of(measure, category, level, division or ""),
        amount=Amount.from_stored(value, marker=marker),
        as_printed=as_printed,
        source=source_of(*source),
        page=page,
        preferred=preferred,
    )


def any_cell(cells: Iterable[CellKey]) -> Q:
    """The condition that a figure stands in one of these cells, for the area itself."""
    levels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cell in cells:
        levels[cell.measure, cell.category].add(cell.level)
    condition = Q(pk__in=())
    for (measure, category), among in sorted(levels.items()):
        condition |= Q(measure=measure, category=category, level__in=sorted(among))
    return condition & Q(division__isnull=True)


def area_refs() -> Mapping[str, AreaRef]:
    """The nation and the 42 areas by slug, in the order of their names; one query."""
    rows = Area.objects.exclude(kind=Area.Kind.DIVISION).order_by("name")
    return {area.slug: area_ref(area) for area in rows}


def area_ref(area: Area) -> AreaRef:
    return AreaRef(
        slug=area.slug,
        name=area.name,
        codes=tuple(area.gss_codes),
        tile_abbr=area.tile_abbr,
        tile_column=area.tile_column,
        tile_row=area.tile_row,
        is_nation=area.kind == Area.Kind.NATION,
    )
