"""What is looked for in all figures, found once for each release."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from stats.queries.releases import ReleaseRef

Found = TypeVar("Found")


class OnceARelease(Generic[Found]):
    """What `find` finds, kept in this process until another release is asked for: what it reads changes only
    with one. Before the first release nothing would say when it grows old, so it is found anew."""

    def __init__(self, find: Callable[[], Found]) -> None:
        self.find = find
        self._kept = lru_cache(maxsize=1)(lambda _identity: find())

    def __call__(self, release: ReleaseRef | None) -> Found:
        return self.find() if release is None else self._kept(release.identity)

    def forget(self) -> None:
        self._kept.cache_clear()
