"""What is written the longer way for speed: worth it?

    ./bench speed

Each is timed with and without it in turn, in processor time on 42 areas over 20 years. Exits with 1 where a
page without it does not take longer by the factor given, which leaves room for noise: then the longer way has
no reason left.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from statistics import median
from time import process_time
from unittest.mock import patch

from django.test import Client

from stats.analysis.figures import SourceRef
from stats.catalogue.indicators import Indicator
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from tests.benchmarks._measure import WARM_UP, filled, start

RUNS = 40
PYTHONS_OWN_THRESHOLDS = (700, 10, 10)


@contextmanager
def rows_share_nothing() -> Iterator[None]:
    from stats.queries import figures

    with patch.multiple(figures, year_of=ReportingYear, cell_of=CellKey, source_of=SourceRef):
        yield


@contextmanager
def values_worked_out_anew() -> Iterator[None]:
    from stats.analysis.series import Series
    from stats.analysis.values import Value

    keeping = Series.value

    def value(self: Series, indicator: Indicator, *, area_slug: str, year: ReportingYear) -> Value:
        self._values.clear()
        return keeping(self, indicator, area_slug=area_slug, year=year)

    with patch.object(Series, "value", value):
        yield


@contextmanager
def figures_examined_anew() -> Iterator[None]:
    from tests.kept import forget_what_is_kept

    forget_what_is_kept()
    yield


@contextmanager
def garbage_looked_for_as_often_as_python_does() -> Iterator[None]:
    ours = gc.get_threshold()
    gc.set_threshold(*PYTHONS_OWN_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*ours)


CASES: tuple[tuple[str, Callable[[], AbstractContextManager[None]], str, float], ...] = (
    ("queries/figures.py: rows share", rows_share_nothing, "/compare/rso-rate/years/data.csv", 1.06),
    ("analysis/series.py: values kept", values_worked_out_anew, "/compare/rso-rate/years/data.csv", 1.06),
    ("pages/data_quality.py: findings kept", figures_examined_anew, "/data-quality/", 2.0),
    ("wsgi.py: thresholds", garbage_looked_for_as_often_as_python_does, "/compare/rso-rate/years/", 1.02),
)


def main() -> int:
    start()
    from tests.generated import generate

    idle = []
    with filled(lambda: generate(areas=42, years=20)):
        print(f"{'what':<40}{'page':<36}{'times':>7}{'needed':>8}")
        for name, without, path, needed in CASES:
            times = slower_without(without, path=path)
            print(f"{name:<40}{path:<36}{times:>7.2f}{needed:>8.2f}", flush=True)
            if times < needed:
                idle.append(name)
    for name in idle:
        print(f"Not worth it: {name}", file=sys.stderr)
    return int(bool(idle))


def slower_without(without: Callable[[], AbstractContextManager[None]], *, path: str) -> float:
    """How many times as long the page takes without it: the median over runs with and without it in turn."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})

    def once() -> float:
        began = process_time()
        answer = client.get(path)
        len(answer.getvalue())  # a file is made only while it is read
        took = process_time() - began
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}.")
        return took

    def once_without() -> float:
        with without():
            return once()

    for _ in range(WARM_UP):
        once()
    ratios = []
    for _ in range(RUNS):
        plain = once_without()
        once()  # what was cleared is kept again
        ratios.append(plain / once())
    return median(ratios)


if __name__ == "__main__":
    sys.exit(main())
