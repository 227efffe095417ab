"""Reading from the database while what was read before is being sent."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

Batch = TypeVar("Batch")


def ahead(batches: Generator[Batch]) -> Generator[Batch]:
    """The same, each fetched by another thread while the one before it is used.

    That thread asks on this one's connection, in its transaction. Until the last is taken, this one may ask
    nothing itself.
    """
    own = connections[DEFAULT_DB_ALIAS]
    own.inc_thread_sharing()
    try:
        share = partial(connections.__setitem__, DEFAULT_DB_ALIAS, own)
        with closing(batches), ThreadPoolExecutor(1, "ahead", initializer=share) as other:
            coming = other.submit(next, batches, None)
            while (batch := coming.result()) is not None:
                coming = other.submit(next, batches, None)
                yield batch
    finally:
        own.dec_thread_sharing()
