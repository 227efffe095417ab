"""The names of the 42 areas as data_loads/areas.csv gives them, for tests that need no database."""

from __future__ import annotations

import csv
from pathlib import Path

from stats.reading.reading import AreaNames

DATA_LOADS = Path(__file__).parents[2] / "data_loads"

with (DATA_LOADS / "areas.csv").open(encoding="utf-8", newline="") as file:
    ROWS = tuple(csv.DictReader(file))

AREAS = tuple(
    AreaNames(
        row["slug"],
        (row["name"], *row["police_force"].split(";"), *row["aliases"].split(";")),
        row["region"],
        row["country"],
    )
    for row in ROWS
)
