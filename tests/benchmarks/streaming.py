"""The file of all figures of a large database, beside COPY of the same rows by psql.

    ./bench streaming

150,000 made-up figures. Exits with 1 where the site sends them at less than half of the rate at which `psql`
writes them, or where its memory grows by more than a tenth from the second download to the last.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

import psutil
import psycopg2
from django.db import connection

from tests.benchmarks._measure import filled, filled_url, start
from tests.benchmarks._serving import required, served
from tests.benchmarks.growth import generated

PATH = "/data/figures.csv"
OF_PSQL = 0.5
GROWTH = 1.1
RUNS = 3


def main() -> int:
    start()
    required("psql", package="postgresql-client")
    with filled(lambda: generated(areas=420, years=40)):
        url = filled_url()
        rows, plain = copied(url)
        connection.close()
        with served(PROGRAM, DATABASE_URL=url, WEB_CONCURRENCY="1", MAPPA_CACHE_MB="1") as port:
            taken, memory = [], []
            for _ in range(RUNS):
                began = perf_counter()
                size = downloaded(port)
                taken.append(perf_counter() - began)
                site = psutil.Process().children(recursive=True)
                memory.append(max(one.memory_info().rss for one in site))
    ratio = plain / median(taken)
    growth = memory[-1] / memory[1]
    print(f"{rows:,} figures, {size / 1e6:.0f} MB")
    print(
        f"psql: {rows / plain:,.0f} a second; {PATH}: {rows / median(taken):,.0f}; "
        f"ratio {ratio:.2f} (wanted {OF_PSQL})"
    )
    print(
        f"memory: {', '.join(f'{each / 1e6:.0f}' for each in memory)} MB (at most {GROWTH} times the second)"
    )
    return int(ratio < OF_PSQL or growth > GROWTH)


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
    from stats.queries.tidy import tidy_query

    with closing(psycopg2.connect(url)) as plain, plain.cursor() as cursor:
        same = cursor.mogrify(*tidy_query().query.sql_with_params()).decode()
    copy = f"COPY ({same}) TO STDOUT WITH (FORMAT csv)"
    command = [required("psql", package="postgresql-client"), "--quiet", "--no-psqlrc", url, "-c", copy]
    taken = []
    for _ in range(RUNS):
        began = perf_counter()
        lines = subprocess.run(command, check=True, capture_output=True).stdout.count(b"\n")
        taken.append(perf_counter() - began)
    return lines, median(taken)


def downloaded(port: int) -> int:
    """Bytes of the whole file, let go as they come."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", PATH)
    answer = connection.getresponse()
    size = 0
    while piece := answer.read(1 << 16):
        size += len(piece)
    return size


if __name__ == "__main__":
    sys.exit(main())
