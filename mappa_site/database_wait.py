"""How long a request waits for its database: bounded on this side too, since a frozen server ends nothing."""

from __future__ import annotations

import select
from typing import Any

import psycopg2
from django.db.backends.signals import connection_created
from psycopg2 import extensions

ANSWER_SECONDS = 20
"""Past this a request is answered 503. The slowest statement of a page takes milliseconds, of a load in the
admin a second."""


def bound_waiting() -> None:
    """For this process, from now on. Only where requests are served: it takes COPY away from psycopg2.

    PostgreSQL itself ends a statement that takes too long; where not even that comes back, the wait ends.
    """
    extensions.set_wait_callback(_wait)
    connection_created.connect(_bound_statements, dispatch_uid="bound_statements")


def _bound_statements(connection: Any, **_: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{ANSWER_SECONDS - 5}s"])


def _wait(connection: extensions.connection) -> None:
    """What psycopg2 asks for while it waits: as its documentation has it, with an end."""
    while True:
        state = connection.poll()
        if state == extensions.POLL_OK:
            return
        events = select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
        waiting = select.poll()
        waiting.register(connection.fileno(), events)
        if not waiting.poll(ANSWER_SECONDS * 1000):
            raise psycopg2.OperationalError(f"the database did not answer within {ANSWER_SECONDS} seconds")
