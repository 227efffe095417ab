"""The file of all figures of a large database, beside COPY of the same rows by psql; and its memory.

    ./bench streaming
    FIGURES=150000 ./bench streaming

Five million made-up figures, or as many as are said. The two take turns, since the machine's own speed comes
and goes. Exits with 1 where the site sends them at less than half of the rate at which `psql` writes them, or
where its memory grows by more than a tenth from the first fifth of a file to its end. The data package, which
has the same figures, is read once for its memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

import psutil
import psycopg2
from django.db import connection

from tests.benchmarks._measure import filled, filled_url, start
from tests.benchmarks._serving import required, served

FIGURES = int(os.environ.get("FIGURES", "5_000_000"))
CSV, PACKAGE = "/data/figures.csv", "/data/mappa-figures.zip"
OF_PSQL = 0.5
GROWTH = 1.1
ROUNDS = 3
PIECE = 1 << 18
LOOK_SECONDS = 0.2


def main() -> int:
    start()
    required("psql", package="postgresql-client")
    with filled(made):
        url = filled_url()
        connection.close()
        with served(PROGRAM, DATABASE_URL=url, WEB_CONCURRENCY="1", MAPPA_CACHE_MB="1") as port:
            rounds = [(copied(url), downloaded(port, CSV)) for _ in range(ROUNDS)]
            package = downloaded(port, PACKAGE)
    ratio = median(plain / file.seconds for (_rows, plain), file in rounds)
    rows, plain = rounds[0][0][0], median(plain for (_rows, plain), _file in rounds)
    file = sorted((file for _plain, file in rounds), key=lambda file: file.seconds)[ROUNDS // 2]
    grown = max(one.growth for one in (*(file for _, file in rounds), package))
    print(f"{rows:,} figures, {file.size / 1e6:,.0f} MB")
    print(
        f"psql: {rows / plain:,.0f} a second; {CSV}: {rows / file.seconds:,.0f}; "
        f"ratio {ratio:.2f} (wanted {OF_PSQL})"
    )
    for path, one in ((CSV, file), (PACKAGE, package)):
        told = ", ".join(f"{each / 1e6:.0f}" for each in one.memory)
        print(f"{path}: first bytes after {one.first:.1f} s, all after {one.seconds:.0f} s; memory {told} MB")
    print(f"memory grows {grown:.2f} times (wanted {GROWTH})")
    return int(ratio < OF_PSQL or grown > GROWTH)


def made() -> None:
    from tests.benchmarks._multiplied import generate_millions

    began = perf_counter()
    generate_millions(figures=FIGURES)
    print(f"made in {perf_counter() - began:.0f} s", flush=True)


# As ./run serves, without data_loads: its figures are others.
PROGRAM = """
from mappa_site import serve
from mappa_site.listening import take_address
import django
django.setup()
serve.Site(take_address(), server=None).run()
"""


def copied(url: str) -> tuple[int, float]:
    """How many rows psql writes, and the seconds that it takes."""
    from stats.queries.tidy import tidy_rows

    with closing(psycopg2.connect(url)) as plain, plain.cursor() as cursor:
        same = cursor.mogrify(*tidy_rows().cells.query.sql_with_params()).decode()
    copy = f"COPY ({same}) TO STDOUT WITH (FORMAT csv)"
    command = [required("psql", package="postgresql-client"), "--quiet", "--no-psqlrc", url, "-c", copy]
    began, lines = perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as psql:
        assert psql.stdout is not None
        while piece := psql.stdout.read(PIECE):
            lines += piece.count(b"\n")
    if psql.returncode:
        raise SystemExit("psql could not write them.")
    return lines, perf_counter() - began


class Download:
    """A whole file, let go as it comes. `memory` is what the site took at most in each fifth of the time."""

    def __init__(self, pieces: Iterator[int], *, began: float) -> None:
        self.first, self.size = 0.0, 0
        seen: list[tuple[float, int]] = []
        for size in pieces:
            self.first = self.first or perf_counter() - began
            if not seen or perf_counter() - began > seen[-1][0] + LOOK_SECONDS:
                seen.append((perf_counter() - began, memory()))
            self.size += size
        self.seconds = perf_counter() - began
        seen.append((self.seconds, memory()))
        fifth = self.seconds / 5
        fifths = (
            [held for at, held in seen if part * fifth <= at <= (part + 1) * fifth] for part in range(5)
        )
        self.memory = [max(held) for held in fifths if held]

    @property
    def growth(self) -> float:
        return self.memory[-1] / self.memory[0]


def memory() -> int:
    return max(one.memory_info().rss for one in psutil.Process().children(recursive=True))


def downloaded(port: int, path: str) -> Download:
    began = perf_counter()
    asked = HTTPConnection("127.0.0.1", port, timeout=120)
    asked.request("GET", path)
    answer = asked.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}.")
    return Download(iter(lambda: len(answer.read(PIECE)), 0), began=began)


if __name__ == "__main__":
    sys.exit(main())
