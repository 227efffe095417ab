"""One load at a time, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Any number will do; it must be the same in every process that loads.
LOCK = 20_140_331


def silent(_: str) -> None:
    """Says nothing: for callers that show no progress."""


@contextmanager
def load_transaction(*, dry_run: bool = False, say: Callable[[str], None] = silent) -> Iterator[None]:
    """A transaction that holds the load lock until it ends; a dry run is rolled back at its end.

    Loads wait for one another here, before they read anything, so that none acts on what another is about
    to change, and no two lock the same rows in different orders.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if cursor.fetchone() != (True,):
                say("Another load is running; waiting for it to end.")
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            # The triggers of the history raise and catch an error for each row. At each PostgreSQL looks
            # through every check of a foreign key that it has put off: of 50,000 rows that took 30 seconds
            # of 35. So none is put off.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        if dry_run:
            transaction.set_rollback(True)
