"""How long the pages take, uncached: on the figures that ship, and on 42 areas over 20 years.

    ./bench pages

Exits with 1 where a page's median is over its limit or it asks the database more than it may. The limits are
for a machine with two cores and nothing else to do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tests.benchmarks._measure import Timing, filled, start, timing

QUERIES = 8
SHIPPED = 60.0
GENERATED = 80.0

PAGES = (
    "/areas/dorset/2015-16/",
    "/areas/greater-manchester/2014-15/",
    "/areas/derbyshire/2005-06/",
    "/compare/rso-rate/2018-19/",
    "/compare/rsos/2022-23/",
    "/compare/rso-rate/years/",
    "/compare/rso-rate/years/data.csv",
    "/embed/orders/prevention-orders/",
    "/areas/dorset/2019-20/?with=essex,durham,gwent,norfolk,kent",
    "/",
    "/areas/",
    "/orders/",
    "/recalls/",
    "/notification/",
    "/serious-further-offences/",
    "/england-and-wales/",
)
GENERATED_PAGES = (
    "/areas/generated-7/",
    "/areas/generated-7/2012-13/",
    "/compare/rso-rate/2018-19/",
    "/compare/rso-rate/2018-19/?sort=-value",
    "/compare/rsos/2018-19/",
    "/compare/notification-breaches-per-100-rsos/2018-19/",
    "/compare/level-1-share/2018-19/",
    "/compare/rso-rate/years/",
    "/compare/rsos/years/",
    "/compare/rso-rate/2018-19/data.csv",
    "/compare/rso-rate/years/data.csv",
    "/areas/generated-7/?with=generated-1,generated-2,generated-3,generated-4,generated-5",
    "/embed/compare/rso-rate/2018-19/",
    "/",
    "/areas/",
    "/orders/",
    "/recalls/",
    "/england-and-wales/",
)


def main() -> int:
    start()
    from stats.loading.load_all import load_all
    from tests.generated import generate
    from tests.shipped import DATA_LOADS

    with filled(lambda: load_all(DATA_LOADS)):
        over = measured("The figures that ship", PAGES, limit=SHIPPED)
    with filled(lambda: generate(areas=42, years=20)):
        over += measured("Generated: 42 areas, 20 years", GENERATED_PAGES, limit=GENERATED)
    for line in over:
        print(f"Over the limit: {line}", file=sys.stderr)
    return int(bool(over))


def measured(title: str, paths: Iterable[str], *, limit: float) -> list[str]:
    """Prints a line for each page; gives those over a limit, in words."""
    print(f"\n{title} (limit {limit:.0f} ms at the median, {QUERIES} queries)")
    print(f"{'page':<56}{'median':>8}{'min':>8}{'max':>8}{'queries':>9}{'KB':>7}")
    over = []
    for path in paths:
        took = timing(path)
        print(told(path, took), flush=True)
        if took.median > limit:
            over.append(f"{path} takes {took.median:.1f} ms, {limit:.0f} are allowed.")
        if took.queries > QUERIES:
            over.append(f"{path} makes {took.queries} queries, {QUERIES} are allowed.")
    return over


def told(path: str, took: Timing) -> str:
    least, most = min(took.milliseconds), max(took.milliseconds)
    return f"{path:<56}{took.median:>8.1f}{least:>8.1f}{most:>8.1f}{took.queries:>9}{took.size / 1000:>7.0f}"


if __name__ == "__main__":
    sys.exit(main())
