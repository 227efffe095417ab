"""The rows of a table of areas: areas, totals of regions and nations, and names that nobody knows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from stats.documents.sheets import Sheet
from stats.reading.area_names import name_key, near_areas
from stats.reading.area_tables.amounts import number_in
from stats.reading.area_tables.layout import Found, SheetLayout
from stats.reading.area_tables.table import AreaRow, TotalRow, UnknownRow
from stats.reading.area_tables.words import without_notes
from stats.reading.reading import AreaNames

_NATION = (
    "england and wales", "england wales", "e and w", "total england and wales", "england and wales total",
    "all areas", "all forces", "national", "national total", "grand total", "total all areas",
)  # fmt: skip
_TOTAL = re.compile(r"\b(?:sub[- ]?)?totals?\b|\bregions?\b|\ball\b|:", re.IGNORECASE)

Sorted = tuple[tuple[AreaRow, ...], tuple[TotalRow, ...], tuple[UnknownRow, ...]]


def sorted_rows(sheet: Sheet, layout: SheetLayout, found: Found, *, areas: Sequence[AreaNames]) -> Sorted:
    """The rows of a table as areas, totals, and those that have to be asked."""
    rows = [_row(sheet, layout, found, at) for at in found.rows]
    groups = _groups(areas)
    regions = {name_key(row.label) for row in rows} & {key for key, slugs in groups.items() if len(slugs) > 1}
    several = max(Counter(row.slug for row in rows if row.slug).values(), default=0)
    # Where most areas have several rows, as one for each year, a second row says nothing.
    once = sum(times < several for times in Counter(row.slug for row in rows if row.slug).values()) > 1
    doubtful = _doubtful(rows, groups=groups, regions=len(regions) > 1) if once or several == 1 else {}
    known: list[AreaRow] = []
    totals: list[TotalRow] = []
    unknown: list[UnknownRow] = []
    since: list[str] = []
    for row in rows:
        key = name_key(_TOTAL.sub(" ", row.label))
        parts = groups.get(key, ())
        if row.number in doubtful:
            kind = doubtful[row.number]
        elif row.slug and not _TOTAL.search(row.label):
            kind = "area"
        elif parts or _is_nation(row.label):
            kind = "total"
        else:
            kind = "sum" if _TOTAL.search(row.label) and not key else "unknown"
        if kind == "area":
            known.append(row)
            since.append(row.slug)
        elif kind == "total":
            every = tuple(area.slug for area in areas)
            totals.append(_total(row, parts or every, nation=_is_nation(row.label)))
        elif kind == "sum":
            # Of a row that is `Total` alone the parts are the areas above it, since the last one.
            parts = tuple(since) or tuple(other.slug for other in known)
            totals.append(_total(row, parts, nation={area.slug for area in areas} == {*parts}))
            since = []
        else:
            near = (row.slug,) if row.slug else near_areas(row.label, areas=areas)
            unknown.append(UnknownRow(row.number, row.label, "", row.cells, near))
    return tuple(known), tuple(totals), tuple(unknown)


def total_names(areas: Sequence[AreaNames]) -> Callable[[str], bool]:
    """Says whether a text names a region, a country, England and Wales, or a sum."""
    groups = {key for key, slugs in _groups(areas).items() if len(slugs) > 1}

    def is_total(text: str) -> bool:
        key = name_key(_TOTAL.sub(" ", text))
        return bool(text) and (key in groups or _is_nation(text) or (not key and bool(_TOTAL.search(text))))

    return is_total


def _row(sheet: Sheet, layout: SheetLayout, found: Found, at: int) -> AreaRow:
    slug = layout.named.get((at, found.label), "")
    label = " ".join(layout.cell(at, found.label).split()) or layout.label(at, found.label) or "(no name)"
    return AreaRow(sheet.rows[at].number, label, slug, tuple(sheet.rows[at].cells))


def _total(row: AreaRow, parts: tuple[str, ...], *, nation: bool) -> TotalRow:
    return TotalRow(row.number, row.label, "", row.cells, parts, nation)


def _is_nation(label: str) -> bool:
    plain = " ".join(re.findall(r"[a-z]+", without_notes(label).casefold().replace("&", " and ")))
    return plain in _NATION


def _groups(areas: Iterable[AreaNames]) -> dict[frozenset[str], tuple[str, ...]]:
    """The areas of each region and country, by the words of its name."""
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    for area in areas:
        for name in {area.region, area.country} - {""}:
            found[name_key(name)].append(area.slug)
    return {key: tuple(slugs) for key, slugs in found.items()}


def _doubtful(
    rows: Sequence[AreaRow], *, groups: dict[frozenset[str], tuple[str, ...]], regions: bool
) -> dict[int, str]:
    """Rows whose name is an area's and a region's: which of the two each is, or `unknown`.

    West Midlands is an area and a region with three areas more. Where both have a row, the region's numbers
    are the larger; where one has and other regions have rows too, it is asked. London is the same twice.
    """
    found: dict[int, str] = {}
    for key, slugs in groups.items():
        mine = [row for row in rows if row.slug and name_key(row.label) == key and row.slug in slugs]
        if not mine:
            continue
        if regions and len(mine) == 1 and sum(row.slug == mine[0].slug for row in rows) > 1:
            found[mine[0].number] = "total"  # the area has a row under another of its names
        elif len(slugs) == 1:
            if len(mine) == 2 and _numbers(mine[0]) == _numbers(mine[1]):
                found[mine[1].number] = "total"
        elif len(mine) == 2:
            first, second = map(_numbers, mine)
            larger = mine[0] if all(a >= b for a, b in zip(first, second, strict=False)) else None
            larger = larger or (mine[1] if all(a <= b for a, b in zip(first, second, strict=False)) else None)
            for row in mine:
                found[row.number] = (
                    "unknown" if larger is None or first == second else ("total" if row is larger else "area")
                )
        elif (
            regions
            and len(mine) == 1
            and not re.search(r"police|constabulary|mappa", mine[0].label, re.IGNORECASE)
        ):
            found[mine[0].number] = "unknown"
    return found


def _numbers(row: AreaRow) -> tuple[int, ...]:
    return tuple(number_in(cell) or 0 for cell in row.cells)
