"""Check what is stored: printed totals against their parts, and sources against one another."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stats.analysis.conflicts import Conflict
from stats.analysis.figures import AreaRef, PublishedFigure
from stats.analysis.reconciliation import Check
from stats.loading.problems import nearest
from stats.presentation.text import words
from stats.queries.figures import area_refs
from stats.queries.pages.data_quality import examine


class Command(BaseCommand):
    help = (
        "Print every published total that is not what its parts make, and every cell that sources give "
        "differently. Exit status 1 where a difference has no explanation, else 0."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", metavar="SLUG", help="this area alone, such as dorset")

    def handle(self, *_: Any, area: str | None, **__: Any) -> None:
        if area is not None and area not in (areas := area_refs()):
            raise CommandError(f"There is no area “{area}”{nearest(area, names=areas)}.")
        quality = examine()
        differences = _of_area(quality.differences, area)
        explained = _of_area(quality.explained, area)
        conflicts = [(ref, conflict) for ref, conflict in quality.conflicts if area in (None, ref.slug)]
        self.stdout.write(f"{_number(quality.checked, 'printed total')} checked in all.")
        self.stdout.write(f"\nDo not add up, and are not explained: {len(differences)}")
        for ref, check in differences:
            self.stdout.write(f"  {_difference(ref, check)}")
        self.stdout.write(f"\nDo not add up, as the source explains: {len(explained)}")
        for ref, check in explained:
            self.stdout.write(f"  {_difference(ref, check)}\n    {check.explanation}")
        self.stdout.write(f"\nGiven differently by several sources: {len(conflicts)}")
        for ref, conflict in conflicts:
            for line in _conflict(ref, conflict):
                self.stdout.write(f"  {line}")
        if differences:
            raise CommandError(
                f"{_number(len(differences), 'difference')} without an explanation.", returncode=1
            )


def _of_area(found: Iterable[tuple[AreaRef, Check]], slug: str | None) -> list[tuple[AreaRef, Check]]:
    return [(ref, check) for ref, check in found if slug in (None, ref.slug)]


def _difference(ref: AreaRef, check: Check) -> str:
    finding = check.finding
    parts = ", ".join("not held" if part is None else str(part) for part in finding.parts)
    return (
        f"{ref.name} {check.year}, “{check.table_title}”, {finding.rule.name}: "
        f"printed {finding.printed}, the parts make {finding.computed} ({parts}); "
        f"{check.source.title}"
    )


def _conflict(ref: AreaRef, conflict: Conflict) -> Iterable[str]:
    yield f"{ref.name} {conflict.year}, {words.cell(conflict.cell)}"
    for held in conflict.figures:
        yield f"  {held.amount}: {_source(held)}"
    for reason in (conflict.reason, *(note.text for note in conflict.notes)):
        if reason:
            yield f"  {reason}"


def _source(held: PublishedFigure) -> str:
    shown = "; shown first" if held.preferred else ""
    return f"{held.source.title} ({held.source.kind}{shown})"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
