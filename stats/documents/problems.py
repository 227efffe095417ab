"""What a load says about what it was given: problems with their place, and near names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_FOUND = 80
FEW_ALIKE = 4
MOST_ROWS_NAMED = 12
NEAR = 75  # of 100: "eligable_offenders" scores 94, "Dorsett" 92, two unrelated areas at most 70


class Severity(StrEnum):
    ERROR = "error"  # nothing of the load is written
    WARNING = "warning"  # worth a look; the load goes on


@dataclass(frozen=True, slots=True)
class Where:
    """A place in what was given. `row` counts from 1 as a spreadsheet does; `column` is a name or a cell."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def at(self, *, row: int | None = None, column: str = "") -> Where:
        return replace(self, row=row if row is not None else self.row, column=column or self.column)

    def problem(
        self, message: str, *, found: str = "", expected: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        return Problem(where=self, message=message, found=found, expected=expected, severity=severity)


@dataclass(frozen=True, slots=True)
class Problem:
    """`message` says what is wrong in words, without a full stop; `found` is given as it stood."""

    where: Where
    message: str
    found: str = ""
    expected: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        told = f"{self.where}: {self.message}"
        details = []
        if self.found.strip():
            details.append(f"found {shown(self.found)}")
        if self.expected:
            details.append(f"expected {self.expected}")
        return f"{told}; {', '.join(details)}" if details else told


def told_once(problems: Iterable[Problem]) -> list[str]:
    """Each problem in words. What is wrong in many rows alike, such as a year, is told of the first of them,
    with the others named."""
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(replace(problem, where=replace(problem.where, row=None)), []).append(problem)
    return [words for group in alike.values() for words in _told_together(group)]


def _told_together(group: Sequence[Problem]) -> list[str]:
    if len(group) < FEW_ALIKE:
        return [str(problem) for problem in group]
    rows = [str(problem.where.row) for problem in group[1:]]
    named, left = rows[:MOST_ROWS_NAMED], len(rows) - MOST_ROWS_NAMED
    last = [f"{left:,} more"] if left > 0 else [named.pop()]
    return [f"{group[0]} (the same in rows {', '.join(named)} and {last[0]})"]


def shown(text: str) -> str:
    """Text from a file, in quotes, made safe for a terminal and short."""
    plain = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    return f"“{plain[:LONGEST_FOUND]}…”" if len(plain) > LONGEST_FOUND else f"“{plain}”"


def nearest(text: str, *, names: Iterable[str]) -> str:
    """` Did you mean …?` with up to two near names, or nothing where none is near."""
    from rapidfuzz import fuzz, process, utils  # the child process that parses a file needs none of it

    found = process.extract(
        text, list(names), scorer=fuzz.WRatio, processor=utils.default_process, limit=2, score_cutoff=NEAR
    )
    if not found:
        return ""
    best = found[0][1]
    return f" (did you mean {' or '.join(name for name, score, _ in found if score >= best - 5)}?)"
