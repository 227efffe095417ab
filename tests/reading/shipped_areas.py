"""The names of the 42 areas as data_loads/areas.csv gives them, for tests that need no database."""

from __future__ import annotations

import csv
from pathlib import Path

from stats.reading.reading import AreaNames

FILE = Path(__file__).parents[2] / "data_loads/areas.csv"

with FILE.open(encoding="utf-8", newline="") as file:
    ROWS = tuple(csv.DictReader(file))

AREAS = tuple(
    AreaNames(row["slug"], (row["name"], *row["police_force"].split(";"), *row["aliases"].split(";")))
    for row in ROWS
)
