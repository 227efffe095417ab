from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.catalogue.cells import NotACellError, cell_id, cell_key, cell_words
from stats.catalogue.measures import CATEGORIES, LEVELS, CellKey
from stats.catalogue.reader import catalogue

keys = st.builds(
    CellKey,
    measure=st.sampled_from(sorted(catalogue().measures)),
    category=st.sampled_from(("", *CATEGORIES)),
    level=st.sampled_from(("", *LEVELS)),
    division=st.text(max_size=60),
    years_back=st.sampled_from((0, 1)),
)


@given(keys)
def test_an_id_is_read_back_whatever_a_division_is_called(key: CellKey) -> None:
    assert cell_key(cell_id(key)) == key


def test_ids_are_what_forms_and_stored_drafts_hold() -> None:
    assert cell_id(CellKey("eligible_offenders", "1", "total")) == "eligible_offenders.1.total..0"
    assert cell_key("eligible_offenders.1.total.St. Helens.0").division == "St. Helens"
    assert cell_id(CellKey("sfo_charged", "1", "2", years_back=1)) == "sfo_charged.1.2..1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sopo",
        "sopo...0",
        "sopo....2",
        "sopo....",
        ".1.1..0",
        "sopo.5...0",
        "sopo..9..0",
        f"sopo...{'x' * 240}.0",
    ],
)
def test_what_is_no_cell_is_refused(text: str) -> None:
    with pytest.raises(NotACellError):
        cell_key(text)


def test_every_cell_of_every_layout_has_an_id_of_its_own() -> None:
    for layout in catalogue().layouts:
        cells = {cell for table in layout.tables for cell in table.for_divisions(["North", "South"]).cells()}
        assert len({cell_id(cell) for cell in cells}) == len(cells)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (CellKey("sopo"), "SOPOs"),
        (
            CellKey("sfo_charged", "total", "2", years_back=1),
            "SOPOs, all categories, Level 2, the year before",
        ),
        (CellKey("eligible_offenders", "1", "total", "Bolton"), "SOPOs, Category 1, all levels, Bolton"),
    ],
)
def test_a_cell_in_words_begins_with_its_measures_title(key: CellKey, words: str) -> None:
    assert cell_words(key, title="SOPOs") == words
