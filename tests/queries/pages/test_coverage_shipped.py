"""What is held of every area and year against a recount of the files."""

from __future__ import annotations

from datetime import date

import pytest

from stats.queries.pages.coverage import coverage_page
from tests.reference import coverage
from tests.reference.figures import NATION

DAY = date(2025, 11, 1)


@pytest.mark.usefixtures("shipped")
def test_every_cell_is_that_of_a_recount_of_the_files() -> None:
    page = coverage_page(DAY)
    found = {
        (row.area.slug, str(cell.year)): coverage.Held(
            cell.coverage.code, cell.figures, cell.own_report_figures, tuple(cell.by_kind)
        )
        for row in page.rows
        for cell in row.cells
        if cell.coverage
    }
    expected = coverage.held()
    assert len(expected) > 300
    assert found == expected
    areas = {key: held for key, held in expected.items() if key[0] != NATION}
    assert page.reports == 42 * 24
    assert page.held == len(areas)
    assert page.own_reports == sum(held.coverage == "own report" for held in areas.values()) == 5
    assert len(page.gaps) == page.reports - page.own_reports
