"""Reading what the public saw at an earlier release, with the same queries as today's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction

from stats.models.at_release import SCHEMA, SETTING

Piece = TypeVar("Piece")


@contextmanager
def at_release(number: int) -> Iterator[None]:
    """Within it every query reads figures, notes, populations, sources, areas, corrections and releases as
    they were at that release. Nothing may be written there: it is undone at the end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('search_path', %s || ', ' || current_setting('search_path'), true), "
                "set_config(%s, %s, true)",
                [SCHEMA, SETTING, str(number)],
            )
        yield
        transaction.set_rollback(True)


def pieces_at_release(number: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """An answer that is sent while it is made, all of it at that release."""
    with at_release(number):
        yield from pieces


def at_one_moment(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What is made by several queries while it is sent: what is published meanwhile is in none.

    Within another transaction, as at a past release, it is left to that one.
    """
    if connection.in_atomic_block:
        yield from pieces
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield from pieces
