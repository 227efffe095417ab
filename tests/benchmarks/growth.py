"""Pages at 1, 10 and 100 times the data: how long each takes when it is made, and its queries.

    ./bench growth

42 made-up areas over 4 years, then 40 years, then 420 areas over 40 years: 1,500, 15,000 and 150,000 figures.
Exits with 1 where a page takes more than twice as long at 100 times, or makes more queries. Pages that list
every area are ten times as long by then, and those that list every report a hundred times: of these the time
is told for each line. What is looked for in all figures, once for each release, is told by itself.
"""

from __future__ import annotations

import resource
import sys
from time import perf_counter

from django.db import connection, transaction

from tests.benchmarks import _measure
from tests.benchmarks._measure import filled, start, timing

SIZES = ((1, 42, 4), (10, 42, 40), (100, 420, 40))
SLOWER = 2.0
# Each with what it has a line for.
PAGES = {
    "/": "area",
    "/areas/generated-7/": "year",
    "/areas/generated-7/2006-07/": "year",
    "/areas/generated-7/figures.csv": "year",
    "/compare/rso-rate/2006-07/": "area",
    "/compare/rso-rate/2006-07/data.csv": "area",
    "/areas/": "area",
    "/england-and-wales/": "year",
    "/measures/rso_rate/": "page",
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
    looked: list[float] = []
    for times, areas, years in SIZES:
        with filled(lambda areas=areas, years=years: generated(areas=areas, years=years)):  # type: ignore[misc]
            looked.append(examined())
            print(f"\n{times} times: {areas} areas, {years} years")
            for path, line in PAGES.items():
                took = timing(path, examines=False)
                lines = {"page": 1, "area": areas, "year": years}[line]
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
    print(f"All figures examined: {', '.join(f'{seconds:.1f} s' for seconds in looked)}")
    print(f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    for path in over:
        print(f"Grows: {path}", file=sys.stderr)
    return int(bool(over))


def generated(*, areas: int, years: int) -> None:
    from tests.generated import generate

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # see stats/loading/transaction.py
        generate(areas=areas, years=years)


def examined() -> float:
    """Seconds that the first page of what does not add up takes after a release: it looks at every figure."""
    from stats.queries.pages.data_quality import data_quality_page

    data_quality_page.cache_clear()
    began = perf_counter()
    data_quality_page("")
    return perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
