"""Files of figures that become drafts: read by the one pipeline, looked at first, confirmed on purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction

from stats.catalogue.cells import cell_id
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.drafting.access import may_enter
from stats.drafting.beginning import Begun, create, first_state, read_year, with_link
from stats.drafting.live import live_figures
from stats.drafting.saving import Differing, Saved, differing, save
from stats.drafting.typed import OTHER, Typed, layout_of, places, tables_of, typed_of
from stats.loading.checks import CheckedFigure, check
from stats.loading.existing import Existing
from stats.loading.normalise import MARKER_PRINTED, SourceKey
from stats.loading.pipeline import in_order, read_files
from stats.loading.problems import Problem, Severity, Where
from stats.loading.readers import Upload
from stats.loading.totals import warnings_about_totals
from stats.models import Area, Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Every area's report of one year is about 5,000 figures; more than that is a load for whoever runs the site.
MOST_FIGURES = 5_000
KEPT_FOR = 60 * 60  # seconds between looking at a file and confirming it
_SALT = "stats.drafting.upload"


@dataclass(frozen=True, slots=True)
class UploadedReport:
    """One area's report in the files, and what confirming it would do.

    `draft` is the one that it would change, None where it would begin one. `changes` are the texts that would
    differ from the draft, or from what is public of that source where there is none.
    """

    area: Area
    year: ReportingYear
    draft: Draft | None
    typed: Typed
    changes: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """With any error among the problems there is nothing to confirm. `token` is what confirming takes."""

    problems: tuple[Problem, ...]
    reports: tuple[UploadedReport, ...]
    token: str

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`refused` are sentences on reports that were changed meanwhile, of which nothing was written."""

    drafts: tuple[Draft, ...]
    refused: tuple[str, ...]


class ExpiredError(ValueError):
    """The preview is too old, or is not this user's: the file must be given again."""


def preview_upload(uploads: Iterable[Upload], *, user: User) -> UploadPreview:
    """Read the files; say every problem with row and column, and what would change. Nothing is written."""
    reads, entries, problems = read_files(uploads)
    if len(entries) > MOST_FIGURES:
        where = Where(reads[0].name if len(reads) == 1 else "the files")
        problems = [
            where.problem(
                f"there are {len(entries):,} figures, more than every area publishes in a year",
                expected=f"at most {MOST_FIGURES:,} at a time",
            )
        ]
        return UploadPreview(tuple(problems), (), "")
    existing = Existing.read()
    checked, found = check(entries, existing=existing)
    groups = _by_report(checked)
    problems = [*problems, *found, *_not_enterable(groups, existing=existing, user=user)]
    reports = [] if _errors(problems) else [_report(key, group, existing) for key, group in groups.items()]
    problems += [] if _errors(problems) else warnings_about_totals(checked)
    token = "" if _errors(problems) else _signed(reports, user=user)
    return UploadPreview(in_order(dict.fromkeys(problems), reads), tuple(reports), token)


def confirm_upload(token: str, *, user: User) -> Confirmed:
    """Write what was previewed as drafts. Raises ExpiredError and PermissionDenied."""
    try:
        sent = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise ExpiredError("This preview is more than an hour old. Choose the file again.") from error
    if sent["user"] != user.pk:
        raise ExpiredError("This preview was made by somebody else. Choose the file again.")
    drafts: list[Draft] = []
    refused: list[str] = []
    with transaction.atomic():
        areas = Area.objects.in_bulk([one["area"] for one in sent["reports"]])
        for one in sent["reports"]:
            area, year = areas[one["area"]], ReportingYear(one["year"])
            if not may_enter(user, area):
                raise PermissionDenied(f"This account may not enter reports of {area.name}.")
            typed = Typed(SourceKey(*one["source"]), one["cells"], one["pages"], one["notes"])
            done = _write(area, year, typed, draft_id=one["draft"], version=one["version"], user=user)
            if done is None:
                name = f"{area.name} {year}"
                refused.append(
                    f"{name} was changed by somebody else after the preview. Choose the file again."
                )
            else:
                drafts.append(done)
    return Confirmed(tuple(drafts), tuple(refused))


