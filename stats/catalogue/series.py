"""The national series: which cells the England and Wales page follows over the years."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.measures import CellKey


@dataclass(frozen=True, slots=True)
class SeriesColumn:
    """One cell over the years; `breaks` are the codes of those that part its years."""

    cell: CellKey
    label: str
    short_label: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
