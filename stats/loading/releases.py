"""Releases and corrections: each change to what the public sees, told in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Max

from stats.loading.write import Edit
from stats.models import Area, Correction, Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def make_release(
    title: str, *, description: str, area: Area | None = None, start_year: int | None = None
) -> Release:
    """Call it under the load's lock, which keeps two releases from taking one number."""
    last = Release.objects.aggregate(last=Max("number"))["last"] or 0
    return Release.objects.create(
        number=last + 1, title=title[:200], description=description, area=area, start_year=start_year
    )


def record_corrections(edits: Iterable[Edit], *, release: Release, reason: str, user: User | None) -> None:
    """A correction of every figure that the public saw and that now says something else, or nothing.

    Where the whole folder is loaded nobody gives a reason, and the correction names the file.
    """
    Correction.objects.bulk_create(
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
            reason=reason or f"Brought into line with the data file {public_name(edit.file)}.",
            source=edit.figure.source,
            made_by=user,
        )
        for edit in edits
        if edit.old_text != edit.new_text
    )


def public_name(file: str) -> str:
    """A file as the public may know it: without the folders of whoever loaded it."""
    return Path(file.replace("\\", "/")).name
