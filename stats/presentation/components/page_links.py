"""Links between the pages of a long list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator


@dataclass(frozen=True, slots=True)
class PageLinks:
    """`address` is that of the first page. The numbers around this page, the first and the last are shown."""

    page: int
    last: int
    address: str

    def url(self, page: int) -> str:
        return self.address if page == 1 else f"{self.address}?page={page}"

    @property
    def here(self) -> str:
        return self.url(self.page)

    @property
    def previous(self) -> str:
        """Empty on the first page."""
        return self.url(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Empty on the last page."""
        return self.url(self.page + 1) if self.page < self.last else ""

    @property
    def numbers(self) -> Iterator[tuple[int | None, str]]:
        """Numbers and their addresses; None where some are left out."""
        elided = Paginator(range(self.last), 1).get_elided_page_range(self.page, on_each_side=1, on_ends=1)
        return ((number, self.url(number)) if isinstance(number, int) else (None, "") for number in elided)
