"""Figures as the database holds them, turned into plain values once for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db.models import Q

from stats.calculations.amounts import Amount, Marker
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Area, Source
from stats.queries import published


@dataclass(frozen=True, slots=True)
class AreaRef:
    """Enough of an area to name it, link to it and put it on the tile map."""

    slug: str
    name: str
    codes: tuple[str, ...] = ()
    tile_abbr: str = ""
    tile_column: int | None = None
    tile_row: int | None = None
    is_nation: bool = False

    @property
    def code(self) -> str:
        """The area's codes as one text; London has two."""
        return ";".join(self.codes)


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source document as readers see it."""

    id: int
    kind: str
    title: str
    url: str
    publisher: str = ""
    published: str = ""
    note: str = ""

    @property
    def is_second_hand(self) -> bool:
        return self.kind == Source.Kind.PRESS_REPORT


@dataclass(frozen=True, slots=True)
class Held:
    """One published figure: where it belongs, what is printed, and who printed it."""

    area_slug: str
    year: ReportingYear
    cell: CellKey
    amount: Amount
    as_printed: str
    source: SourceRef
    page: str
    preferred: bool


_COLUMNS = (
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


def fetch(where: Q) -> tuple[Held, ...]:
    """The published figures that satisfy `where`, in one query."""
    # Hundreds of rows share a few years, cells and sources: each of those is made once.
    year, key, ref = cache(ReportingYear), cache(CellKey), cache(SourceRef)
    found = []
    for row in published.figures().filter(where).values_list(*_COLUMNS):
        slug, start, division, measure, category, level, value, marker, as_printed, page, preferred = row[:11]
        cell = key(measure, category, level, division or "")
        amount = amount_of(value, marker=marker)
        source = ref(*row[11:])
        found.append(Held(slug, year(start), cell, amount, as_printed, source, page, preferred))
    return tuple(found)


def amount_of(value: Decimal | None, *, marker: str) -> Amount:
    return Amount.marked(Marker(marker)) if marker else Amount.of(value or Decimal(0))


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
