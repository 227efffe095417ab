"""The form: a year's tables as the catalogue's layout prints them, with what is typed, public and past."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from stats.analysis.figures import PublishedFigure
from stats.catalogue.cells import cell_id, cell_key, cell_words
from stats.catalogue.layouts import Line, Table
from stats.catalogue.measures import TOTAL, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import OTHER, DraftContent, content_of, named_in, tables_of
from stats.loading.existing import folded, source_key
from stats.models import Area, Draft, Figure
from stats.queries.figures import PRINTED_ORDER, fetch_figures


@dataclass(frozen=True, slots=True)
class GridCell:
    """One box to type in. The same id may stand in two tables: they are one cell, with one text.

    `label` is for those who do not see the table. `last_year` is what is public for the year before, `live`
    what is public now: this source's figure, else the one that the site prefers. `hint` is the dash of a cell
    that cannot exist, which most reports print and some leave out: what is not typed is not published.
    """

    id: str
    label: str
    typed: str
    is_total: bool
    last_year: str
    live: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """`heading` is set in the first row below a heading of the table. `cells` may lack some: None. The label
    of a division's row is empty until the division has a name."""

    label: str
    heading: str
    is_total: bool
    division: str
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class GridTable:
    code: str
    title: str
    note: str
    optional: bool
    page: str
    columns: tuple[Line, ...]
    rows: tuple[GridRow, ...]
    takes_divisions: bool = False

    def cells(self) -> Iterator[GridCell]:
        return (cell for row in self.rows for cell in row.cells if cell is not None)


def unnamed(number: int) -> str:
    """What stands for a division's name until it is typed. It has no letters, so the check asks for them."""
    return "?" * (number + 1)


def is_unnamed(division: str) -> bool:
    return bool(division) and not division.strip("?")


def public_figures(area: Area, *, years: Collection[int]) -> tuple[PublishedFigure, ...]:
    """The area's figures of those start years, in the order printed; one query."""
    return fetch_figures(Q(report__area=area, report__start_year__in=years), order_by=PRINTED_ORDER)


def grid(
    area: Area,
    year: ReportingYear,
    *,
    content: DraftContent,
    new_divisions: Iterable[str] = (),
    to_look_at: Iterable[str] = (),
) -> tuple[GridTable, ...]:
    """The tables of the area's report of that year, filled with what is typed; two queries.

    Division rows stand for every division known of the area, every one typed, and `new_divisions`. Cells that
    are typed and have no place in the layout stand in a table of their own, the last. Those `to_look_at` have
    a row too, though a reading that was not sure has left them empty.
    """
    asked = dict.fromkeys(to_look_at, "")
    figures = public_figures(area, years=(year.start, year.start - 1, year.start - 2))
    of_source = [figure for figure in figures if source_key(figure.source) == content.source]
    preferred = [figure for figure in figures if figure.preferred]
    live = {figure.cell_in(year): figure.as_printed for figure in (*preferred, *of_source)}
    last_year = {figure.cell_in(year.back(1)): figure.as_printed for figure in preferred}

    dashes = printed_dashes(area, year)

    def grid_cell(key: CellKey, *, label: str, is_total: bool) -> GridCell:
        id_ = cell_id(key)
        typed, hint = content.cells.get(id_, ""), dashes.get(id_, "")
        return GridCell(id_, label, typed, is_total, last_year.get(key, ""), live.get(key, ""), hint)

    names = [*_with_known(content.divisions, known=divisions_known(area)), *named_in(asked), *new_divisions]
    divisions: dict[str, str] = {}
    for name in filter(None, names):
        divisions.setdefault(name.casefold(), name)
    shown = [
        _grid_table(table, year=year, page=content.pages.get(table.code, ""), grid_cell=grid_cell)
        for table in tables_of(area, year, divisions=divisions.values())
    ]
    placed = {cell.id for table in shown for cell in table.cells()}
    if left := [cell_key(id_) for id_ in {**content.cells, **asked} if id_ not in placed]:
        rows = []
        for key in left:
            words = short_cell_words(key)
            cell = grid_cell(key, label=words, is_total=TOTAL in (key.category, key.level))
            rows.append(GridRow(words, "", is_total=False, division=key.division, cells=(cell,)))
        column = Line(code="n", label="Number", short_label="Number")
        title, page = "Other figures of the source", content.pages.get(OTHER, "")
        shown.append(GridTable(OTHER, title, "", True, page, (column,), tuple(rows)))
    return tuple(shown)


def divisions_known(area: Area) -> list[str]:
    """The names of the area's divisions that are public in any year, in the order last printed; one query.

    One that no report has any more is in no form either.
    """
    figures = Figure.objects.public().filter(division__parent=area)
    ordered = figures.order_by("-report__start_year", *PRINTED_ORDER)
    return list(dict.fromkeys(ordered.values_list("division__name", flat=True)))


def is_unused(division: Area) -> bool:
    """Whether it is a division that neither a figure, withdrawn ones too, nor a draft of its area has."""
    if division.kind != Area.Kind.DIVISION or division.division_figures.exists():
        return False
    drafts = Draft.objects.filter(area=division.parent)
    names = {folded(name) for draft in drafts for name in content_of(draft).divisions}
    return folded(division.name) not in names


def _with_known(typed: Sequence[str], *, known: Sequence[str]) -> list[str]:
    """The names typed, in their order, and each of those known of other years after the one that it follows
    there: rows that are typed later keep the places that they have in print."""
    names, folded_names = list(typed), [name.casefold() for name in typed]
    place = -1 if any(name.casefold() in folded_names for name in known) else len(names) - 1
    for name in known:
        if name.casefold() in folded_names:
            place = folded_names.index(name.casefold())
            continue
        place += 1
        names.insert(place, name)
        folded_names.insert(place, name.casefold())
    return names


def printed_dashes(area: Area, year: ReportingYear) -> dict[str, str]:
    """The dashes that most reports of the year print where a cell cannot exist, and some leave out. They are
    offered, and published only where somebody has put them."""
    return {cell_id(key): "-" for table in tables_of(area, year) for key in table.cells_that_cannot_exist()}


def short_cell_words(key: CellKey) -> str:
    """A cell's place in words, for people who enter figures."""
    measure = catalogue().measures.get(key.measure)
    return cell_words(key, title=measure.short_title if measure else key.measure)


def _grid_table(
    table: Table, *, year: ReportingYear, page: str, grid_cell: Callable[..., GridCell]
) -> GridTable:
    heading = ""
    rows = []
    for row in table.rows:
        heading = row.heading or heading
        division = row.division or ""
        name = f"New division {len(division)}" if is_unnamed(division) else row.label
        cells: list[GridCell | None] = []
        for column in table.columns:
            key = table.cell(row, column)
            label = ", ".join(filter(None, (heading, name, column.label)))
            # A division table's total has no parts until there are divisions.
            is_total = bool(row.sum_of or column.sum_of or (table.division_rows and not division))
            cells.append(None if key is None else grid_cell(key, label=label, is_total=is_total))
        label = "" if is_unnamed(division) else row.label
        rows.append(GridRow(label, row.heading, bool(row.sum_of), division, tuple(cells)))
    return GridTable(
        code=table.code,
        title=table.title_for(year),
        note=table.note,
        optional=table.optional,
        page=page,
        columns=table.columns,
        rows=tuple(rows),
        takes_divisions=table.division_rows,
    )
