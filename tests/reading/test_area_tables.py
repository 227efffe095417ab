"""Tables of areas in a dozen layouts: no wrong cell, what is certain is right, what is ambiguous is asked."""

from __future__ import annotations

from collections import Counter

import pytest

from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import ColumnsMapping, every_column, proposed
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables
from tests.reading.area_makers import NAMING, Made, sheets_of
from tests.reading.area_workbooks import LAYOUTS, made
from tests.reading.shipped_areas import AREAS

EVERY = [(name, naming) for name in LAYOUTS for naming in NAMING]


def expected(book: Made, tables: AreaTables) -> dict[str, str | None]:
    """What each column is in truth, by its key."""
    found: dict[str, str | None] = {}
    for table, column in every_column(tables):
        sheet = table.where.sheet or next(iter(book.sheets))
        begins = (row for name, row, _ in book.columns if name == sheet and row < table.rows[0].number)
        found[column.key] = book.columns.get((sheet, max(begins), column.index), "")
    return found


def confirmed(book: Made, tables: AreaTables) -> ColumnsMapping:
    """What a person makes of the proposal who knows the truth."""
    mapping = proposed(tables)
    columns = expected(book, tables)
    return ColumnsMapping({key: id_ or "" for key, id_ in columns.items()}, mapping.rows, mapping.signs)


def wrong(book: Made, reading: AreaTablesReading) -> list[str]:
    """Each cell that was read and is another in truth."""
    return [
        f"{area.area} {area.year} {id_}: {cell.text}"
        for area in reading.figures
        for id_, cell in area.cells.items()
        if cell.text and cell.text.replace(",", "") != book.figures.get((area.area, area.year, id_))
    ]


@pytest.mark.parametrize(("name", "naming"), EVERY)
def test_every_layout_is_read_with_no_wrong_cell(name: str, naming: str) -> None:
    book = made(name, naming=naming)
    tables = read_area_tables(sheets_of(book), areas=AREAS)
    assert tables.problems == ()
    if None in book.columns.values():
        return
    reading = figures_of(tables, confirmed(book, tables))
    assert [str(problem) for problem in reading.problems] == []
    assert wrong(book, reading) == []
    assert reading.cells == len(book.figures)
    assert reading.differences == ()


@pytest.mark.parametrize(("name", "naming"), EVERY)
def test_what_is_certain_is_right_and_nothing_ambiguous_is(name: str, naming: str) -> None:
    book = made(name, naming=naming)
    tables = read_area_tables(sheets_of(book), areas=AREAS)
    truth = expected(book, tables)
    for _, column in every_column(tables):
        if column.proposal.certain:
            assert column.proposal.first == truth[column.key], column


def test_the_proposal_is_right_for_nearly_every_column() -> None:
    right: Counter[bool] = Counter()
    certain: Counter[bool] = Counter()
    for name, naming in EVERY:
        book = made(name, naming=naming)
        tables = read_area_tables(sheets_of(book), areas=AREAS)
        truth = expected(book, tables)
        for _, column in every_column(tables):
            if truth[column.key] is not None:
                right[column.proposal.first == truth[column.key]] += 1
                certain[column.proposal.certain] += 1
    assert right[True] / right.total() >= 0.95
    assert certain[True] / certain.total() >= 0.95
