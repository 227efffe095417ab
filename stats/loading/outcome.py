"""What a load did, or would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stats.documents.problems import Problem, Severity

FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a file adds (`old` is None), changes, or takes away (`new` is None)."""

    what: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.what}: {self.new} (new)"
        if self.new is None:
            return f"{self.what}: {self.old} (taken away)"
        return f"{self.what}: {self.old} -> {self.new}"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file's part. `kind` is FIGURES or the reference table."""

    name: str
    sha256: str
    kind: str
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def added(self) -> int:
        return sum(change.old is None for change in self.changes)

    @property
    def removed(self) -> int:
        return sum(change.new is None for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.added - self.removed

    @property
    def counts(self) -> str:
        return _counted((*_totals([self]), (self.unchanged, "unchanged")))


@dataclass(frozen=True, slots=True)
class Outcome:
    """`created` names sources, divisions and reports that did not exist; `release` is the number made."""

    files: tuple[FileOutcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    created: tuple[str, ...] = ()
    release: int | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for file in self.files for change in file.changes)


def total_counts(files: Sequence[FileOutcome]) -> str:
    """`57 added, 2 changed` over all the files; nothing that is zero is named."""
    return _counted(_totals(files))


def _totals(files: Iterable[FileOutcome]) -> tuple[tuple[int, str], ...]:
    """A figure is never taken away: it is withdrawn, and keeps its place."""
    files = tuple(files)
    return (
        (sum(file.added for file in files), "added"),
        (sum(file.changed for file in files), "changed"),
        (sum(file.removed for file in files if file.kind == FIGURES), "withdrawn"),
        (sum(file.removed for file in files if file.kind != FIGURES), "taken away"),
    )


def _counted(totals: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number:,} {word}" for number, word in totals if number) or "nothing changed"
