"""Timing a page: the whole answer, made anew each time, in this process and from a real PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from statistics import median
from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.databases import fresh_database, renamed

WARM_UP = 5
RUNS = 60


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each run, the queries of one, and the size of the page uncompressed."""

    milliseconds: tuple[float, ...]
    queries: int
    size: int

    @property
    def median(self) -> float:
        return median(self.milliseconds)


@contextmanager
def filled(fill: Callable[[], object]) -> Iterator[None]:
    """Django on a fresh database that `fill` has put figures into, settled as a running site's is."""
    with fresh_database(os.environ["DATABASE_URL"]) as url:
        name = url.partition("dbname=")[2].partition("&")[0]
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", interactive=False, verbosity=0)
            fill()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            yield
        finally:
            connection.close()


def filled_url() -> str:
    """The address of the database that `filled` made, for processes of their own."""
    return renamed(os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"]))


def start() -> None:
    """What a benchmark of pages that are made begins with: the site as it is served, but that it keeps none.

    In the environment that `./bench` sets.
    """
    os.environ["MAPPA_CACHE_MB"] = "0"
    import_module("mappa_site.wsgi")
    from mappa_site.serve import collect_static

    collect_static()


def timing(path: str, *, examines: bool = True) -> Timing:
    """The page as a browser asks for it that has never seen it: no ETag to match, nothing kept of ours, but
    for what was found in all figures of the release where it `examines` nothing."""
    from tests.kept import forget_what_is_kept

    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})

    def once() -> float:
        if examines:
            forget_what_is_kept()
        began = perf_counter()
        answer = client.get(path)
        len(answer.getvalue())  # a file is made only while it is read
        took = (perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}.")
        return took

    for _ in range(WARM_UP):
        once()
    taken = tuple(once() for _ in range(RUNS))
    with CaptureQueriesContext(connection) as queries:
        size = len(Client(SERVER_NAME="127.0.0.1").get(path).getvalue())
    return Timing(taken, len(queries), size)
