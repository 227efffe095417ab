"""What is pasted where, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Focus:
    """The cell that a block is pasted into. Column -1 is the name of a division's row."""

    table: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The text that goes into the cell at that row and column of that table, counted from 0."""

    table: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A pasted row that nothing says the place of: `cells` are where it may belong, for a person to confirm;
    empty where there is not even a guess. `label` is empty for numbers that had none."""

    label: str
    texts: tuple[str, ...]
    cells: tuple[Placed, ...] = ()


@dataclass(slots=True)
class Placement:
    """Where a pasted block goes. `divisions` are names, each with its number, that the table has no row for
    yet. `left_out` are lines that hold no number and are no head, heading or title; `beyond` are texts for
    which the table has no cell."""

    cells: list[Placed] = field(default_factory=list)
    divisions: list[tuple[str, str]] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
