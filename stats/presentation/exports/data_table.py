"""A table on its way out of the site, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stats.catalogue.columns import Column


@dataclass(frozen=True, slots=True)
class DataTable:
    """`name` says what it is in the name of a file: `dorset-2014-15`. `description` says what one row is, and
    `page` is the address of the page that it belongs to, from its slash on.

    `rows` are texts in the order of the columns. They may be taken once.
    """

    name: str
    title: str
    description: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]
    page: str
