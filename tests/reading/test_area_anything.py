"""Whatever a sheet holds is read without a fault, and a mapping comes back from its file as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stats.documents import DateCell, Row, Sheet
from stats.documents.problems import Where
from stats.reading.area_tables.figures import figures_of
from stats.reading.area_tables.mappings import ColumnsMapping, as_data, every_column, from_data, proposed
from stats.reading.area_tables.mappings_toml import from_toml, to_toml
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables
from tests.reading.shipped_areas import AREAS

WORDS = (
    "",
    "",
    "Dorset",
    "Kent",
    "Essex Police",
    "West Midlands",
    "London",
    "South West",
    "England and Wales",
    "Total",
    "Level 1",
    "Level 2",
    "Category 1",
    "RSOs",
    "2014-15",
    "2015",
    "31 March 2015",
    "1,471",
    "12",
    "12.5",
    "-",
    "..",
    "c",
    "*",
    "Area",
    "(1)",
    "1",
    "2",
    "3",
    "MAPPA-eligible offenders",
    "%",
    "Population",
    "nil",
    "12%",
    "1 471",
    DateCell("2015-03-31"),
    "…",
    "{year}",
    '"',
    "\x7f",
    "SOPOs",
    "per 100,000",
    "1998-99",
    "9" * 50,
    "٣٤",
)
CELLS = st.sampled_from(WORDS) | st.text(max_size=6)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=14))
def test_any_sheet_is_read_and_its_mapping_comes_back_from_toml(rows: list[list[str]]) -> None:
    sheet = Sheet(Where("a.csv"), [Row(n, tuple(row)) for n, row in enumerate(rows, 1)], even=False)
    tables = read_area_tables([sheet], areas=AREAS)
    mapping = proposed(tables)
    back = from_toml(to_toml(mapping, tables))
    assert back.columns == mapping.columns
    assert from_data(as_data(mapping)) == mapping
    for choice in (mapping, everything_answered(tables, mapping=mapping)):
        reading = figures_of(tables, choice, national=True)
        assert not (reading.problems and reading.figures)


def everything_answered(tables: AreaTables, *, mapping: ColumnsMapping) -> ColumnsMapping:
    """Each column taken for the first thing that it may be, and each unknown row for Dorset."""
    columns = {
        column.key: mapping.columns.get(column.key) or next(filter(None, column.proposal.choices), "")
        for _, column in every_column(tables)
    }
    return ColumnsMapping(columns, {row.label: "dorset" for _, row in tables.unknown}, {"-": "0"}, "ends")
