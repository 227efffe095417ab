"""Writes what `work_out` and `changes` find beside `typed.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from tests.reference.five_reports import changes, work_out


def write(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (work_out.FOLDER / name).open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heads, *rows])


if __name__ == "__main__":
    write("worked_out.csv", work_out.HEADS, work_out.worked_out())
    write("changes.csv", changes.HEADS, changes.changes())