def _write(
    area: Area, year: ReportingYear, typed: Typed, *, draft_id: int | None, version: int, user: User
) -> Draft | None:
    if draft_id is None:
        begun = create(area, year, typed=typed.cleaned(), user=user)
        return begun.draft if isinstance(begun, Begun) else None
    saved = save(draft_id, expected_version=version, typed=typed, user=user)
    return saved.draft if isinstance(saved, Saved) else None


_Key = tuple[str, int, SourceKey]


def _by_report(checked: Sequence[CheckedFigure]) -> Mapping[_Key, Sequence[CheckedFigure]]:
    """Figures by area, the year of the report, and source.

    A report that prints the year before beside its own keeps those figures: they go with the year after, if
    all of them stand in columns that its layout has for the year before.
    """
    groups: dict[_Key, list[CheckedFigure]] = defaultdict(list)
    for figure in checked:
        groups[figure.cell.area_slug, figure.cell.start_year, figure.source].append(figure)
    for slug, start, source in sorted(groups, key=lambda key: -key[1]):
        mine, after = groups[slug, start, source], groups.get((slug, start + 1, source))
        if after and {_cell(one, back=1) for one in mine} <= _prior_cells(start + 1):
            after += mine
            del groups[slug, start, source]
    return groups


def _prior_cells(start: int) -> set[CellKey]:
    layout = layout_of(Area(kind=Area.Kind.AREA), ReportingYear(start))
    tables = layout.tables if layout else ()
    return {key for table in tables for key in table.cells() if key.years_back}


def _cell(figure: CheckedFigure, *, back: int) -> CellKey:
    return replace(figure.cell_key, years_back=back)


def _not_enterable(
    groups: Mapping[_Key, Sequence[CheckedFigure]], *, existing: Existing, user: User
) -> Iterable[Problem]:
    """A draft has one source, and is of an area that the user may enter and of a year that is over."""
    sources: dict[tuple[str, int], SourceKey] = {}
    for (slug, start, source), figures in groups.items():
        area, where = existing.areas[slug], figures[0].where
        if not may_enter(user, area):
            yield where.problem(f"this account may not enter reports of {area.name}", found=slug)
        if isinstance(words := read_year(ReportingYear(start).label), str):
            yield where.problem(words.removesuffix("."))
        if sources.setdefault((slug, start), source) != source:
            yield where.problem(
                f"a draft has one source, and {area.name} {ReportingYear(start)} is given from two",
                found=source.title,
                expected="a file for each source",
            )


def _report(key: _Key, figures: Sequence[CheckedFigure], existing: Existing) -> UploadedReport:
    slug, start, source = key
    area, year = existing.areas[slug], ReportingYear(start)
    source = with_link(source)
    draft = Draft.objects.filter(area=area, start_year=start).first()
    if draft is not None:
        base = typed_of(draft)
    else:
        base = first_state(area, year, source=source, live=live_figures(area, years=(start, start - 1)))
    cells = {
        cell_id(_cell(one, back=start - one.cell.start_year)): MARKER_PRINTED.get(one.marker, one.as_printed)
        for one in figures
    }
    typed = replace(base, source=source, cells={**base.cells, **cells})
    codes = places(tables_of(layout_of(area, year), cells=typed.cells))
    pages = {
        codes.get(_cell(one, back=start - one.cell.start_year), OTHER): one.page
        for one in figures
        if one.page
    }
    typed = replace(typed, pages={**base.pages, **pages}).cleaned()
    return UploadedReport(area, year, draft, typed, differing(base, typed, base=base))


def _signed(reports: Sequence[UploadedReport], *, user: User) -> str:
    sent: list[dict[str, Any]] = [
        {
            "area": one.area.pk,
            "year": one.year.start,
            "draft": one.draft.pk if one.draft else None,
            "version": one.draft.version if one.draft else 0,
            "source": [one.typed.source.kind, one.typed.source.title, one.typed.source.url],
            "cells": dict(one.typed.cells),
            "pages": dict(one.typed.pages),
            "notes": dict(one.typed.notes),
        }
        for one in reports
    ]
    return signing.dumps({"user": user.pk, "reports": sent}, salt=_SALT, compress=True)


def _errors(problems: Iterable[Problem]) -> bool:
    return any(one.severity is Severity.ERROR for one in problems)
