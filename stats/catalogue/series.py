"""The national series: which cells the England and Wales page follows over the years."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.measures import CellKey


@dataclass(frozen=True, slots=True)
class SeriesColumn:
    """`breaks_of` is the indicator whose breaks part this series; empty where none do."""

    cell: CellKey
    label: str
    short_label: str
    breaks_of: str = ""


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
