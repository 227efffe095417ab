"""The form's layout: all of it from the catalogue."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent
from stats.drafting.grid import GridCell, GridTable, grid, printed_dashes
from tests.factories import make_area, make_division, make_figure, make_source
from tests.people import source

pytestmark = pytest.mark.django_db


def grid_of(year: str, *, slug: str = "dorset", cells: dict[str, str] | None = None) -> tuple[GridTable, ...]:
    content = DraftContent(source(), cells or {})
    return grid(make_area(slug), ReportingYear.parse(year), content=content)


def cells_of(found: tuple[GridTable, ...]) -> dict[str, GridCell]:
    return {cell.id: cell for table in found for row in table.rows for cell in row.cells if cell is not None}


@pytest.mark.parametrize("year", ["2001-02", "2005-06", "2008-09", "2014-15", "2018-19", "2022-23"])
def test_every_table_row_and_column_is_the_catalogues(year: str) -> None:
    layout = catalogue().layout_for(ReportingYear.parse(year))
    assert layout is not None
    found = grid_of(year)
    assert [table.code for table in found] == [table.code for table in layout.tables]
    for shown, table in zip(found, layout.tables, strict=True):
        assert [row.label for row in shown.rows] == [row.label for row in table.rows]
        assert shown.columns == table.columns
        assert shown.title == table.title_for(ReportingYear.parse(year))


def test_2022_has_category_4_and_2014_has_not() -> None:
    assert "eligible_offenders.4.2..0" in cells_of(grid_of("2022-23"))
    assert "eligible_offenders.4.2..0" not in cells_of(grid_of("2014-15"))


def test_2005_has_the_tables_of_that_time() -> None:
    found = cells_of(grid_of("2005-06"))
    assert "eligible_offenders.1.total..0" in found
    assert "recall_licence.1.2..0" not in found
    assert any("SOPO" in cell.label for cell in found.values())


def test_a_cell_says_what_it_is_what_is_typed_what_is_live_and_what_last_year_had() -> None:
    report = make_source("Annual Report 2014-15")
    for year, value in (("2013-14", 670), ("2014-15", 697)):
        make_figure(value=value, category="1", level="total", year=year, source=report)
    make_figure("sopo", value=9, year="2014-15", source=make_source("Press", kind="press report"))
    found = cells_of(grid_of("2014-15", cells={"eligible_offenders.1.total..0": "69x"}))
    cell = found["eligible_offenders.1.total..0"]
    assert (cell.typed, cell.live, cell.last_year, cell.is_total) == ("69x", "697", "670", True)
    assert found["eligible_offenders.1.2..0"].label == "Level 2, Category 1: Registered sex offenders"
    assert found["sopo....0"].live == "9"


def test_a_cell_that_cannot_be_is_printed_as_a_dash() -> None:
    dashes = printed_dashes(make_area(), ReportingYear(2014))
    assert dashes["eligible_offenders.3.1..0"] == "-"
    assert "eligible_offenders.1.1..0" not in dashes


def test_a_heading_is_part_of_a_cells_label() -> None:
    found = cells_of(grid_of("2014-15"))
    assert found["custody_order_breach.1.2..0"].label.startswith("Breach of SOPO, Level 2, Category 1")


def test_rows_for_the_divisions_that_are_known_and_those_that_are_typed() -> None:
    for name in ("Bolton", "Bury"):
        figure = {"value": 5, "category": "1", "level": "total", "year": "2012-13"}
        make_figure(division=make_division(name), **figure)  # type: ignore[arg-type]
    make_division("Of no report")
    typed = {"eligible_offenders.1.total.Wigan.0": "1", "eligible_offenders.1.total.BURY.0": "2"}
    found = grid_of("2014-15", slug="greater-manchester", cells=typed)
    table = next(table for table in found if table.code == "divisions")
    assert [row.division for row in table.rows] == ["Bolton", "Wigan", "BURY", ""]
    assert table.takes_divisions


def test_a_division_without_a_name_has_a_row_without_a_label() -> None:
    found = grid(
        make_area("greater-manchester"),
        ReportingYear(2014),
        content=DraftContent(source()),
        new_divisions=("Bolton", "?"),
    )
    table = next(table for table in found if table.code == "divisions")
    assert [row.label for row in table.rows] == ["Bolton", "", "Area total"]
    assert cells_of(found)["eligible_offenders.1.total.?.0"].label.startswith("New division 1, ")


def test_last_year_beside_the_column_of_the_year_before_is_the_year_before_that() -> None:
    make_figure("sfo_charged", value=3, category="1", level="2", year="2012-13")
    found = cells_of(grid_of("2014-15"))
    assert found["sfo_charged.1.2..1"].last_year == "3"
    assert found["sfo_charged.1.2..0"].last_year == ""


def test_what_has_no_place_in_the_layout_is_shown_all_the_same() -> None:
    found = grid_of("2014-15", cells={"shpo....0": "4"})
    assert found[-1].code == "other"
    assert cells_of(found)["shpo....0"].typed == "4"


def test_two_queries_whatever_is_held(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    area = make_area()
    with django_assert_num_queries(2):
        grid(area, ReportingYear(2014), content=DraftContent(source()))
