"""Releases with the corrections that each of them made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from stats.catalogue.years import ReportingYear
from stats.models import Release
from stats.queries.releases import Corrected, ReleaseRef, fetch_corrections

PAGE = 20
SHOWN = 10  # corrections of one release on a page of many; a release's own page has all of them


@dataclass(frozen=True, slots=True)
class ReleaseDetail(ReleaseRef):
    """A release with its corrections. `area_slug`, `area_name` and `year` are set where it is of one area's
    report. `corrections` are the first of `corrected`, which counts them all."""

    area_slug: str
    area_name: str
    year: ReportingYear | None
    corrected: int
    corrections: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class UpdatesPage:
    """One page of releases, newest first. Pages count from 1, and there is always one."""

    releases: tuple[ReleaseDetail, ...]
    page: int
    pages: int


def updates_page(*, page: int = 1) -> UpdatesPage | None:
    """That page of releases; None where there are not so many. Three queries."""
    pages = max(1, -(-Release.objects.count() // PAGE))
    if not 1 <= page <= pages:
        return None
    rows = Release.objects.order_by("-number")[(page - 1) * PAGE : page * PAGE]
    return UpdatesPage(_details(rows, most=SHOWN), page, pages)


def newest_releases(*, limit: int) -> tuple[ReleaseDetail, ...]:
    """The newest releases; two queries."""
    return _details(Release.objects.order_by("-number")[:limit], most=SHOWN)


def release_page(number: int) -> ReleaseDetail | None:
    """One release with all its corrections; two queries."""
    return next(iter(_details(Release.objects.filter(number=number), most=None)), None)


def _details(releases: QuerySet[Release], *, most: int | None) -> tuple[ReleaseDetail, ...]:
    """The releases, each with as many of its corrections as `most`, or all of them."""
    rows = list(releases.select_related("area").annotate(corrected=Count("corrections")))
    corrections: dict[int, list[Corrected]] = defaultdict(list)
    for corrected in fetch_corrections(Q(release__in=[row.number for row in rows])):
        corrections[corrected.release].append(corrected)
    return tuple(
        ReleaseDetail(
            number=row.number,
            date=row.made_at,
            title=row.title,
            description=row.description,
            identity=row.identity.hex,
            area_slug=row.area.slug if row.area else "",
            area_name=row.area.name if row.area else "",
            year=None if row.start_year is None else ReportingYear(row.start_year),
            corrected=row.corrected,
            corrections=tuple(corrections[row.number][:most]),
        )
        for row in rows
    )
