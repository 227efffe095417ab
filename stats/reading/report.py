"""A report, read: the tables that its year's layout expects, as cells with the words they were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stats.catalogue.cells import cell_id
from stats.catalogue.layouts import Line, Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents.pages import Document
from stats.reading.reading import AreaNames, ReadCell, ReportReading
from stats.reading.report_divisions import DivisionList, division_lists
from stats.reading.report_grids import grids
from stats.reading.report_labels import Labels
from stats.reading.report_marks import marks
from stats.reading.report_proof import Proof, amount_of, believed, identified
from stats.reading.report_subject import subject
from stats.reading.report_words import number_alone

LONGEST_WORDS = 160


def read_report(
    document: Document, *, areas: Sequence[AreaNames], area: str = "", year: ReportingYear | None = None
) -> ReportReading:
    """The cells of the report's tables that are sure, and a doubt for each that is not.

    `area` is a slug and with `year` what the caller says the report is of; left out, they are guessed from
    its title and its text.
    """
    about = subject(document, areas=areas, area=area, year=year)
    remarks = list(about.remarks)
    layout = catalogue().layout_for(about.year) if about.year else None
    if layout is None:
        return ReportReading(about.title, about.area, about.areas, about.year, {}, (), remarks)
    labels = Labels(layout)
    proofs: list[Proof] = []
    lists: list[DivisionList] = []
    for rendering in document.renderings:
        found = marks(rendering, labels=labels)
        for table in layout.tables:
            if table.division_rows:
                lists += division_lists(found, table=table)
                continue
            proofs += [
                Proof(grid, rendering.how, identified(grid, layout=layout))
                for grid in grids(found, table=table)
            ]
    trusted = believed(proofs)
    cells = _cells(trusted)
    remarks += dict.fromkeys(
        f"{proof.grid.table.code}: {finding.rule.name}" for proof in trusted for finding in proof.failing
    )
    divisions: tuple[str, ...] = ()
    for table in layout.tables:
        if table.division_rows:
            divisions = _divisions(lists, table=table, cells=cells)
    if not cells:
        remarks.append("No table of a MAPPA report was found.")
    return ReportReading(about.title, about.area, about.areas, about.year, cells, divisions, remarks)


def _cells(proofs: Sequence[Proof]) -> dict[str, ReadCell]:
    by_cell: dict[CellKey, list[Proof]] = defaultdict(list)
    for proof in proofs:
        for key in proof.cells:
            by_cell[key].append(proof)
    return {cell_id(key): _cell(key, found) for key, found in by_cell.items()}


def _cell(key: CellKey, found: Sequence[Proof]) -> ReadCell:
    """One cell from the grids that have it, the strongest first."""
    best: dict[str, Proof] = {}
    for proof in found:
        best.setdefault(number_alone(proof.cells[key].text)[0], proof)
    (text, first), *others = best.items()
    mark = first.cells[key]
    words = first.words[key][:LONGEST_WORDS]
    if amount_of(mark.text, key=key) is None:
        return ReadCell("", mark.page, words, f"“{mark.text}” is no number that can be stored.")
    if others:
        second = others[0][1]
        told = " and as ".join(best)
        if first.strength < second.strength + 0.9 and not (first.near == 1 and second.near < 0.9):
            return ReadCell("", mark.page, words, f"It can be read as {told}.")
        return ReadCell(
            text, mark.page, words, f"It can be read as {told}; the first stands under the right label."
        )
    return ReadCell(text, mark.page, words)


def _divisions(lists: Sequence[DivisionList], *, table: Table, cells: dict[str, ReadCell]) -> tuple[str, ...]:
    """The divisions' names in the order printed; their cells join the others."""
    (column,), (total_row,) = table.columns, table.rows
    total_id = cell_id(_sure(table.cell(total_row, column)))
    known = cells.get(total_id)
    sure = [
        found
        for found in lists
        if found.adds_up and (found.titled or (known and found.total and known.text == found.total.text))
    ]
    if not sure:
        return ()
    first = sure[0]
    for name, mark in first.divisions:
        key = table.cell(Line(code=name, label=name, division=name), column)
        text = number_alone(mark.text)[0]
        cells[cell_id(_sure(key))] = ReadCell(text, mark.page, f"{name}: {mark.words}"[:LONGEST_WORDS])
    if known is None and first.total is not None:
        text = number_alone(first.total.text)[0]
        cells[total_id] = ReadCell(text, first.total.page, first.total.words[:LONGEST_WORDS])
    return first.names


def _sure(key: CellKey | None) -> CellKey:
    if key is None:
        raise LookupError("a table of divisions names the measure of each of its cells")
    return key
