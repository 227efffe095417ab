"""Releases, and the published figures that they changed or withdrew: what the public sees changes only with
one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Correction, Release


@dataclass(frozen=True, slots=True)
class ReleaseRef:
    """`identity` is never given twice, as a number may be after a backup has been put back."""

    number: int
    date: datetime
    title: str
    description: str
    identity: str


def current_release() -> ReleaseRef | None:
    """The newest release; None before anything has been loaded."""
    return next(iter(releases(limit=1)), None)


def releases(*, limit: int) -> tuple[ReleaseRef, ...]:
    """Newest first."""
    return tuple(map(_ref, Release.objects.order_by("-number")[:limit]))


def releases_from(number: int) -> tuple[ReleaseRef, ...]:
    """That release, if there is one, and all after it; the newest last."""
    return tuple(map(_ref, Release.objects.filter(number__gte=number).order_by("number")))


def _ref(release: Release) -> ReleaseRef:
    return ReleaseRef(
        release.number, release.made_at, release.title, release.description, release.identity.hex
    )


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
    source_slug: str
    release: int


def fetch_corrections(where: Q) -> tuple[Corrected, ...]:
    """The corrections that satisfy `where`, in the order in which they were made; one query."""
    return corrected_of(Correction.objects.filter(where).order_by("pk"))


def corrected_of(rows: QuerySet[Correction]) -> tuple[Corrected, ...]:
    """Those corrections, in one query."""
    return tuple(
        Corrected(
            area_slug=row.area.slug,
            area_name=row.area.name,
            year=ReportingYear(row.start_year),
            cell=CellKey(row.measure, row.category, row.level, row.division),
            old=row.old_text,
            new=row.new_text,
            reason=row.reason,
            made_at=row.made_at,
            source_title=row.source.title,
            source_kind=row.source.kind,
            source_slug=row.source.slug,
            release=row.release_id,
        )
        for row in rows.select_related("area", "source")
    )
