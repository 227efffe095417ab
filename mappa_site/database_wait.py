"""How long requests wait for their database: bounded on this side too, since a frozen server ends nothing."""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg2
from django.db import InterfaceError, OperationalError
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.log import log_response
from psycopg2 import extensions

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ANSWER_SECONDS = 20
"""Past this a request is answered 503. The slowest statement of a page takes milliseconds, of a load in the
admin a second."""

AT_ONCE = 8
"""Requests of a process that may be at work with the database. Its other threads are there for what is kept
and for whoever asks whether the process lives."""

STALLED_SECONDS = 2
"""A database that has kept somebody waiting for so long is taken for frozen while all who may are waiting."""

RETRY_AFTER = 30  # seconds

_waiting: dict[int, float] = {}  # since when, by thread


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
    thread = threading.get_ident()
    try:
        while (state := connection.poll()) != extensions.POLL_OK:
            events = select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
            waiting = select.poll()
            waiting.register(connection.fileno(), events)
            _waiting[thread] = time.monotonic()
            if not waiting.poll(ANSWER_SECONDS * 1000):
                raise psycopg2.OperationalError(
                    f"the database did not answer within {ANSWER_SECONDS} seconds"
                )
    finally:
        _waiting.pop(thread, None)


def is_stalled() -> bool:
    """Whether somebody has been waiting for the database for longer than any page asks of it."""
    longest_ago = min(list(_waiting.values()), default=float("inf"))
    return time.monotonic() - longest_ago > STALLED_SECONDS


class TurnsAtTheDatabase:
    """A few requests at a time work with the database, the others wait for their turn. Where the database
    does not answer, this does, calmly. What is kept is answered above, without it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.turns = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return self.get_response(request)
        while not self.turns.acquire(timeout=0.2):
            if is_stalled():
                return _unavailable(request, why=f"{AT_ONCE} requests wait for it already")
        try:
            return self.get_response(request)
        finally:
            self.turns.release()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, (OperationalError, InterfaceError)):
            return None
        return _unavailable(request, why=" ".join(str(error).split()))


def _unavailable(request: HttpRequest, *, why: str) -> HttpResponse:
    response = HttpResponse(
        render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER)}
    )
    log_response("No database for %s: %s", request.path, why, response=response, request=request)
    return response
