"""Cells side by side: the national series over the years, and the tables of the topic pages."""

from __future__ import annotations

from dataclasses import dataclass

from stats.catalogue.codes import BreakCode, TopicCode
from stats.catalogue.measures import CellKey
from stats.catalogue.years import Span


@dataclass(frozen=True, slots=True)
class SeriesColumn:
    """One cell; `breaks` are the codes of those that part its years.

    `parts` are the cells that make this one where it is not printed itself. `is_context` columns stand
    beside a topic's own figures and make no row by themselves.
    """

    cell: CellKey
    label: str
    short_label: str
    breaks: tuple[BreakCode, ...] = ()
    parts: tuple[CellKey, ...] = ()
    is_context: bool = False


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    code: str
    title: str
    columns: tuple[SeriesColumn, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A table of a topic's page, in the years for which it makes sense."""

    topic: TopicCode
    code: str
    title: str
    columns: tuple[SeriesColumn, ...]
    years: Span

    @property
    def cells(self) -> tuple[CellKey, ...]:
        """Every cell that the table may need, without repeats."""
        return tuple(dict.fromkeys(cell for one in self.columns for cell in (one.cell, *one.parts)))
