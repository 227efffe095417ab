"""Pages and CSV beside Datasette with the same figures: made anew, and kept.

    ./bench compared

Datasette is installed by this benchmark in a virtual environment of its own, .local/datasette. An area's page
and the comparison of areas stand against its table of the same rows; CSV against its CSV of the same rows.
Exits with 1 where the site answers fewer requests than Datasette with pages that it makes each time, or fewer
than 50 times as many with those that it has kept.
"""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from mappa_site.launch.steps import LOCAL
from tests.benchmarks._serving import beside, body, rate, served
from tests.mappa_site.launching import end, eventually, free_port

VERSION = "datasette==0.65.1"
FOLDER = LOCAL / "datasette"
COLD, KEPT = 1.0, 50.0
TABLE = "/figures/figures"
PAIRS = (
    ("/areas/dorset/2015-16/", f"{TABLE}?area_slug=dorset&year=2015-16&_size=max"),
    (
        "/compare/rsos/2018-19/",
        f"{TABLE}?measure=eligible_offenders&category=1&level=total&year=2018-19&_size=max",
    ),
    ("/areas/dorset/figures.csv", f"{TABLE}.csv?area_slug=dorset&_stream=on"),
    ("/data/figures.csv", f"{TABLE}.csv?_stream=on"),
)


def main() -> int:
    over = []
    with ExitStack() as open_:
        cold = open_.enter_context(served(MAPPA_CACHE_MB="0"))
        kept = open_.enter_context(served())
        made = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        datasette = open_.enter_context(datasette_with(body(kept, "/data/figures.csv"), made))
        print(f"{'page':<28}{'Datasette':>11}{'made anew':>11}{'ratio':>7}{'kept':>9}{'ratio':>8}  a second")
        for ours, theirs in PAIRS:
            body(kept, ours)
            for one in ((cold, ours), (datasette, theirs)):
                rate(*one, seconds=2)  # until every thread has begun, and has its connection
            anew, other, ratio = beside((cold, ours), (datasette, theirs), connections=4)
            again = rate(kept, ours)
            told = f"{other:>11,.1f}{anew:>11,.1f}{ratio:>7.2f}{again:>9,.0f}{again / other:>8.0f}"
            print(f"{ours:<28}{told}", flush=True)
            if ratio < COLD:
                over.append(f"{ours}, made anew: {ratio:.2f} of Datasette's, {COLD} wanted")
            if again < KEPT * other:
                over.append(f"{ours}, kept: {again / other:.0f} of Datasette's, {KEPT:.0f} wanted")
    for line in over:
        print(f"Missed: {line}", file=sys.stderr)
    return int(bool(over))


@contextmanager
def datasette_with(figures: bytes, folder: Path) -> Iterator[int]:
    """Its port, with the figures in a table that has an index for each of the columns asked for."""
    header, *rows = csv.reader(io.StringIO(figures.decode("utf-8-sig")))
    with closing(sqlite3.connect(folder / "figures.db")) as database:
        database.execute(f"CREATE TABLE figures ({', '.join(header)})")
        database.executemany(f"INSERT INTO figures VALUES ({', '.join('?' for _ in header)})", rows)  # noqa: S608
        for column in ("area_slug", "measure", "year"):
            database.execute(f"CREATE INDEX by_{column} ON figures ({column})")
        database.commit()
    if not (FOLDER / "bin" / "datasette").is_file():
        subprocess.run([sys.executable, "-m", "venv", FOLDER], check=True)
        pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, VERSION, "setuptools<81"], check=True)
    port = free_port()
    settings = ["--setting", "max_returned_rows", "10000", "--setting", "max_csv_mb", "0"]
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            [FOLDER / "bin" / "datasette", "figures.db", "--port", str(port), *settings],
            cwd=folder,
            stdout=nowhere,
            stderr=nowhere,
        )
    try:
        eventually(lambda: answers(port), seconds=30)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        end(process)


def answers(port: int) -> bool:
    try:
        return bool(body(port, "/"))
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
