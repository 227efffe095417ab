"""What is published is described in the catalogue and nowhere else: no Python names a code of its files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from stats.catalogue.reader import catalogue

STATS = Path(__file__).parents[2] / "stats"
ALLOWED = {
    # A role has the same word as the indicator in it.
    ("catalogue/indicators.py", "rsos"),
    # Whoever is at Level 2 or 3 on the day was there during the year: a law about these two measures.
    ("drafting/plausibility.py", "eligible_offenders"),
    ("drafting/plausibility.py", "level_2_3_offenders"),
    # The database names the one measure that may have decimals (figure_counts_are_whole).
    ("models/figure.py", "rso_rate"),
}


def named(codes: set[str]) -> Iterator[tuple[str, str]]:
    """File and code, wherever one is written as a text of its own."""
    for path in STATS.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in codes:
                yield path.relative_to(STATS).as_posix(), str(node.value)


def test_no_python_names_a_measure_an_indicator_or_a_kind_of_source() -> None:
    found = catalogue()
    codes = {*found.measures, *found.indicators, *found.source_kinds, *found.place_kinds}
    assert set(named(codes)) == ALLOWED
