"""Hearing of releases as they are made: PostgreSQL tells every process that listens."""

from __future__ import annotations

import select
from collections.abc import Iterator

from django.db import connection

from stats.models.release import RELEASES
from stats.queries.releases import ReleaseRef, current_release


def hear_of_releases(*, check_seconds: float) -> Iterator[ReleaseRef | None]:
    """The current release: at once, each time that one is told of, and at the latest after so many seconds.

    For a thread of its own, whose connection it holds. Raises whatever breaks the channel.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {RELEASES}")
    channel = connection.connection
    while True:
        # Read after LISTEN has begun, and after each word: nothing that was told can be missed.
        yield current_release()
        channel.notifies.clear()
        while not channel.notifies:
            heard, _, _ = select.select([channel], [], [], check_seconds)
            channel.poll()
            if not heard:
                break
