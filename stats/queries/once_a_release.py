"""What is looked for in all figures, found once for each release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from stats.queries.releases import ReleaseRef, current_release

Found = TypeVar("Found")


class OnceARelease(Generic[Found]):
    """What `find` finds, kept in this process until another release is asked for: what it reads changes only
    with one. Before the first release nothing would say when it grows old, so it is found anew."""

    def __init__(self, find: Callable[[], Found]) -> None:
        self.find = find
        self._kept: tuple[str, Found] | None = None

    def __call__(self, release: ReleaseRef | None) -> Found:
        if release is None:
            return self.find()
        if (kept := self._kept) and kept[0] == release.identity:
            return kept[1]
        found = self.find()
        # What was published while it was looked for may be in it, and belongs to the next release.
        if (now := current_release()) and now.identity == release.identity:
            self._kept = release.identity, found
        return found

    def forget(self) -> None:
        self._kept = None
