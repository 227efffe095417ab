"""A report's tables with the figures in their places, and the notes on them."""

from __future__ import annotations

import pytest
from django.db.models import Q

from stats.analysis.tables.printed_tables import (
    PrintedCell,
    PrintedTable,
    figures_outside_tables,
    printed_tables,
)
from stats.catalogue.measures import CellKey
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import fetch_figures, fetch_notes
from tests.factories import make_area, make_division, make_figure, make_note, make_source

pytestmark = pytest.mark.django_db

YEAR = ReportingYear.parse("2014-15")


def tables(year: ReportingYear = YEAR) -> dict[str, PrintedTable]:
    layout = catalogue().layout_for(year)
    assert layout is not None
    found = printed_tables(
        layout, figures=fetch_figures(Q()), area_slug="dorset", year=year, notes=fetch_notes()
    )
    return {one.code: one for one in found}


def cell(table: PrintedTable, *, row: str, column: str) -> PrintedCell:
    place = [one.short_label for one in table.columns].index(column)
    return next(one.cells[place] for one in table.rows if one.label == row)


def managed(category: str, level: str, value: int, **fields: object) -> None:
    make_figure("level_2_3_offenders", category=category, level=level, value=value, **fields)  # type: ignore[arg-type]


def test_a_table_of_which_nothing_is_held_is_not_shown() -> None:
    make_figure("sopo", value=62)
    assert set(tables()) == {"orders_sopo"}


def test_figures_stand_where_the_report_prints_them() -> None:
    for level, value in (("1", 666), ("2", 4), ("3", 0), ("total", 670)):
        make_figure(category="1", level=level, value=value)
    make_figure(category="3", level="1", marker="z")

    table = tables()["eligible"]

    assert cell(table, row="Level 1", column="Cat 1 RSO").held is not None
    assert [one.cells[0].held.as_printed for one in table.rows if one.cells[0].held] == [
        "666",
        "4",
        "0",
        "670",
    ]
    dash = cell(table, row="Level 1", column="Cat 3")
    assert dash.is_not_applicable
    assert dash.held is not None
    assert cell(table, row="Level 2", column="Cat 2").held is None


def test_totals_are_known_from_their_parts() -> None:
    make_figure(category="1", level="total", value=670)
    table = tables()["eligible"]
    assert cell(table, row="Total", column="Cat 1 RSO").is_total
    assert cell(table, row="Level 1", column="Total").is_total
    assert not cell(table, row="Level 1", column="Cat 1 RSO").is_total


def test_the_preferred_figure_is_shown_and_checked_against_its_own_source() -> None:
    """The report's 9 is right; the newspaper's 7 is wrong, and is neither shown nor marked in the table."""
    for category, value in (("1", 3), ("2", 4), ("3", 2), ("total", 9)):
        managed(category, "3", value)
    paper = make_source("A newspaper", kind="press report")
    for category, value in (("1", 3), ("2", 4), ("3", 2), ("total", 7)):
        managed(category, "3", value, source=paper, preferred=False)

    table = tables()["levels_2_and_3"]
    total = cell(table, row="Level 3", column="Total")

    assert total.held is not None
    assert total.held.amount.value == 9
    assert not total.differs
    assert {check.source.title for check in table.checks if check.differs} == {"A newspaper"}


def test_a_total_that_its_parts_do_not_make_is_marked_unless_it_is_explained() -> None:
    for category, value in (("1", 3), ("2", 4), ("3", 2), ("total", 7)):
        managed(category, "3", value)
    assert cell(tables()["levels_2_and_3"], row="Level 3", column="Total").differs

    make_note(
        "Two left.",
        area=make_area(),
        kind=NoteKind.EXPLAINED_DIFFERENCE,
        measure="level_2_3_offenders",
        category="total",
        level="3",
    )

    total = cell(tables()["levels_2_and_3"], row="Level 3", column="Total")
    assert not total.differs


def test_an_area_total_alone_makes_no_table_of_divisions() -> None:
    make_figure(category="1", level="total", value=670)
    assert "divisions" not in tables()

    make_figure(category="1", level="total", value=300, division=make_division("Poole", area=make_area()))
    assert [row.label for row in tables()["divisions"].rows] == ["Poole", "Area total"]


def test_last_years_figures_stand_beside_this_years() -> None:
    for year, value in (("2014-15", 1), ("2013-14", 2)):
        make_figure("sfo_charged", category="1", level="2", value=value, year=year)

    table = tables()["serious_further_offences"]

    now = cell(table, row="Category 1, Level 2", column="Charged").held
    before = cell(table, row="Category 1, Level 2", column="Charged, year before").held
    assert now is not None
    assert before is not None
    assert (now.amount.value, before.amount.value) == (1, 2)


def test_last_years_figures_alone_do_not_bring_a_table_into_this_year() -> None:
    make_figure("sfo_charged", category="1", level="2", value=2, year="2013-14")
    make_figure("sopo", value=62)
    assert set(tables()) == {"orders_sopo"}


def test_sources_are_named_with_their_pages_once() -> None:
    for level, page in (("1", "page 12"), ("2", "page 12"), ("3", "page 13"), ("total", "")):
        make_figure(category="1", level=level, value=1, source_page=page)

    ((source, pages),) = tables()["eligible"].sources
    assert source.title == "Dorset MAPPA Annual Report 2014-2015"
    assert pages == ("page 12", "page 13")


def test_a_figure_outside_the_layout_is_handed_on() -> None:
    make_figure("sopo", value=62)
    managed("1", "1", 5)
    managed("1", "1", 6, source=make_source("Another"), preferred=False)

    found = figures_outside_tables(catalogue().layout_for(YEAR), figures=fetch_figures(Q()), year=YEAR)

    assert [(one.cell.level, one.amount.value) for one in found] == [("1", 5)]
    assert len(figures_outside_tables(None, figures=fetch_figures(Q()), year=YEAR)) == 2


def test_a_note_is_found_by_cell_and_source() -> None:
    area, source = make_area(), make_source()
    place = {"measure": "eligible_offenders", "category": "1", "level": "total"}
    make_note("On any source.", area=area, **place)
    make_note("On this source.", area=area, source=source, **place)
    make_note("On another cell.", area=area, measure="sopo")
    make_note("On a division.", area=area, division="Poole", **place)
    found = fetch_notes()
    cell_of = CellKey("eligible_offenders", "1", "total")

    def texts(key: CellKey, source_id: int | None) -> set[str]:
        return {one.text for one in found.on("dorset", year=YEAR, cell=key, source_id=source_id)}

    assert texts(cell_of, source.pk) == {"On any source.", "On this source."}
    assert texts(cell_of, source.pk + 1) == {"On any source."}
    assert texts(cell_of, None) == {"On any source.", "On this source."}
    assert texts(CellKey("eligible_offenders", "1", "total", "Poole"), None) == {"On a division."}
    assert found.on("kent", year=YEAR, cell=cell_of) == ()
    assert len(found.items()) == 4
