"""Tables of areas put together at random: what is certain is right, and no cell is wrong."""

from __future__ import annotations

import pytest

from stats.reading.area_tables.figures import figures_of
from stats.reading.area_tables.mappings import every_column
from stats.reading.area_tables.read import read_area_tables
from tests.reading.area_disturbed import disturbed
from tests.reading.area_makers import sheets_of
from tests.reading.shipped_areas import AREAS
from tests.reading.test_area_tables import confirmed, expected, wrong

pytestmark = pytest.mark.thorough

SEEDS, A_TIME = 160, 40


@pytest.mark.parametrize("first", range(0, SEEDS, A_TIME))
def test_tables_at_random_have_no_wrong_cell_and_nearly_every_proposal_is_right(first: int) -> None:
    columns = right = certain = 0
    for seed in range(first, first + A_TIME):
        book = disturbed(seed)
        tables = read_area_tables(sheets_of(book), areas=AREAS)
        truth = expected(book, tables)
        for _, column in every_column(tables):
            is_right = column.proposal.first == truth[column.key]
            assert is_right or not column.proposal.certain, (seed, column)
            columns, right, certain = columns + 1, right + is_right, certain + column.proposal.certain
        reading = figures_of(tables, confirmed(book, tables))
        assert [str(problem) for problem in reading.problems] == [], seed
        assert wrong(book, reading) == [], seed
        assert reading.cells >= 0.95 * len(book.figures), seed
        assert reading.differences == (), seed
    assert right >= 0.95 * columns
    assert certain >= 0.9 * columns
