"""Releases, and the published figures that they changed or withdrew: what the public sees changes only with
one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.models import Correction, Release
from stats.queries.prepared import Prepared, Rows


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
    return next(map(_ref, _current()), None)


def releases(*, limit: int) -> tuple[ReleaseRef, ...]:
    """Newest first."""
    return tuple(map(_ref, _rows(Release.objects.order_by("-number")[:limit])))


def releases_from(number: int) -> tuple[ReleaseRef, ...]:
    """That release, if there is one, and all after it; the newest last."""
    return tuple(map(_ref, _rows(Release.objects.filter(number__gte=number).order_by("number"))))


@Prepared
def _current() -> Rows:
    return _rows(Release.objects.order_by("-number")[:1])


def _rows(found: QuerySet[Release]) -> Rows:
    return found.values_list("number", "made_at", "title", "description", "identity")


def _ref(row: Sequence[Any]) -> ReleaseRef:
    number, made_at, title, description, identity = row
    return ReleaseRef(number, made_at, title, description, identity.hex)


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


def corrected_of(corrections: QuerySet[Correction]) -> tuple[Corrected, ...]:
    """Those corrections, in one query."""
    return corrections_of(correction_rows(corrections))


def correction_rows(corrections: QuerySet[Correction]) -> Rows:
    """What `corrected_of` asks the database for."""
    return corrections.values_list(
        *("area__slug", "area__name", "start_year", "measure", "category", "level", "division"),
        *("old_text", "new_text", "reason", "made_at"),
        *("source__title", "source__kind", "source__slug", "release_id"),
    )


def corrections_of(rows: Iterable[Sequence[Any]]) -> tuple[Corrected, ...]:
    """What `correction_rows` finds."""
    return tuple(
        Corrected(slug, name, ReportingYear(start), CellKey(measure, category, level, division), *rest)
        for slug, name, start, measure, category, level, division, *rest in rows
    )
