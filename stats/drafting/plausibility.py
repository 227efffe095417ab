"""What a careful reader would notice in a report's figures, besides totals that do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from stats.analysis.figures import PublishedFigure
from stats.calculations.amounts import Amount, Marker
from stats.calculations.unusual import UnusualChange, log_change, unusual_change
from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CATEGORIES, TOTAL, Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent
from stats.drafting.grid import short_cell_words
from stats.loading.existing import source_key
from stats.loading.normalise import SourceKey
from stats.models import Area
from stats.queries.figures import fetch_figures

# `_levels` is a law about these two measures, whatever else the catalogue has.
SNAPSHOT, DURING_YEAR = "eligible_offenders", "level_2_3_offenders"


@dataclass(frozen=True, slots=True)
class Noticed:
    """`kind` is one of total, rate, level, dash, source, change, empty, division; `message` is a few
    sentences, and `cells` are the ids that it speaks of."""

    kind: str
    message: str
    cells: tuple[str, ...]


def noticed_in_cells(
    tables: Sequence[Table], amounts: Mapping[CellKey, Amount], *, content: DraftContent, year: ReportingYear
) -> Iterator[Noticed]:
    """What the typed cells alone show: levels that cannot be, and cells left empty."""
    yield from _levels(amounts, year=year)
    for table in tables:
        ids = dict.fromkeys(map(cell_id, table.cells()))
        may_be_empty = set(map(cell_id, table.cells_that_cannot_exist()))
        empty = tuple(id_ for id_ in ids if id_ not in content.cells and id_ not in may_be_empty)
        begun = len(empty) < len(ids)
        if table.division_rows:
            begun = any(key.division for key in table.cells())
        if empty and (begun or not table.optional):
            number = f"{len(empty)} of {len(ids)} cells are" if len(empty) > 1 else "One cell is"
            yield Noticed("empty", f"“{table.title_for(year)}”: {number} empty.", empty)


def noticed_in_dashes(
    tables: Sequence[Table], amounts: Mapping[CellKey, Amount], *, year: ReportingYear
) -> Iterator[Noticed]:
    """Dashes where a number can be: an office may mean none, or a number that it hides, and the public would
    read that the cell cannot exist."""
    cannot_exist = {key for table in tables for key in table.cells_that_cannot_exist()}
    left = [
        key
        for key, amount in amounts.items()
        if amount.marker is Marker.NOT_APPLICABLE and key not in cannot_exist
    ]
    placed: dict[str, list[CellKey]] = defaultdict(list)
    for key in left:
        titles = (table.title_for(year) for table in tables if key in set(table.cells()))
        placed[next(titles, "Other figures of the source")].append(key)
    for title, keys in placed.items():
        number = f"{len(keys)} cells have a dash" if len(keys) > 1 else "One cell has a dash"
        yield Noticed(
            "dash",
            f"“{title}”: {number} where a number can be. What does the report mean by it? Type 0 if there "
            "were none, c if the number is hidden, x if it is not published. Leave the dash if there is no "
            "such cell.",
            tuple(map(cell_id, keys)),
        )


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
                name = "all categories" if category == TOTAL else f"Category {category}"
                yield Noticed(
                    "level",
                    f"{name} at Level {level}: {day} on 31 March {year.end} is more than the "
                    f"{whole} managed there at any time during {year}.",
                    (cell_id(on_day), cell_id(in_year)),
                )


def noticed_in_data(
    area: Area, year: ReportingYear, amounts: Mapping[CellKey, Amount], *, source: SourceKey
) -> Iterator[Noticed]:
    """What the public figures show beside these: this area's of every year, and every area's of this year
    and the year before; one query."""
    around = Q(report__start_year__in=(year.start, year.start - 1), division__isnull=True, preferred=True)
    figures = fetch_figures(
        Q(report__area=area) | around & Q(report__area__kind=Area.Kind.AREA), order_by=("pk",)
    )
    mine = [figure for figure in figures if figure.area_slug == area.slug]
    for figure in mine:
        cell = figure.cell_in(year)
        typed = amounts.get(cell)
        if typed is None or figure.amount == typed or source_key(figure.source) == source:
            continue
        words = f"{short_cell_words(cell)}: {typed} here, {figure.amount} in "
        words += f"“{figure.source.title}” ({figure.source.kind})."
        yield Noticed("source", words, (cell_id(cell),))
    yield from _changes(area, year, amounts, figures=figures)
    yield from _divisions(amounts, figures=mine, year=year)


def _changes(
    area: Area,
    year: ReportingYear,
    amounts: Mapping[CellKey, Amount],
    *,
    figures: Sequence[PublishedFigure],
) -> Iterator[Noticed]:
    counts: dict[CellKey, dict[str, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        if figure.preferred and figure.amount.exact is not None and not figure.cell.division:
            counts[figure.cell][figure.area_slug][figure.year.start] = figure.amount.exact
    for cell, amount in amounts.items():
        is_count = catalogue().measures[cell.measure].is_count
        if cell.years_back or cell.division or amount.exact is None or not is_count:
            continue
        by_area = counts.get(cell, {})
        earlier = by_area.get(area.slug, {}).get(year.start - 1)
        if earlier is None or _is_broken(cell, year):
            continue
        changes = [
            log_change(years[start - 1], value)
            for slug, years in by_area.items()
            for start, value in years.items()
            if start - 1 in years
            and (slug, start) != (area.slug, year.start)
            and not _is_broken(cell, ReportingYear(start))
        ]
        unusual = unusual_change(earlier, amount.exact, changes=changes)
        if unusual is not None:
            yield Noticed("change", _change_words(cell, earlier, amount.exact, unusual), (cell_id(cell),))


def _is_broken(cell: CellKey, year: ReportingYear) -> bool:
    """Whether the cell is counted another way from that year on, so that no change to it is computed."""
    indicators = catalogue().indicators.values()
    own = [indicator for indicator in indicators if indicator.cells == (cell,)]
    of_measure = (i for i in indicators if cell.measure in {part.measure for part in i.cells})
    before = year.back(1)
    return any(
        catalogue().breaks_between(indicator.slug, earlier=before, later=year)
        for indicator in own or of_measure
    )


def _change_words(cell: CellKey, earlier: Decimal, later: Decimal, unusual: UnusualChange) -> str:
    low, high = unusual.usual
    change = f"{short_cell_words(cell)}: {later.normalize():,f}, where the year before has "
    change += f"{earlier.normalize():,f}"
    if not earlier:  # nothing is a number of times 0
        return f"{change}. So many after none at all is out of the ordinary."
    change += f" ({later / earlier:.2f} times as many). "
    if not unusual.known:
        return change + (
            "More than double or less than half, and too few other changes are held to say what is usual."
        )
    return change + (
        f"The {unusual.known} other changes held, of this area and of others, make anything between "
        f"{low:.2f} and {high:.2f} times usual (modified z-score above 3.5, Iglewicz and Hoaglin 1993)."
    )


def _divisions(
    amounts: Mapping[CellKey, Amount], *, figures: Sequence[PublishedFigure], year: ReportingYear
) -> Iterator[Noticed]:
    """Divisions of the latest report before this one that have no number here, where any division has."""
    typed = {cell.division.casefold() for cell in amounts if cell.division}
    earlier = [figure for figure in figures if figure.cell.division and figure.year < year]
    if not typed or not earlier:
        return
    latest = max(figure.year for figure in earlier)
    names = dict.fromkeys(figure.cell.division for figure in earlier if figure.year == latest)
    missing = [name for name in names if name.casefold() not in typed]
    if missing:
        yield Noticed(
            "division",
            f"{latest} has figures of {len(names)} divisions. Without a number here: {', '.join(missing)}.",
            (),
        )
