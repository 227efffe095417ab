"""Releases with the corrections that each of them made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from stats.catalogue.years import ReportingYear
from stats.models import Correction, Release
from stats.queries.paging import Pages, pages
from stats.queries.releases import Corrected, ReleaseRef, corrected_of

PAGE = 20
SHOWN = 10  # corrections of one release on a page of many; a release's own pages have all of them
ROWS = 200  # on one of these
_FEW_LINES = 5  # a reason has fewer; a load of the whole folder writes a line for each of 140 files


@dataclass(frozen=True)
class ReleaseDetail(ReleaseRef):
    """A release with its corrections. `area_slug`, `area_name` and `year` are set where it is of one area's
    report. `corrections` are some of `corrected`, which counts them all."""

    area_slug: str
    area_name: str
    year: ReportingYear | None
    corrected: int
    corrections: tuple[Corrected, ...]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in self.description.splitlines() if line.strip())

    @property
    def files(self) -> tuple[str, ...]:
        """Of a load of many files a line for each."""
        return self.lines if len(self.lines) > _FEW_LINES else ()


@dataclass(frozen=True, slots=True)
class UpdatesPage:
    """One page of releases, newest first."""

    releases: tuple[ReleaseDetail, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One page of a release: of its files and of its corrections, which follow them."""

    release: ReleaseDetail
    files: tuple[str, ...]
    pages: Pages


def updates_page(*, page: int | None = 1) -> UpdatesPage | None:
    """That page of releases; None where there are not so many. Three queries."""
    found = pages(Release.objects.count(), size=PAGE, page=page)
    if found is None:
        return None
    rows = _rows(Release.objects.order_by("-number")[found.part(0)])
    return UpdatesPage(_with_first_corrections(rows), found)


def newest_releases(*, limit: int, area_slug: str = "") -> tuple[ReleaseDetail, ...]:
    """The newest releases; of an area those of its reports, of many files, or with a correction of its
    figures. Two queries."""
    found = Release.objects.order_by("-number")
    if area_slug:
        corrected = Correction.objects.filter(release=OuterRef("pk"), area__slug=area_slug)
        found = found.filter(Q(area__slug=area_slug) | Q(area=None) | Exists(corrected))
    return _with_first_corrections(_rows(found[:limit]))


def release_page(number: int, *, page: int | None = 1) -> ReleasePage | None:
    """A page of one release; None where there is none of that number. Two queries."""
    row = next(iter(_rows(Release.objects.filter(number=number))), None)
    if row is None:
        return None
    bare = _detail(row, corrections=())
    found = pages(len(bare.files), bare.corrected, size=ROWS, page=page)
    if found is None:
        return None
    corrections = corrected_of(Correction.objects.filter(release=number).order_by("pk")[found.part(1)])
    return ReleasePage(_detail(row, corrections=corrections), bare.files[found.part(0)], found)


def _rows(releases: QuerySet[Release]) -> list[Release]:
    return list(releases.select_related("area").annotate(corrected=Count("corrections")))


def _with_first_corrections(rows: Iterable[Release]) -> tuple[ReleaseDetail, ...]:
    """The releases, each with its first corrections."""
    rows = list(rows)
    of_these = Correction.objects.filter(release__in=[row.number for row in rows]).order_by("pk")
    place = Window(RowNumber(), partition_by="release", order_by="pk")
    corrections: dict[int, list[Corrected]] = defaultdict(list)
    for corrected in corrected_of(of_these.annotate(place=place).filter(place__lte=SHOWN)):
        corrections[corrected.release].append(corrected)
    return tuple(_detail(row, corrections=corrections[row.number]) for row in rows)


def _detail(row: Release, *, corrections: Iterable[Corrected]) -> ReleaseDetail:
    return ReleaseDetail(
        number=row.number,
        date=row.made_at,
        title=row.title,
        description=row.description,
        identity=row.identity.hex,
        area_slug=row.area.slug if row.area else "",
        area_name=row.area.name if row.area else "",
        year=None if row.start_year is None else ReportingYear(row.start_year),
        corrected=row.corrected,  # type: ignore[attr-defined]  # of _rows
        corrections=tuple(corrections),
    )
