"""Lists that are too long for one page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """Lists that follow one another over numbered pages, as chapters do in a book.

    `lengths` are those of the lists, in rows, and `size` is how many rows a page has. Pages count from 1, and
    there is always one.
    """

    lengths: tuple[int, ...]
    size: int
    page: int

    @property
    def last(self) -> int:
        return max(1, -(-sum(self.lengths) // self.size))

    @property
    def first_row(self) -> int:
        """How many rows stand on the pages before."""
        return (self.page - 1) * self.size

    def part(self, place: int) -> slice:
        """What of the list at that place stands on this page."""
        before = self.first_row - sum(self.lengths[:place])
        return slice(max(0, before), max(0, before + self.size))

    def begins(self, place: int) -> int:
        """The page on which the list at that place begins, or would if it had a row."""
        return min(self.last, sum(self.lengths[:place]) // self.size + 1)


def pages(*lengths: int, size: int, page: int | None) -> Pages | None:
    """That page of the lists; None where there is no such page."""
    if page is None:
        return None
    found = Pages(lengths, size, page)
    return found if 1 <= page <= found.last else None
