"""A report, read: the tables that its year's layout expects, as cells with the words they were read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Layout, Line, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents.pages import Document, Rendering
from stats.reading.reading import AreaNames, ReadCell, ReportReading
from stats.reading.report.abreast import apart
from stats.reading.report.areas import pages_of
from stats.reading.report.cells import read_cells, words_around
from stats.reading.report.divisions import DivisionList, division_lists
from stats.reading.report.footnotes import with_footnotes_told
from stats.reading.report.grids import Grid, grids
from stats.reading.report.heads import Heads
from stats.reading.report.labels import Labels
from stats.reading.report.marks import Marked, marked
from stats.reading.report.proof import Proof, believed
from stats.reading.report.scope import is_foreign, national_rows
from stats.reading.report.subject import subject
from stats.reading.report.unreadable import unreadable
from stats.reading.report.words import number_alone

_NOTHING = "No table of a MAPPA report was found."
_NO_YEAR = "Which year the report is of is not certain, so no table was looked for."


def read_report(
    document: Document, *, areas: Sequence[AreaNames], area: str = "", year: ReportingYear | None = None
) -> ReportReading:
    """The cells of the report's tables that are sure, and a doubt for each that is not.

    `area` is a slug and with `year` what the caller says the report is of; left out, they are guessed from
    its title and its text. Of a file that holds several areas' reports, only the pages of `area` are read.
    """
    if area:
        own = (pages_of(rendering, area=area, areas=areas) for rendering in document.renderings)
        document = replace(document, renderings=tuple(own))
    about = subject(document, areas=areas, area=area, year=year)
    layout = catalogue().layout_for(about.year) if about.year else None
    cells: dict[str, ReadCell] = {}
    divisions: tuple[str, ...] = ()
    remarks = list(about.remarks)
    if about.year and layout:
        names = next((known.names for known in areas if known.slug == about.area), ())
        labels = Labels(layout)
        apart_ = (apart(rendering, labels=labels) for rendering in document.renderings)
        document = replace(document, renderings=tuple(apart_))
        proofs: list[Proof] = []
        lists: list[tuple[Table, DivisionList]] = []
        for rendering in document.renderings:
            found = marked(rendering, labels=labels)
            national = national_rows(rendering.rows, names=names)
            proofs += _proofs(
                found, rendering, layout=layout, labels=labels, year=about.year, national=national
            )
            for table in layout.tables:
                if table.division_rows:
                    lists += (
                        (table, one) for one in division_lists(found.marks, table=table, year=about.year)
                    )
        trusted = believed(proofs)
        cells, told = read_cells(trusted, layout=layout, year=about.year)
        for rendering in document.renderings if document.kind == "text" else ():
            cells |= with_footnotes_told(rendering, proofs=trusted, cells=cells)
        for rendering in document.renderings if cells else ():
            cells |= unreadable(rendering, proofs=trusted, layout=layout, labels=labels, known=cells.keys())
        divisions, said = _divisions(lists, cells=cells)
        remarks += (*told, *said)
    if not cells:
        remarks = [*about.remarks, _NOTHING if about.year else _NO_YEAR]
    return ReportReading(about.title, about.area, about.areas, about.year, cells, divisions, remarks)


def _proofs(
    found: Marked,
    rendering: Rendering,
    *,
    layout: Layout,
    labels: Labels,
    year: ReportingYear,
    national: frozenset[int],
) -> list[Proof]:
    """The grids of a rendering with its titles above the tables, or below them if that explains more."""

    others: set[int] = set()  # the amounts of another year's tables

    def is_of_others(grid: Grid) -> bool:
        told = is_foreign(grid, year=year, national=national)
        if told and not grid.below and grid.heads is Heads.SEEN and len(grid.table.columns) > 1:
            others.update(id(mark) for mark in grid.cells.values())
        return told

    every = [
        Proof(grid, rendering.how, layout)
        for table in layout.tables
        if not table.division_rows
        for grid in grids(found, table=table, year=year, labels=labels)
        if not is_of_others(grid)
    ]
    above = _one_way([proof for proof in every if not proof.grid.below])
    titles = {code for mark in found.marks for code in mark.names("title")}
    trusted = believed(above)
    if titles <= {proof.grid.table.code for proof in trusted if proof.titled}:
        return above
    below = _one_way([proof for proof in every if proof.grid.below])
    explained = [sum(proof.strength for proof in some) for some in (trusted, believed(below))]
    named = [sum(proof.titled for proof in some) for some in (trusted, believed(below))]
    if explained[1] > explained[0] + 1 and named[1] > named[0]:
        return below
    # One table may stand above its title and the others below theirs.
    claimed = {id(proof.anchor) for proof in above if proof.titled}
    return [
        *above,
        *(
            proof
            for proof in below
            if proof.titled
            and id(proof.anchor) not in claimed
            and others.isdisjoint(map(id, proof.grid.cells.values()))
        ),
    ]


def _one_way(proofs: list[Proof]) -> list[Proof]:
    """Those whose amounts stand after their labels; those before, where tables whose sums agree show that
    order. In one row with its amounts a label may stand either way."""
    ways = {proof.grid.after for proof in believed(proofs) if proof.grid.by_rows and proof.agreeing}
    after = ways != {False}
    return [proof for proof in proofs if proof.grid.after is after or proof.grid.same_rows == 1]


def _divisions(
    lists: Sequence[tuple[Table, DivisionList]], *, cells: dict[str, ReadCell]
) -> tuple[tuple[str, ...], list[str]]:
    """The divisions' names in the order printed, and remarks; their cells join the others."""
    for table, found in lists:
        (column,), (total_row,) = table.columns, table.rows
        total_id = cell_id(_sure(table.cell(total_row, column)))
        known = cells.get(total_id)
        confirmed = known and found.total and known.text.replace(",", "") == str(found.made)
        if not (found.is_named or (found.adds_up and (found.titled or confirmed))):
            continue
        for name, mark in found.divisions:
            key = _sure(table.cell(Line(code=name, label=name, division=name), column))
            words = words_around(f"{name}: {mark.words}", mark.text)
            cells[cell_id(key)] = ReadCell(number_alone(mark.text)[0], mark.page, words)
        if known is None and (total := found.total) is not None:
            words = words_around(total.words, total.text)
            doubt = "" if found.adds_up else f"The divisions make {found.made:,}."
            cells[total_id] = ReadCell(number_alone(total.text)[0], total.page, words, doubt)
        printed = cells[total_id].text.replace(",", "") if total_id in cells else ""
        if printed.isdecimal() and int(printed) != found.made:
            return found.names, [
                f"The divisions make {found.made:,}; {int(printed):,} is printed for the area."
            ]
        return found.names, []
    return (), []


def _sure(key: CellKey | None) -> CellKey:
    if key is None:
        raise LookupError("a table of divisions names the measure of each of its cells")
    return key
