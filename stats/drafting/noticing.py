"""What a careful reader would notice in a report's figures, besides totals that do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from stats.calculations.amounts import Amount
from stats.calculations.unusual import UnusualChange, log_change, unusual_change
from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CATEGORIES, Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.grid import cell_words
from stats.drafting.typed import Typed
from stats.loading.normalise import SourceKey
from stats.models import Area, Figure

# `_levels` is a law about these two measures, whatever else the catalogue has.
SNAPSHOT, DURING_YEAR = "eligible_offenders", "level_2_3_offenders"


@dataclass(frozen=True, slots=True)
class Noticed:
    """`kind` is one of total, level, source, change, empty, division; `message` is a sentence or two, and
    `cells` are the ids that it speaks of."""

    kind: str
    message: str
    cells: tuple[str, ...]


def noticed_in_cells(
    tables: Sequence[Table], amounts: Mapping[CellKey, Amount], *, typed: Typed, year: ReportingYear
) -> Iterator[Noticed]:
    """What the typed cells alone show: levels that cannot be, and cells left empty."""
    yield from _levels(amounts, year=year)
    for table in tables:
        ids = dict.fromkeys(map(cell_id, table.cells()))
        empty = tuple(id_ for id_ in ids if id_ not in typed.cells)
        begun = len(empty) < len(ids)
        if table.division_rows:
            begun = any(key.division for key in table.cells())
        if empty and (begun or not table.optional):
            number = f"{len(empty)} of {len(ids)} cells are" if len(empty) > 1 else "One cell is"
            yield Noticed("empty", f"“{table.title_for(year)}”: {number} empty.", empty)


def _levels(amounts: Mapping[CellKey, Amount], *, year: ReportingYear) -> Iterator[Noticed]:
    """Whoever is managed at Level 2 or 3 on 31 March was managed there during the year, so the count on the
    day is not above the count over the year. Not so where the category is itself counted over the year."""
    basis = catalogue().measures[SNAPSHOT]
    for category in CATEGORIES:
        if basis.basis_of(year, category=category) is not Basis.SNAPSHOT:
            continue
        for level in ("2", "3"):
            on_day, in_year = CellKey(SNAPSHOT, category, level), CellKey(DURING_YEAR, category, level)
            day, whole = amounts.get(on_day), amounts.get(in_year)
            if day is None or whole is None or day.value is None or whole.exact is None:
                continue
            if day.value > whole.exact:
                name = "all categories" if category == "total" else f"Category {category}"
                yield Noticed(
                    "level",
                    f"{name} at Level {level}: {day} on 31 March {year.end} is more than the "
                    f"{whole} managed there at any time during {year}.",
                    (cell_id(on_day), cell_id(in_year)),
                )


class _Row(NamedTuple):
    area: int
    start: int
    cell: CellKey
    amount: Amount
    source: SourceKey
    preferred: bool


def noticed_in_data(
    area: Area, year: ReportingYear, amounts: Mapping[CellKey, Amount], *, source: SourceKey
) -> Iterator[Noticed]:
    """What other figures that are public show beside these; two queries."""
    rows = _rows(area, year)
    yield from _other_sources(area, year, amounts, rows=rows, source=source)
    yield from _changes(area, year, amounts, rows=rows)
    yield from _divisions(area, amounts, rows=rows, year=year)


def _rows(area: Area, year: ReportingYear) -> list[_Row]:
    """This area's figures of every year, and every area's of this year and the year before."""
    around = Q(report__start_year__in=(year.start, year.start - 1), division__isnull=True, preferred=True)
    figures = Figure.objects.public().filter(
        Q(report__area=area) | around & Q(report__area__kind=Area.Kind.AREA)
    )
    columns = (
        "report__area_id", "report__start_year", "measure", "category", "level", "division__name", "value",
        "marker", "source__kind", "source__title", "source__url", "preferred",
    )  # fmt: skip
    return [
        _Row(
            area_id,
            start,
            CellKey(measure, category, level, division or ""),
            Amount.from_stored(value, marker=marker),
            SourceKey(kind, title, url),
            preferred,
        )
        for area_id, start, measure, category, level, division, value, marker, kind, title, url, preferred
        in figures.values_list(*columns)
    ]  # fmt: skip


def _other_sources(
    area: Area,
    year: ReportingYear,
    amounts: Mapping[CellKey, Amount],
    *,
    rows: Sequence[_Row],
    source: SourceKey,
) -> Iterator[Noticed]:
    mine = (
        (row, replace(row.cell, years_back=year.start - row.start)) for row in rows if row.area == area.pk
    )
    for row, cell in mine:
        typed = amounts.get(cell)
        if typed is None or row.amount == typed or row.source == source:
            continue
        yield Noticed(
            "source",
            f"{cell_words(cell)}: {typed} here, {row.amount} in “{row.source.title}” ({row.source.kind}).",
            (cell_id(cell),),
        )


def _changes(
    area: Area, year: ReportingYear, amounts: Mapping[CellKey, Amount], *, rows: Sequence[_Row]
) -> Iterator[Noticed]:
    series: dict[CellKey, dict[int, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.preferred and row.amount.exact is not None and not row.cell.division:
            series[row.cell][row.area][row.start] = row.amount.exact
    for cell, amount in amounts.items():
        if cell.years_back or cell.division or amount.exact is None or not _is_count(cell):
            continue
        by_area = series.get(cell, {})
        earlier = by_area.get(area.pk, {}).get(year.start - 1)
        if earlier is None or _is_broken(cell, year):
            continue
        changes = [
            log_change(years[start - 1], value)
            for area_id, years in by_area.items()
            for start, value in years.items()
            if start - 1 in years
            and (area_id, start) != (area.pk, year.start)
            and not _is_broken(cell, ReportingYear(start))
        ]
        found = unusual_change(earlier, amount.exact, changes=changes)
        if found is not None:
            yield Noticed("change", _change_words(cell, earlier, amount.exact, found=found), (cell_id(cell),))


def _is_count(cell: CellKey) -> bool:
    return catalogue().measures[cell.measure].is_count


def _is_broken(cell: CellKey, year: ReportingYear) -> bool:
    """Whether the cell is counted another way from that year on, so that no change to it is computed."""
    own = [one.slug for one in catalogue().indicators.values() if one.cells == (cell,)]
    of_measure = [
        one.slug
        for one in catalogue().indicators.values()
        if any(part.measure == cell.measure for part in one.cells)
    ]
    before = year.back(1)
    return any(catalogue().breaks_between(slug, earlier=before, later=year) for slug in (own or of_measure))


def _change_words(cell: CellKey, earlier: Decimal, later: Decimal, *, found: UnusualChange) -> str:
    low, high = found.usual
    said = (
        f"{cell_words(cell)}: {later.normalize():,f}, where the year before has {earlier.normalize():,f} "
        f"({found.ratio:.2f} times as many). "
    )
    if not found.known:
        return (
            said
            + "More than double or less than half, and too few other changes are held to say what is usual."
        )
    return (
        said + f"The {found.known} other changes held, of this area and of others, make anything between "
        f"{low:.2f} and {high:.2f} times usual (modified z-score above 3.5, Iglewicz and Hoaglin 1993)."
    )


def _divisions(
    area: Area, amounts: Mapping[CellKey, Amount], *, rows: Sequence[_Row], year: ReportingYear
) -> Iterator[Noticed]:
    """Divisions of the latest report before this one that have no number here, where any division has."""
    typed = {cell.division.casefold() for cell in amounts if cell.division}
    if not typed:
        return
    earlier = [row for row in rows if row.area == area.pk and row.cell.division and row.start < year.start]
    latest = max((row.start for row in earlier), default=None)
    names = dict.fromkeys(row.cell.division for row in earlier if row.start == latest)
    missing = [name for name in names if name.casefold() not in typed]
    if missing and latest is not None:
        yield Noticed(
            "division",
            f"{ReportingYear(latest)} has figures of {len(names)} divisions. Without a number here: "
            f"{', '.join(missing)}.",
            (),
        )
