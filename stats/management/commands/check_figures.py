"""Check what is stored: printed totals against their parts, and sources against one another."""

from __future__ import annotations

import itertools
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stats.analysis.figures import AreaRef
from stats.analysis.tables.conflicts import Conflict
from stats.analysis.tables.reconciliation import Check
from stats.documents.problems import nearest
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
        self.stdout.write(f"{_number(quality.checked, 'printed total')} checked in all.")
        differences, explained = (
            [_difference(ref, check) for ref, check in found if area in (None, ref.slug)]
            for found in (quality.differences, quality.explained)
        )
        conflicts = [_conflict(ref, found) for ref, found in quality.conflicts if area in (None, ref.slug)]
        for title, found in (
            ("Do not add up, and are not explained", differences),
            ("Do not add up, as the source explains", explained),
            ("Given differently by several sources", conflicts),
        ):
            self.stdout.write(f"\n{title}: {len(found)}")
            for line in itertools.chain.from_iterable(found):
                self.stdout.write(f"  {line}")
        if differences:
            raise CommandError(
                f"{_number(len(differences), 'difference')} without an explanation.", returncode=1
            )


def _difference(ref: AreaRef, check: Check) -> Iterator[str]:
    finding = check.finding
    parts = ", ".join("not held" if part is None else str(part) for part in finding.parts)
    yield (
        f"{ref.name} {check.year}, “{check.table_title}”, {finding.rule.name}: "
        f"printed {finding.printed}, the parts make {finding.computed} ({parts}); "
        f"{check.source.title}"
    )
    if check.explanation:
        yield f"  {check.explanation}"


def _conflict(ref: AreaRef, conflict: Conflict) -> Iterator[str]:
    yield f"{ref.name} {conflict.year}, {words.cell(conflict.cell)}"
    for held in conflict.figures:
        shown = "; shown first" if held.preferred else ""
        yield f"  {held.amount}: {held.source.title} ({held.source.kind}{shown})"
    for reason in (conflict.reason, *(note.text for note in conflict.notes)):
        if reason:
            yield f"  {reason}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
