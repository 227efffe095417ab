"""Pages at 1, 10 and 100 times the data: how long each takes when it is made, and its queries.

    ./bench growth

42 made-up areas over 4 years, then 40 years, then 420 areas over 40 years: 1,500, 15,000 and 150,000 figures.
Exits with 1 where a page takes more than twice as long at 100 times, or makes more queries. Pages that list
every area are ten times as long by then, and those that list every report a hundred times: of these the time
is told for each line. What is looked for in all figures, once for each release, is told by itself: the pages
that show it are timed with it.
"""

from __future__ import annotations

import resource
import sys
from collections import defaultdict
from time import perf_counter

from django.db import connection, transaction

from tests.benchmarks import _measure
from tests.benchmarks._measure import filled, start, timing

SIZES = ((1, 42, 4), (10, 42, 40), (100, 420, 40))
SLOWER = 2.0
# Each with what it has a line for; a cell is an area in a year.
PAGES = {
    "/": "area",
    "/areas/generated-7/": "year",
    "/areas/generated-7/2006-07/": "year",
    "/areas/generated-7/figures.csv": "year",
    "/compare/rso-rate/2006-07/": "area",
    "/compare/rso-rate/2006-07/data.csv": "area",
    "/areas/": "area",
    "/england-and-wales/": "year",
    "/orders/": "year",
    "/compare/": "page",
    "/compare/rso-rate/years/": "cell",
    "/coverage/": "cell",
    "/recalls/": "area",
    "/sources/": "page",
    "/measures/": "page",
    "/measures/rso_rate/": "page",
    "/api/v1/figures?measure=rso_rate&limit=100": "page",
    "/api/v1/areas": "area",
    "/sitemap.xml": "cell",
    "/areas/?q=Generated": "area",
    "/data/": "area",
    "/data-quality/": "page",
    "/updates/": "page",
}

# At 1 time it has not the rows that a page holds.
FILLED = {"/data-quality/"}


def main() -> int:
    start()
    _measure.RUNS = 9
    taken: dict[str, list[tuple[float, int]]] = {path: [] for path in PAGES}
    looked: dict[str, list[float]] = defaultdict(list)
    for times, areas, years in SIZES:
        with filled(lambda areas=areas, years=years: generated(areas=areas, years=years)):  # type: ignore[misc]
            for path, seconds in looked_through().items():
                looked[path].append(seconds)
            print(f"\n{times} times: {areas} areas, {years} years")
            for path, line in PAGES.items():
                took = timing(path, examines=False)
                lines = {"page": 1, "area": areas, "year": years, "cell": areas * years}[line]
                taken[path].append((took.median / lines, took.queries))
                print(f"{path:<40}{took.median:>9.1f} ms{took.queries:>4} queries{took.size / 1000:>9.0f} KB")
    print(f"\n{'page':<40}{'100 times beside 1':>20}{'queries':>12}")
    over = []
    for path, found in taken.items():
        (first, queries), *_, (last, more) = found
        per = "" if PAGES[path] == "page" else f" a line, each for one {PAGES[path]}"
        print(f"{path:<40}{last / first:>20.2f}{queries:>8} {more:>3}{per}")
        if (last > SLOWER * first and path not in FILLED) or more > queries:
            over.append(path)
    for path, taken_once in looked.items():
        print(f"Once a release, {path}: {', '.join(f'{seconds:.2f} s' for seconds in taken_once)}")
    print(f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    for path in over:
        print(f"Grows: {path}", file=sys.stderr)
    return int(bool(over))


def generated(*, areas: int, years: int) -> None:
    from tests.generated import generate

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # see stats/loading/transaction.py
        generate(areas=areas, years=years)


def looked_through() -> dict[str, float]:
    """Seconds of what the first page after a release waits for, by page: each looks at every figure."""
    from tests.kept import KEPT

    taken = {}
    for path, page in KEPT.items():
        began = perf_counter()
        page.find()
        taken[path] = perf_counter() - began
    return taken


if __name__ == "__main__":
    sys.exit(main())
