"""Tables of areas that cannot be read as they are: each is said in words, and no figure is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from stats.catalogue.years import ReportingYear
from stats.documents import Row, Sheet
from stats.documents.problems import Where
from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import ColumnsMapping, MappingError, from_data, proposed
from stats.reading.area_tables.mappings_toml import from_toml
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables
from tests.reading.area_makers import eligible
from tests.reading.shipped_areas import AREAS

Y14 = ReportingYear(2014)
TITLE = ["MAPPA-eligible offenders on 31 March 2015"]
DORSET, KENT, ESSEX = ["Dorset", "670"], ["Kent", "1471"], ["Essex", "900"]


def read(*rows: Sequence[str], year: ReportingYear | None = None, sheet: str = "") -> AreaTables:
    found = Sheet(Where("a.xlsx", sheet), [Row(n, tuple(row)) for n, row in enumerate(rows, 1)], even=False)
    return read_area_tables([found], areas=AREAS, year=year)


def figures(tables: AreaTables, mapping: ColumnsMapping | None = None) -> AreaTablesReading:
    return figures_of(tables, mapping or proposed(tables))


def problem(reading: AreaTablesReading | AreaTables) -> str:
    """The one problem; there is no figure beside it."""
    if isinstance(reading, AreaTablesReading):
        assert reading.figures == ()
    (one,) = reading.problems
    return str(one)


def cells(reading: AreaTablesReading) -> dict[str, str]:
    """The text of each cell, by area: for tables of one column."""
    assert [str(one) for one in reading.problems] == []
    return {area.area: cell.text for area in reading.figures for cell in area.cells.values()}


def test_a_table_without_one_known_area() -> None:
    tables = read(TITLE, ["Area", "Category 1"], ["Bolton", "670"], ["Wigan", "12"])
    assert "no row has the name of a MAPPA area and numbers beside it" in problem(tables)


def test_a_file_with_no_sheet_or_a_blank_one() -> None:
    assert "no row has the name of a MAPPA area" in problem(read_area_tables([], areas=AREAS))
    assert "no row has the name of a MAPPA area" in problem(read([], ["", ""]))


def test_a_sheet_with_far_too_many_rows() -> None:
    tables = read(TITLE, ["Area", "Category 1"], *[DORSET] * 5_001)
    assert "more rows of areas than any publication has" in problem(tables)
    tables = read(TITLE, ["Area", "Category 1"], DORSET, *[["Atlantis", "1"]] * 5_001, KENT)
    assert "more rows of areas than any publication has" in problem(tables)


def test_areas_along_the_top() -> None:
    tables = read(["", "Dorset", "Kent", "Essex", "Surrey", "Sussex"], ["RSOs", "1", "2", "3", "4", "5"])
    assert "the areas stand along the top of the table" in problem(tables)


def test_two_columns_for_one_cell_are_both_named() -> None:
    tables = read(TITLE, ["Area", "Category 1", "Cat 1 RSO"], [*DORSET, "671"], [*KENT, "1472"])
    for column in tables.tables[0].columns:
        assert not column.proposal.certain
        assert "would be the same" in column.proposal.why
    both = ColumnsMapping({column.key: eligible("1", "total") for column in tables.tables[0].columns})
    said = problem(figures(tables, both))
    assert "two columns are taken for MAPPA-eligible offenders, Category 1, all levels of 2014-15" in said
    assert "column B (Category 1) and column C (Cat 1 RSO)" in said


def test_columns_with_the_same_head_are_two_columns() -> None:
    tables = read(TITLE, ["Area", "Level 1", "Level 1"], [*DORSET, "5"], [*KENT, "6"])
    first, second = tables.tables[0].columns
    assert first.key != second.key
    assert not first.proposal.certain


def test_one_area_twice_names_both_rows() -> None:
    tables = read(TITLE, ["Area", "Category 1"], DORSET, KENT, ESSEX, ["Dorset Police", "671"])
    said = problem(figures(tables))
    assert "dorset has two rows of 2014-15: 3 (Dorset) and 6 (Dorset Police)" in said


def test_a_head_of_two_tables_is_certain_only_where_both_columns_are() -> None:
    heads, other = ["Area", "Category 1"], ["MAPPA-eligible offenders on 31 March 2016"]
    tables = read(TITLE, heads, DORSET, [""], other, heads, ["Kent", "12.5"], ["Essex", "3.25"])
    assert [table.columns[0].proposal.certain for table in tables.tables] == [True, False]
    assert proposed(tables).columns == {}


def test_the_same_heads_under_another_title_are_another_table_and_under_their_own_a_page_more() -> None:
    heads = ["Area", "Category 1"]
    other = ["Offenders managed at Levels 2 and 3, 2014-15"]
    tables = read(TITLE, heads, DORSET, [""], other, heads, KENT)
    assert [table.title for table in tables.tables] == [TITLE[0], other[0]]
    for title in (TITLE[0], f"{TITLE[0]} (continued)"):
        (table,) = read(TITLE, heads, DORSET, [""], [title], heads, KENT).tables
        assert [row.slug for row in table.rows] == ["dorset", "kent"]


def test_an_unknown_row_is_asked_with_areas_that_it_may_be_and_never_dropped() -> None:
    tables = read(TITLE, ["Area", "Category 1"], DORSET, ["Nottingamshire", "88"], ["Atlantis", "4"], KENT)
    asked = {row.label: row.candidates for _, row in tables.unknown}
    assert asked["Nottingamshire"][0] == "nottinghamshire"
    assert asked["Atlantis"] == ()
    said = [str(one) for one in figures(tables).problems]
    assert any("row 4" in one and "perhaps nottinghamshire" in one for one in said)
    assert any("row 5" in one and "“Atlantis”" in one for one in said)
    mapping = replace(proposed(tables), rows={"Nottingamshire": "nottinghamshire", "Atlantis": ""})
    reading = figures(tables, mapping)
    assert cells(reading) == {"dorset": "670", "kent": "1471", "nottinghamshire": "88"}
    assert "Rows left out: Atlantis." in reading.told


def test_the_city_of_london_is_asked_beside_the_metropolitan_police() -> None:
    tables = read(
        TITLE, ["Force", "Category 1"], ["Metropolitan Police", "7000"], ["City of London", "3"], KENT
    )
    ((_, row),) = tables.unknown
    assert (row.label, row.candidates[0]) == ("City of London", "london")
    assert len(figures(tables).problems) == 1


def test_a_row_without_a_name_is_asked() -> None:
    tables = read(TITLE, ["Area", "Category 1"], DORSET, ["", "88"], KENT)
    assert [row.number for _, row in tables.unknown] == [4]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("1998-99", "this is no reporting year that the site knows"),
        ("2010-2015", "this is no reporting year that the site knows"),
        ("2015", "2015 may be 2014-15 or 2015-16"),
        ("2013-14 and 2014-15", "more than one year is named for it"),
        ("RSOs", "no year is named for it"),
    ],
)
def test_a_year_that_is_none_or_two_or_not_there(head: str, words: str) -> None:
    tables = read(["Registered sexual offenders"], ["Area", head], DORSET, KENT)
    assert words in problem(figures(tables))


def test_a_year_before_the_first_layout_is_said() -> None:
    tables = read(["Registered sexual offenders per 100,000 people"], ["Area", "2000-01"], DORSET, KENT)
    assert "was not published for 2000-01" in str(figures(tables).problems[0])


def test_a_year_alone_is_what_the_mapping_says() -> None:
    tables = read(["Registered sexual offenders"], ["Area", "2015"], DORSET, KENT)
    for alone, year in (("ends", "2014-15"), ("starts", "2015-16")):
        reading = figures(tables, replace(proposed(tables), year_alone=alone))
        assert {area.year.label for area in reading.figures} == {year}


def test_a_year_alone_is_the_one_asked_for_where_it_can_be() -> None:
    tables = read(["Registered sexual offenders"], ["Area", "2015"], DORSET, KENT, year=Y14)
    assert cells(figures(tables)) == {"dorset": "670", "kent": "1471"}


def test_a_year_over_the_table_is_its_own_and_the_day_of_publication_is_none() -> None:
    lines = (["MAPPA 2014-15"], ["Published 31 March 2017"], ["Registered sexual offenders by area"])
    reading = figures(read(*lines, ["Area", "Number"], DORSET, KENT))
    assert {area.year for area in reading.figures} == {Y14}


def test_another_year_than_the_one_asked_for() -> None:
    tables = read(TITLE, ["Area", "Category 1"], DORSET, KENT, year=ReportingYear(2012))
    assert "the tables are of another year than 2012-13" in problem(figures(tables))


def test_a_year_asked_for_is_that_of_a_table_without_one_and_of_one_column_among_several() -> None:
    tables = read(["Area", "RSOs"], DORSET, KENT, year=Y14)
    assert cells(figures(tables)) == {"dorset": "670", "kent": "1471"}
    tables = read(["RSOs"], ["Area", "2013-14", "2014-15"], [*DORSET, "671"], [*KENT, "2"], year=Y14)
    reading = figures(tables)
    assert cells(reading) == {"dorset": "671", "kent": "2"}
    assert "Columns of 2013-14 were left out: 2014-15 was asked for." in reading.told


def test_a_measure_that_was_not_published_in_that_year() -> None:
    tables = read(["SHPOs, 2014-15"], ["Area", "Number"], DORSET, KENT)
    (column,) = tables.tables[0].columns
    assert not column.proposal.certain
    mapping = ColumnsMapping({column.key: "shpo....0"})
    assert "shpo was not published for 2014-15" in problem(figures(tables, mapping))


def test_a_file_of_which_every_column_is_left_out() -> None:
    tables = read(
        ["Population, 2014-15"], ["Area", "Population"], ["Dorset", "754,000"], ["Kent", "1,500,000"]
    )
    assert "no column is taken for a figure" in problem(figures(tables))


def test_totals_that_differ_are_told_and_do_not_stop_the_read() -> None:
    rows = [*([name, "10"] for name in ("Cleveland", "Durham", "Northumbria")), ["North East", "31"]]
    reading = figures(read(TITLE, ["Area", "Category 1"], *rows))
    assert reading.differences == ("North East, Category 1 (cell B6): printed 31, its areas make 30",)
    assert len(cells(reading)) == 3


def test_a_total_is_only_a_bound_where_an_area_is_not_known() -> None:
    rows = [
        ["Cleveland", "10"],
        ["Durham", "[c]"],
        ["Northumbria", "10"],
        ["North East", "31"],
        ["Wales", "5"],
    ]
    assert figures(read(TITLE, ["Area", "Category 1"], *rows)).differences == ()
    rows[3][1] = "19"
    assert len(figures(read(TITLE, ["Area", "Category 1"], *rows)).differences) == 1


def test_west_midlands_among_other_regions_is_asked() -> None:
    rows = [["Kent", "5"], ["South East", "5"], ["Dorset", "6"], ["South West", "6"], ["West Midlands", "7"]]
    ((_, row),) = read(TITLE, ["Area", "Category 1"], *rows).unknown
    assert (row.label, row.candidates) == ("West Midlands", ("west-midlands",))
    ((_, row),) = read(TITLE, ["Area", "Category 1"], *rows[:2], rows[-1], ["South West", "9"]).unknown
    assert row.label == "West Midlands"
    assert read(TITLE, ["Area", "Category 1"], DORSET, rows[-1], KENT).unknown == ()


def test_heads_in_the_middle_of_what_they_are_of_are_asked() -> None:
    """Centred over three columns, not merged: the blank before it is not its neighbour's."""
    tables = read(
        TITLE,
        ["", "", "Category 1", "", "", "Category 2", ""],
        ["Area", "Level 1", "Level 2", "Level 3", "Level 1", "Level 2", "Level 3"],
        *([name, "1", "2", "3", "4", "5", "6"] for name in ("Dorset", "Kent", "Essex")),
    )
    assert not any(column.proposal.certain for column in tables.tables[0].columns)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("year_alone = 3", "year_alone is 3"),
        ("columns = 5", "“columns” is not known here"),
        ("[[column]]\nhead = 'A'", "a [[column]] has a head and an is"),
        (
            "[[column]]\nhead = 'A'\nis = ''\n[[column]]\nhead = 'A'\nis = 'sopo'",
            "the column “A” is written twice",
        ),
        ("[[column]]\nhead = 'A'\nis = 'sopo.1'", "sopo has no category"),
        ("[[column]]\nhead = 'A'\nis = 'eligible_offenders.5.1'", "category '5'"),
        ("[[column]]\nhead = 'A'\nis = 'eligible_offenders'", "category ''"),
        ("[[column]]\nhead = 'A'\nis = 'eligible_offenders.1.1.Bolton'", "is no cell"),
        ("[[column]]\nhead = 'A'\nis = 7", "expected texts"),
        ("[[column]", "this is not TOML"),
        ("colour = 'red'", "“colour” is not known here"),
        ("[signs]\n'-' = 'nil'", "the sign “-” is 'nil'"),
    ],
)
def test_a_mapping_that_cannot_be_read_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(MappingError) as error:
        from_toml(text)
    assert words in str(error.value)


def test_stored_data_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(MappingError):
        from_data([])
