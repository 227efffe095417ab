"""A key or a word that the reader does not know is refused, with the file and the entry that have it."""

from __future__ import annotations

import pytest

from stats.catalogue.reader import CatalogueError
from tests.catalogue.conftest import Copy

Edit = tuple[str, str, str]

# File, what is put in, and what the message says: the file, the entry and the key.
MISSPELT: dict[str, tuple[Edit, str]] = {
    "measure": (
        ("measures", 'caveat = "Level 2 was', 'caveats = "Level 2 was'),
        "measures.toml, measure 'level_2_3_offenders': unknown key 'caveats'",
    ),
    "change of a measure's basis": (
        ("measures", 'last_year = "2007-08"\nbasis =', 'last_year = "2007-08"\nbasis_ = "x"\nbasis ='),
        "measures.toml, measure 'eligible_offenders', basis_change '2007-08': unknown key 'basis_'",
    ),
    "indicator": (
        ("indicators", "decimals = 1", "decimals = 1\ndecimal = 2"),
        "indicators.toml, indicator 'level-1-share': unknown key 'decimal'",
    ),
    "break": (
        ("breaks", 'indicators = ["sfo-charges"]', 'indicators = ["sfo-charges"]\nindicator = ["rsos"]'),
        "breaks.toml, break 'sfo-basis': unknown key 'indicator'",
    ),
    "layout": (
        ("layouts", 'code = "2008-09"', 'code = "2008-09"\nlastyear = "2009-10"'),
        "layouts.toml, layout '2008-09': unknown key 'lastyear'",
    ),
    "table": (
        ("layouts", 'not_applicable = [["l1", "c3"]]', 'not_aplicable = [["l1", "c3"]]'),
        "layouts.toml, table 'eligible': unknown key 'not_aplicable'",
    ),
    "row": (
        ("layouts", 'code = "l1", label', 'code = "l1", lable = "x", label'),
        "layouts.toml, table 'eligible', row 'l1': unknown key 'lable'",
    ),
    "column of a topic": (
        ("topics", 'short = "SOPO" }', 'short = "SOPO", break = ["sopo-to-shpo"] }'),
        "'orders-imposed', column 'Sexual offences prevention orders (SOPOs)': unknown key 'break'",
    ),
    "column of the national series": (
        ("series", 'short = "RSOs" }', 'short = "RSOs", contxt = true }'),
        "national_table 'registered', column 'RSOs on 31 March': unknown key 'contxt'",
    ),
    "population base": (
        ("populations", 'age_band = "all"', 'age_band = "all"\nage_bands = "10+"'),
        "populations.toml, base '2000-01': unknown key 'age_bands'",
    ),
    "restatement": (
        ("populations", 'value = "64"', 'value = "64"\nvalues = "64"'),
        "populations.toml, restatement '2006-07': unknown key 'values'",
    ),
    "list": (("breaks", "[[break]]", "[[breaks]]"), "breaks.toml: unknown key 'breaks'"),
}


@pytest.mark.parametrize(("edit", "words"), MISSPELT.values(), ids=MISSPELT.keys())
def test_a_key_that_is_misspelt_is_named_with_its_file_and_entry(
    copied: Copy, edit: Edit, words: str
) -> None:
    """TOML takes any key: without this a typo would be left out in silence."""
    copied.replace(*edit)
    with pytest.raises(CatalogueError) as refused:
        copied.read()
    assert words in str(refused.value)


def test_every_misspelt_key_is_named_at_once(copied: Copy) -> None:
    for edit, _words in (MISSPELT["break"], MISSPELT["indicator"], MISSPELT["row"]):
        copied.replace(*edit)
    with pytest.raises(CatalogueError) as refused:
        copied.read()
    assert str(refused.value).count("unknown key") == 3


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            ("measures", 'dimensions = ["category", "level"]', 'dimensions = ["catgory", "level"]'),
            "measures.toml, measure 'eligible_offenders', dimensions: 'catgory': expected category, level",
        ),
        (
            ("indicators", 'role = "rsos"', 'role = "rso"'),
            "indicators.toml, indicator 'rsos', role: 'rso': expected rate, rsos",
        ),
    ],
)
def test_a_word_that_the_reader_does_not_know_is_no_word_left_out(
    copied: Copy, edit: Edit, words: str
) -> None:
    copied.replace(*edit)
    with pytest.raises(CatalogueError) as refused:
        copied.read()
    assert words in str(refused.value)
