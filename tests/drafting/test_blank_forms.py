"""Files to fill in hold texts alone, whatever a division is called."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from stats.catalogue.years import ReportingYear
from stats.documents import Upload, read
from stats.drafting.blank_forms import blank_csv, blank_xlsx
from stats.models import Area
from tests.factories import make_area, make_division, make_figure

pytestmark = pytest.mark.django_db

RUNS = ["=cmd|' /C calc'!A0", "+44 Division", "-Fenland", "@Bolton", "=1+1"]
YEAR = ReportingYear(2016)


@pytest.fixture
def area() -> Area:
    area = make_area("cambridgeshire")
    for number, name in enumerate(RUNS):
        division = make_division(name, area=area)
        make_figure(value=number, category="1", level="total", area=area, division=division)
    return area


def test_a_workbook_has_no_formula(area: Area) -> None:
    sheet = load_workbook(io.BytesIO(blank_xlsx(area, YEAR))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert set(RUNS) <= {cell.value for cell in cells}


def test_a_csv_has_no_cell_that_a_spreadsheet_would_run(area: Area) -> None:
    text = blank_csv(area, YEAR).decode("utf-8-sig")
    assert [line for line in text.splitlines() if line.startswith(("=", "+", "-", "@"))] == []
    assert "'-Fenland" in text


@pytest.mark.parametrize(("name", "made"), [("form.csv", blank_csv), ("form.xlsx", blank_xlsx)])
def test_uploaded_again_the_names_are_as_they_were(
    area: Area, name: str, made: Callable[[Area, ReportingYear], bytes]
) -> None:
    found = read(Upload(name, content=io.BytesIO(made(area, YEAR))))
    assert found.problems == ()
    firsts = {row.cells[0] for sheet in found.sheets for row in sheet.rows if row.cells}
    assert set(RUNS) <= firsts
