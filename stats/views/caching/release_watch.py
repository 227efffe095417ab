"""Which release is current, known without a query: PostgreSQL tells each process of a new one."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, connection

from stats.queries.release_channel import hear_of_releases
from stats.queries.releases import ReleaseRef, current_release

# While nothing is heard, how often it is looked whether the channel still stands.
CHECK_SECONDS = 15.0
# Where it does not stand (a pooler between, a database that is away), how often the release is asked for.
ASK_SECONDS = 0.5

logger = logging.getLogger(__name__)


class ReleaseWatch:
    """The current release as this process knows it.

    A thread hears of it from PostgreSQL, where a trigger tells. Where that channel is broken, whoever asks
    has it read, at most twice a second.
    """

    def __init__(self, *, changed: Callable[[ReleaseRef | None], None]) -> None:
        self._changed = changed
        self._release: ReleaseRef | None = None
        self._is_known = self._is_listening = False
        self._asked = 0.0
        self._process = 0
        self._lock = threading.Lock()

    def get(self) -> ReleaseRef | None:
        """Raises DatabaseError where it cannot be asked for and has never been known."""
        if self._process != os.getpid():  # workers are forked from a process that listens to nothing
            self._begin()
        if self._is_listening:
            return self._release
        if not self._lock.acquire(blocking=not self._is_known):
            return self._release  # somebody is asking; a database that does not answer holds nobody else up
        try:
            if self._is_known and time.monotonic() - self._asked < ASK_SECONDS:
                return self._release
            try:
                self._know(current_release())
            except DatabaseError:
                if not self._is_known:
                    raise
                # Pages that are kept go on without a database.
            self._asked = time.monotonic()
            return self._release
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Ask at the next request: this process has just made a release."""
        self._is_listening, self._asked = False, 0.0

    def _know(self, release: ReleaseRef | None) -> None:
        before, self._release, self._is_known = self._release, release, True
        if release != before:
            self._changed(release)

    def _begin(self) -> None:
        with self._lock:
            if self._process != os.getpid():
                self._process, self._is_listening = os.getpid(), False
                threading.Thread(target=self._listen, name="releases", daemon=True).start()

    def _listen(self) -> None:
        told = False
        while True:
            try:
                for release in hear_of_releases(check_seconds=CHECK_SECONDS):
                    self._know(release)
                    self._is_listening = True
            except Exception as error:  # noqa: BLE001 - whatever it is, the thread must go on
                if not told:
                    logger.warning("Not told of releases, so they are asked for: %s", str(error).strip())
                told, self._is_listening = True, False
            finally:
                connection.close()
            time.sleep(1)
