"""Releases and corrections: each change to what the public sees, told in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Max

from stats.loading.existing import folded
from stats.loading.write import Edit
from stats.models import Area, Correction, Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Why a figure was corrected, by the area, the folded name of the division, the first year, the measure,
# category and level, and the source.
Reasons = Mapping[tuple[int, str, int, str, str, str, int], str]


def make_release(
    title: str, *, description: str, area: Area | None = None, start_year: int | None = None
) -> Release:
    """Call it under the load's lock, which keeps two releases from taking one number."""
    last = Release.objects.aggregate(last=Max("number"))["last"] or 0
    return Release.objects.create(
        number=last + 1, title=title[:200], description=description, area=area, start_year=start_year
    )


def record_corrections(
    edits: Iterable[Edit],
    *,
    release: Release,
    reason: str,
    user: User | None,
    reasons: Reasons = MappingProxyType({}),
) -> None:
    """A correction of every figure that the public saw and that now says something else, or nothing.

    Where the whole folder is loaded there is no one reason: `reasons` has that of the figure, or else the
    correction says that the data changed.
    """
    corrections = [
        Correction(
            release=release,
            area=edit.figure.report.area,
            start_year=edit.figure.report.start_year,
            division=edit.figure.division.name if edit.figure.division else "",
            measure=edit.figure.measure,
            category=edit.figure.category,
            level=edit.figure.level,
            old_text=edit.old_text,
            new_text=edit.new_text,
            reason=reason or _changed_data(edit),
            source=edit.figure.source,
            made_by=user,
        )
        for edit in edits
        if edit.old_text != edit.new_text
    ]
    for correction in corrections:
        correction.reason = reasons.get(reason_key(correction), correction.reason)
    Correction.objects.bulk_create(corrections)


def reason_key(correction: Correction) -> tuple[int, str, int, str, str, str, int]:
    """What `Reasons` are by."""
    return (
        correction.area_id,
        folded(correction.division),
        correction.start_year,
        correction.measure,
        correction.category,
        correction.level,
        correction.source_id,
    )


def _changed_data(edit: Edit) -> str:
    if edit.new_text:
        return f"Brought into line with the data file {public_name(edit.file)}."
    return "The figure is not among the data that this site is loaded from any more."


def public_name(file: str) -> str:
    """A file as the public may know it: without the folders of whoever loaded it."""
    return Path(file.replace("\\", "/")).name
