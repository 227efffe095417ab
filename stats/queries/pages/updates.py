"""Releases with the corrections that each of them made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Correction, Release

PAGE = 20
SHOWN = 10  # corrections of one release on a page of many; a release's own page has all of them


@dataclass(frozen=True, slots=True)
class Corrected:
    """A published figure that was changed, or withdrawn where `new` is empty; as printed."""

    area_slug: str
    area_name: str
    year: ReportingYear
    cell: CellKey
    old: str
    new: str
    reason: str
    made_at: datetime
    source_title: str
    source_kind: str
    release: int


@dataclass(frozen=True, slots=True)
class ReleaseDetail:
    """`area_slug`, `area_name` and `year` are set where the release is of one area's report. `corrections`
    are the first of `corrected`, which counts them all."""

    number: int
    made_at: datetime
    title: str
    description: str
    area_slug: str
    area_name: str
    year: ReportingYear | None
    corrected: int
    corrections: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Updates:
    """One page of releases, newest first. Pages count from 1, and there is always one."""

    releases: tuple[ReleaseDetail, ...]
    page: int
    pages: int


COLUMNS = (
    "release_id", "area__slug", "area__name", "start_year", "division", "measure", "category", "level",
    "old_text", "new_text", "reason", "made_at", "source__title", "source__kind",
)  # fmt: skip


def updates(*, page: int = 1) -> Updates | None:
    """That page of releases; None where there are not so many. Three queries."""
    found = Release.objects.count()
    pages = max(1, -(-found // PAGE))
    if not 1 <= page <= pages:
        return None
    rows = Release.objects.order_by("-number")[(page - 1) * PAGE : page * PAGE]
    return Updates(_details(rows, most=SHOWN), page, pages)


def latest(*, limit: int) -> tuple[ReleaseDetail, ...]:
    """The newest releases; two queries."""
    return _details(Release.objects.order_by("-number")[:limit], most=SHOWN)


def release(number: int) -> ReleaseDetail | None:
    """One release with all its corrections; two queries."""
    found = _details(Release.objects.filter(number=number), most=None)
    return found[0] if found else None


def corrected(row: Mapping[str, Any]) -> Corrected:
    """A row of COLUMNS; times may be texts, as JSON has them."""
    made_at = row["made_at"]
    return Corrected(
        area_slug=row["area__slug"],
        area_name=row["area__name"],
        year=ReportingYear(row["start_year"]),
        cell=CellKey(row["measure"], row["category"], row["level"], row["division"]),
        old=row["old_text"],
        new=row["new_text"],
        reason=row["reason"],
        made_at=datetime.fromisoformat(made_at) if isinstance(made_at, str) else made_at,
        source_title=row["source__title"],
        source_kind=row["source__kind"],
        release=row["release_id"],
    )


def _details(releases: Any, *, most: int | None) -> tuple[ReleaseDetail, ...]:
    rows = list(releases.select_related("area").annotate(corrected=Count("corrections")))
    corrections = _corrections([row.number for row in rows], most=most)
    return tuple(
        ReleaseDetail(
            number=row.number,
            made_at=row.made_at,
            title=row.title,
            description=row.description,
            area_slug=row.area.slug if row.area else "",
            area_name=row.area.name if row.area else "",
            year=None if row.start_year is None else ReportingYear(row.start_year),
            corrected=row.corrected,
            corrections=tuple(corrections.get(row.number, ())),
        )
        for row in rows
    )


def _corrections(numbers: Sequence[int], *, most: int | None) -> Mapping[int, Sequence[Corrected]]:
    found: dict[int, list[Corrected]] = defaultdict(list)
    rows: Iterable[Mapping[str, Any]] = (
        Correction.objects.filter(release__in=numbers).order_by("pk").values(*COLUMNS)
    )
    for row in rows:
        of_release = found[row["release_id"]]
        if most is None or len(of_release) < most:
            of_release.append(corrected(row))
    return found
