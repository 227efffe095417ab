"""How fast figures are loaded, beside COPY of the same rows into the same table with its triggers.

    ./bench loading

The figures of 42 made-up areas over 15 years, as one file a year, then as 630 files of one report each. Exits
with 1 where fewer than 5,000 figures a second are loaded from the few, or fewer than 0.2 of COPY's where that
is less, or where the many files take more memory. They take longer, since each is parsed in a process of its
own that takes 60 ms to start: that is told, and has no limit.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from time import perf_counter

import psycopg2
from django.core.management import call_command
from django.db import connection
from psycopg2 import extensions

from tests.benchmarks._measure import filled, filled_url, start

AREAS = 42
YEARS = range(2010, 2025)
A_SECOND = 5_000
OF_COPY = 0.2
MORE_MEMORY = 1.2  # times what the same figures take in a few files
TITLE = "Generated for a benchmark"
COLUMNS = (
    "area_slug", "division", "year", "measure", "category", "level", "value", "marker", "source_kind",
    "source_title", "source_url", "source_page",
)  # fmt: skip
LOAD = """
import resource, sys
import django
django.setup()
from django.core.management import call_command
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
call_command("load_figures", sys.argv[1], verbosity=0, stdout=open("/dev/null", "w"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """`kilobytes` are those beyond what the process has before it loads."""

    seconds: float
    kilobytes: int
    figures: int

    @property
    def rate(self) -> float:
        return self.figures / self.seconds


def main() -> int:
    start()
    with tempfile.TemporaryDirectory() as made:
        reports = [*rows()]
        many, few = Path(made, "many"), Path(made, "few")
        written(many, {f"{row[0]}-{row[2]}": of for row, of in parted(reports, by=(0, 2))})
        written(few, {row[2]: of for row, of in parted(reports, by=(2,))})
        results = {name: filled_and_loaded(folder) for name, folder in (("few", few), ("many", many))}
        with filled(lambda: prepared(few)):
            copied = copy()
    wanted = min(A_SECOND, OF_COPY * copied)
    print(f"{len(reports):,} figures; COPY: {copied:,.0f} a second")
    for name, found in results.items():
        print(
            f"{name} files: {found.rate:,.0f} a second, {found.rate / copied:.2f} of COPY "
            f"(wanted {wanted:,.0f} a second), {found.kilobytes / 1024:,.0f} MB"
        )
    memory = results["many"].kilobytes / results["few"].kilobytes
    print(f"memory, many files beside few: {memory:.2f} times (at most {MORE_MEMORY})")
    over = []
    if results["few"].rate < wanted:
        over.append(f"{results['few'].rate:,.0f} figures a second are loaded, {wanted:,.0f} are wanted")
    if memory > MORE_MEMORY:
        over.append(f"many files take {memory:.2f} times the memory of few, {MORE_MEMORY} are allowed")
    for line in over:
        print(f"Missed: {line}", file=sys.stderr)
    return int(bool(over))


def rows() -> Iterator[tuple[str, ...]]:
    """A row for each cell of the layouts, with totals that add up: every part is 1."""
    from stats.catalogue.reader import catalogue
    from stats.catalogue.years import ReportingYear

    for year in map(ReportingYear, YEARS):
        layout = catalogue().layout_for(year, national=False)
        assert layout is not None
        dashed = {cell for table in layout.tables for cell in table.cells_that_cannot_exist()}
        held = [cell for table in layout.tables for cell in table.cells() if not cell.years_back]
        counts = {cell: 1 for cell in held if not cell.division and cell not in dashed}
        for _ in range(3):  # totals of totals
            for total in (total for table in layout.tables for total in table.totals):
                if total.total in counts:
                    counts[total.total] = sum(counts.get(part, 0) for part in total.parts)
        for area in range(AREAS):
            slug = f"generated-{area}"
            source = "area report", f"{TITLE}, {slug} {year}", "", ""
            for cell, number in counts.items():
                if cell.measure != "rso_rate":
                    yield (
                        slug,
                        "",
                        str(year),
                        cell.measure,
                        cell.category,
                        cell.level,
                        str(number),
                        "",
                        *source,
                    )


def parted(
    reports: list[tuple[str, ...]], *, by: tuple[int, ...]
) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    for _key, of in groupby(reports, key=lambda row: [row[place] for place in by]):
        found = [*of]
        yield found[0], found


def written(folder: Path, files: Mapping[str, list[tuple[str, ...]]]) -> None:
    folder.mkdir()
    for name, of in files.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *of])


def areas() -> None:
    from stats.models import Area

    Area.objects.bulk_create(
        Area(slug=f"generated-{n}", name=f"Generated {n:02}", kind=Area.Kind.AREA, country="England")
        for n in range(AREAS)
    )


def filled_and_loaded(folder: Path) -> Loaded:
    """`load_figures` in a process of its own, whose memory is its own."""
    from stats.models import Figure

    with filled(areas):
        environment = os.environ | {"DATABASE_URL": filled_url()}
        began = perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", LOAD, folder],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        seconds = perf_counter() - began
        return Loaded(seconds, int(done.stdout.split()[-1]), Figure.objects.count())


def prepared(folder: Path) -> None:
    """The figures loaded, kept aside, and the table empty again."""
    areas()
    call_command("load_figures", folder, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE aside AS SELECT * FROM stats_figure")
        cursor.execute("TRUNCATE stats_figure, stats_figureevent")


def copy() -> float:
    """Figures a second by COPY, in one transaction, with its triggers and its constraints."""
    extensions.set_wait_callback(None)  # as in a process of its own: it rules COPY out
    plain = psycopg2.connect(**connection.get_connection_params())
    with closing(plain), plain.cursor() as cursor, tempfile.TemporaryFile() as file:
        cursor.copy_expert("COPY aside TO STDOUT", file)
        file.seek(0)
        began = perf_counter()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a load does, see its transaction.py
        cursor.copy_expert("COPY stats_figure FROM STDIN", file)
        plain.commit()
        return cursor.rowcount / (perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
