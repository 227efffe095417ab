"""The tables that leave the site as files, and their columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stats.calculations.amounts import Marker, Qualifier
from stats.calculations.funnel import Comparison, Spread
from stats.catalogue.indicators import Kind
from stats.catalogue.measures import CATEGORIES, LEVELS, Basis
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import CatalogueError, catalogue
from stats.catalogue.sources import Standing
from tests.catalogue.conftest import Copy


def test_every_column_is_of_some_file() -> None:
    used = {column.code for export in catalogue().exports.values() for column in export.columns}
    assert set(catalogue().columns) - used == {"read_from"}


def test_the_values_that_columns_declare_are_those_of_the_code() -> None:
    """A column lists them for readers of the file; what the code knows is elsewhere."""
    for code, values in {
        "basis": Basis,
        "category": CATEGORIES,
        "level": LEVELS,
        "marker": Marker,
        "qualifier": [one for one in Qualifier if one],
        "source_kind": catalogue().source_kinds,
        "standing": [one for one in Standing if one],
        "note_kind": NoteKind,
        "comparison": Comparison,
        "spread": Spread,
        "indicators.kind": Kind,
    }.items():
        assert set(catalogue().columns[code].values) == {str(value) for value in values}, code


def test_a_column_refers_to_a_table_that_one_column_tells_apart() -> None:
    for column in catalogue().columns.values():
        if column.refers_to:
            assert len(catalogue().exports[column.refers_to].key) == 1, column.code


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('refers_to = "areas"', 'refers_to = "towns"', "there is no export 'towns'"),
        ('key = ["area_slug"]', 'key = ["slug"]', "key: there is no column slug"),
        ('"area_slug", "area_name", "year", "fact"', '"area_slug", "area_slug", "fact"', "one name"),
        ('type = "number"', 'type = "decimal"', "'decimal': expected string, integer, number"),
        ('"police_force", "country"', '"police", "country"', "'police' is no column"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(copied: Copy, old: str, new: str, told: str) -> None:
    copied.replace("columns", old, new)
    with pytest.raises(CatalogueError, match=told):
        copied.read()


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("persons", "1492739", 1492739),
        ("figures.value", "57.45", Decimal("57.45")),
        ("figures.value", "", None),
        ("preferred", "no", False),
        ("release_date", "2026-01-31", date(2026, 1, 31)),
        ("year", "2004-05", "2004-05"),
    ],
)
def test_a_cell_is_read_as_what_its_column_is(code: str, text: str, value: object) -> None:
    assert catalogue().columns[code].read(text) == value
